import type { LedgerEntry } from '../../examples/simulators/national/ledger.ts';
import type { Blurring } from '../../examples/simulators/national/register.ts';
import type { BlurringView, CitizenBlurrings } from '../../shared/api.ts';

/** A request whose answer never came. `on`: the registration it was to change; null where it was to make one. */
export type Doubt = { path: string; body: object; key: string; user: string; on: string | null };

/** What a client was told of one citizen: every acknowledged registration as the latest answer described it. */
export type Memory = {
  readonly cpr: string;
  readonly cvr: string;
  readonly known: Map<string, { endsAt: string; ended: boolean }>;
  doubt: Doubt | undefined;
};

export const remember = ({ known }: Memory, { id, ends_at, ended }: BlurringView): void =>
  void known.set(id, { endsAt: ends_at, ended: ended !== null });

/** How the server's answer differs from what was acknowledged; an unanswered request may have been done or not. */
export const forgotten = ({ known, doubt }: Memory, { blurrings }: CitizenBlurrings): string[] => {
  const gone = [...known.keys()].filter((id) => !blurrings.some((one) => one.id === id));
  const news = blurrings.filter(({ id }) => !known.has(id));
  const mayBeNew = doubt && doubt.on === null ? 1 : 0;
  const changed = blurrings.filter(({ id, ends_at, ended }) => {
    const before = known.get(id);
    if (!before || doubt?.on === id) return false;
    return before.endsAt !== ends_at || before.ended !== (ended !== null);
  });
  return [
    ...gone.map((id) => `registration ${id} is lost`),
    ...(news.length > mayBeNew ? [`${news.length} registrations nobody asked for`] : []),
    ...changed.map(({ id }) => `registration ${id} is not as it was acknowledged`),
  ];
};

export type Compared = {
  citizens: readonly { memory: Memory; answer: CitizenBlurrings }[];
  ledger: readonly LedgerEntry[];
  register: readonly Blurring[];
  now: number;
};

/** The register counts whole seconds. */
const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000) * 1000;

/** Everything that is wrong between what was acknowledged, what the server says and what the register holds; each names its key. */
export const compare = ({ citizens, ledger, register, now }: Compared): string[] => {
  const kept = ledger.filter((entry) => entry.operation === 'CreateBlurring' && entry.kept);
  const ofCitizen = citizens.flatMap(({ memory, answer }) => {
    const { cvr, cpr, known } = memory;
    const inForce = [...known.values()].filter(({ ended }) => !ended).map(({ endsAt }) => endsAt);
    const until = inForce.length === 0 ? null : inForce.reduce((a, b) => (a > b ? a : b));
    const wanted = answer.blurred_until === null ? null : seconds(answer.blurred_until);
    const row = register.find((one) => one.cvr === cvr && one.cpr === cpr);
    const held = row && row.end > now ? row.end : null;
    const calls = kept.filter((call) => call.cvr === cvr && call.cpr === cpr);
    const said = answer.blurrings.filter(({ status }) => status !== 'in_force' && status !== 'ended');
    return [
      ...forgotten(memory, answer),
      ...(until === answer.blurred_until ? [] : ['the server wants something else than it acknowledged']),
      ...(held === wanted ? [] : ['the register does not hold what is wanted']),
      ...(calls.at(-1)?.end === row?.end ? [] : ['the register holds something else than its last call']),
      ...said.map(({ status }) => `shown as ${status} when everything is delivered`),
      ...answer.blurrings
        .filter(({ status, ends_at }) => status === 'in_force' && !carried(calls, ends_at))
        .map(() => 'shown as in force, and no call has carried it'),
    ].map((problem) => `${cvr} ${cpr}: ${problem}`);
  });
  const foreign = [...kept, ...register]
    .filter(({ cvr, cpr }) => !citizens.some(({ memory }) => memory.cpr === cpr && memory.cvr === cvr))
    .map(({ cvr, cpr }) => `${cvr} ${cpr}: a foreign CVR number`);
  return [...ofCitizen, ...foreign];
};

const carried = (calls: readonly LedgerEntry[], endsAt: string): boolean =>
  calls.some(({ end }) => end !== undefined && end >= seconds(endsAt));
