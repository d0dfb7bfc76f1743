import type { CaseDecision, CaseLine, DecisionResult, DecisionResults } from '../../../shared/cases-api.ts';
import type { Environment } from '../../environment.ts';
import type { PageApi, PageFailure } from '../api.ts';

/** A decision a person has made and can still undo; nothing has been sent while it is `held`. */
export type HeldDecision = {
  readonly key: string;
  readonly decision: CaseDecision;
  readonly lines: readonly CaseLine[];
  readonly note: string | undefined;
  state: 'held' | 'sending' | 'failed';
  secondsLeft: number;
  failure: PageFailure | undefined;
};

/** Seconds a decision can be undone. */
const undoSeconds = 10;
/** As many as one request takes. */
const mostItems = 100;

type Options = {
  api: Pick<PageApi, 'post'>;
  environment: Pick<Environment, 'after' | 'newKey'>;
  onChange: () => void;
  onResults: (decision: HeldDecision, results: readonly DecisionResult[]) => void;
};

export type HeldDecisions = {
  readonly all: readonly HeldDecision[];
  hold(decision: CaseDecision, lines: readonly CaseLine[], note?: string): void;
  undo(one: HeldDecision): void;
  /** Sends again what could not be sent, under the same key: nothing is decided twice. */
  retry(one: HeldDecision): void;
  /** Sends everything now; the page is being left. */
  flush(): void;
};

/** Holds decisions back for ten seconds, so that a slip of the finger costs nothing. What is held when the page is left is sent, not lost. */
export const createHeldDecisions = ({ api, environment, onChange, onResults }: Options): HeldDecisions => {
  let all: HeldDecision[] = [];
  const ticks = new Map<HeldDecision, () => void>();

  const remove = (one: HeldDecision): void => {
    ticks.get(one)?.();
    ticks.delete(one);
    all = all.filter((each) => each !== one);
  };

  const send = async (one: HeldDecision, keepalive = false): Promise<void> => {
    ticks.get(one)?.();
    ticks.delete(one);
    one.state = 'sending';
    onChange();
    const items = one.lines.map(({ id, revision }) => ({ id, revision }));
    const body = { decision: one.decision, items, ...(one.note !== undefined && { note: one.note }) };
    const reply = await api.post<DecisionResults>('/page/cases/decide', body, { key: one.key, keepalive });
    if (reply.ok) {
      remove(one);
      onResults(one, reply.value.results);
    } else {
      one.state = 'failed';
      one.failure = reply.failure;
    }
    onChange();
  };

  const tick = (one: HeldDecision): void => {
    ticks.set(
      one,
      environment.after(1000, () => {
        one.secondsLeft -= 1;
        if (one.secondsLeft <= 0) void send(one);
        else {
          tick(one);
          onChange();
        }
      }),
    );
  };

  return {
    get all() {
      return all;
    },
    hold: (decision, lines, note) => {
      for (let from = 0; from < lines.length; from += mostItems) {
        const one: HeldDecision = {
          ...{ key: environment.newKey(), decision, lines: lines.slice(from, from + mostItems), note },
          ...{ state: 'held', secondsLeft: undoSeconds, failure: undefined },
        };
        all = [...all, one];
        tick(one);
      }
      onChange();
    },
    undo: (one) => {
      // What could not be sent may have arrived all the same: only what was never sent can be undone.
      if (one.state !== 'held') return;
      remove(one);
      onChange();
    },
    retry: (one) => void (one.state === 'failed' && send(one)),
    flush: () => {
      for (const one of all) if (one.state === 'held') void send(one, true);
    },
  };
};
