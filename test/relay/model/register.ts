import type { BlurringCall, IdsasOutcome } from '../../../server/idsas/port.ts';
import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';

/** What becomes of the next call. `late`: it lands so many milliseconds after its time-out, when the relay has long given it up. */
export type Fate =
  | 'answer'
  | 'refuse_connection'
  | 'cut'
  | 'lose_reply'
  | 'refuse_key'
  | 'refuse_tenant'
  | 'problem'
  | 'unlisted'
  | { late: number };

export type Sent = Pick<BlurringCall, 'cvr' | 'cpr' | 'messageId'> & {
  end: number;
  process: string;
  at: number;
  /** When the register applied it; null while or because it did not. */
  appliedAt: number | null;
  /** It was applied when its sender no longer waited for it. */
  appliedLate: boolean;
  /** What its sender was told, or would have been; null while it is in flight. */
  outcome: IdsasOutcome | null;
};

/** The register as IDSAS is described: one end time for each (CVR, CPR), the last call to arrive wins. */
export type Register = {
  ledger: readonly Sent[];
  /** What the register holds for a key, or undefined. */
  held(cvr: string, cpr: string): Sent | undefined;
  inFlight(): Sent[];
  /** Calls that may still change the register. */
  loose(): number;
  /** Fates of the coming calls, in order. */
  readonly fates: Fate[];
  /** What becomes of calls when no fate is set for them. */
  usual: Fate;
  call(process: string, call: BlurringCall): Promise<IdsasOutcome>;
};

/** The steps of the register itself: they happen whatever becomes of the callers. */
export const network = 'network';
export const callTimeoutMs = 30_000;
/** A call lands less than ten minutes after its time-out, or never: what the relay's repeat after ten minutes relies on. */
export const latestLandingMs = 9.9 * 60_000;

const answers = {
  refuse_connection: { kind: 'retry', code: 'network_refused' },
  cut: { kind: 'unknown', code: 'network_reset' },
  refuse_key: { kind: 'refused', code: 'syntax_error', pause: 'key' },
  refuse_tenant: { kind: 'refused', code: 'not_authorized', pause: 'tenant' },
  problem: { kind: 'unknown', code: 'processing_problem' },
  unlisted: { kind: 'unknown', code: 'fault_unlisted' },
} as const satisfies Partial<Record<Extract<Fate, string>, IdsasOutcome>>;

export const createRegister = (clock: Clock, gate: Gate, onCall: (sent: Sent) => void): Register => {
  const ledger: Sent[] = [];
  const held = new Map<string, Sent>();
  const loose = new Set<Sent>();
  const fates: Fate[] = [];
  const keyOf = (cvr: string, cpr: string): string => `${cvr} ${cpr}`;

  const land = (sent: Sent): void => {
    if (!loose.delete(sent)) return;
    sent.appliedAt = clock.now();
    sent.appliedLate = sent.outcome !== null;
    held.set(keyOf(sent.cvr, sent.cpr), sent);
  };

  /** The register takes up the call, be it before or after its sender stopped waiting. */
  const takeUp = (sent: Sent, fate: Extract<Fate, string>, tell: (outcome: IdsasOutcome) => void): void => {
    if (!loose.has(sent)) return;
    if (fate === 'answer' || fate === 'lose_reply') land(sent);
    loose.delete(sent);
    if (fate === 'answer') tell({ kind: 'delivered', messageId: sent.messageId });
    else tell(fate === 'lose_reply' ? answers.cut : answers[fate]);
  };

  const call: Register['call'] = (process, { cvr, cpr, endDateTime, messageId }) => {
    const fate = fates.shift() ?? register.usual;
    const now = clock.now();
    const nothingYet = { appliedAt: null, appliedLate: false, outcome: null };
    const sent: Sent = { cvr, cpr, messageId, end: endDateTime, process, at: now, ...nothingYet };
    onCall(sent);
    ledger.push(sent);
    loose.add(sent);
    return new Promise((answer) => {
      const tell = (outcome: IdsasOutcome): void => {
        if (sent.outcome) return;
        sent.outcome = outcome;
        gate.add(process, () => answer(outcome));
      };
      clock.at(now + callTimeoutMs, network, () => tell({ kind: 'unknown', code: 'network_timeout' }));
      if (typeof fate === 'object')
        return void clock.at(now + callTimeoutMs + fate.late, network, () => land(sent));
      const take = (): void => takeUp(sent, fate, tell);
      gate.add(network, take);
      clock.at(now + callTimeoutMs + latestLandingMs, network, take);
    });
  };

  const register: Register = {
    ledger,
    held: (cvr, cpr) => held.get(keyOf(cvr, cpr)),
    inFlight: () => ledger.filter(({ outcome }) => outcome === null),
    loose: () => loose.size,
    fates,
    usual: 'answer',
    call,
  };
  return register;
};
