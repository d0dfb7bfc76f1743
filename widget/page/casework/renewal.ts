import type { CaseLine, DecisionResults } from '../../../shared/cases-api.ts';
import type { PageApi, PageFailure } from '../api.ts';
import { whyNot } from './pick.ts';

/** How many are sent together: few enough that progress is seen, many enough that a thousand take seconds. */
const chunk = 25;

/** A renewal of many, as far as it has come. */
export type Renewal = {
  of: number;
  done: CaseLine[];
  failed: { line: CaseLine; code: string | null }[];
  /** Not dealt with: stopped before, or what was sent got no answer. */
  left: readonly CaseLine[];
  running: boolean;
  stopped: boolean;
  failure: PageFailure | undefined;
  words: typeof whyNot;
  stop: () => void;
  /** Goes on with what is left; a part that may have arrived is sent under its own key again. */
  goOn: () => void;
};

type Options = {
  api: Pick<PageApi, 'post'>;
  lines: readonly CaseLine[];
  note: string;
  days: number;
  newKey: () => string;
  onProgress: (renewal: Renewal) => void;
};

/** Renews in parts, tells how far it is, can be stopped between parts, and goes on after a lost connection without doing anything twice. */
export const renewAll = async ({ api, lines, note, days, newKey, onProgress }: Options): Promise<void> => {
  const parts = Array.from({ length: Math.ceil(lines.length / chunk) }, (_, index) => ({
    key: newKey(),
    lines: lines.slice(index * chunk, (index + 1) * chunk),
  }));
  const done: CaseLine[] = [];
  const failed: Renewal['failed'] = [];
  let stopping = false;
  const tell = (more: Partial<Renewal> = {}): void =>
    onProgress({
      ...{ of: lines.length, done: [...done], failed: [...failed], words: whyNot },
      ...{ left: parts.flatMap((part) => part.lines), running: true, stopped: false, failure: undefined },
      stop: () => void (stopping = true),
      goOn: () => void run(),
      ...more,
    });
  const run = async (): Promise<void> => {
    stopping = false;
    tell();
    for (let [part] = parts; part !== undefined; [part] = parts) {
      if (stopping) return tell({ running: false, stopped: true });
      const items = part.lines.map(({ id, revision }) => ({ id, revision }));
      const body = { decision: 'renew', items, note, days };
      const reply = await api.post<DecisionResults>('/page/cases/decide', body, { key: part.key });
      if (!reply.ok) return tell({ running: false, failure: reply.failure });
      for (const { id, outcome, code, case: now } of reply.value.results) {
        const line = now ?? part.lines.find((one) => one.id === id);
        if (line && outcome === 'done') done.push(line);
        else if (line) failed.push({ line, code });
      }
      parts.shift();
      if (parts.length > 0) tell();
    }
    tell({ running: false });
  };
  await run();
};
