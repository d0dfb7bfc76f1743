import type { Instant } from '../domain/ids.ts';
import type { IdsasClient, IdsasOutcome } from '../idsas/port.ts';
import { kindOf, type Log } from '../log.ts';
import type { DepartmentClaim, DepartmentOutbox, Store } from '../store/store.ts';
import { report, settlementOf, settleMarginMs } from './deliver.ts';
import { afterTimeout, type Relay } from './relay.ts';

export type DepartmentDelivery = {
  outbox: DepartmentOutbox;
  idsas: Pick<IdsasClient, 'createOrgBlurring' | 'removeOrgBlurring'>;
  now: () => Instant;
  random: () => number;
  newId: () => string;
  log: Log;
  /** Longest a call may take, milliseconds. */
  callTimeoutMs: number;
};

/**
 * Brings the register to what is wanted of one unit now, by the rules of `deliver`: the attempt is written first, each attempt has a message
 * id of its own, what is of unknown fate is repeated, and creating or removing twice changes nothing.
 */
const deliverDepartment = async (
  deps: DepartmentDelivery,
  claim: DepartmentClaim,
  leaseToken: string,
): Promise<void> => {
  const { outbox, idsas, now, newId } = deps;
  const { tenant, cvr, classification, code } = claim;
  const { wantedRevision: revision, blurred, everAttempted, unknownSince } = await outbox.loadKey(claim);
  if (!blurred && !everAttempted) {
    await outbox.settle(claim, leaseToken, null, { kind: 'nothing_to_send', revision }, now());
    return;
  }
  const messageId = newId();
  const began = now();
  const attempt = { tenant, cvr, classification, code, leaseToken, revision, messageId, now: began };
  if (!(await outbox.beginAttempt(attempt))) return outbox.release(claim, leaseToken);
  const call = { cvr, messageId, flowId: newId(), department: { id: code, classification } };
  const answer = await (blurred ? idsas.createOrgBlurring(call) : idsas.removeOrgBlurring(call));
  // Tried again until the operation is set up: the order stands, and people are told that it is delayed.
  const outcome: IdsasOutcome =
    answer.kind === 'not_configured' ? { kind: 'retry', code: 'not_configured' } : answer;
  const at = now();
  const settlement = settlementOf(outcome, {
    ...{ claim, revision, unknownSince, now: at, random: deps.random() },
  });
  await outbox.settle(claim, leaseToken, messageId, settlement, at);
  report(deps.log, claim, messageId, settlement, at - began);
};

/** Delivers what is due, one unit after another, until nothing is; returns when the next falls due. */
export const deliverDueDepartments = async (
  deps: DepartmentDelivery,
  goOn: () => boolean = () => true,
): Promise<Instant | null> => {
  const { outbox, now, newId, callTimeoutMs } = deps;
  while (goOn()) {
    // A look costs no write; this relay is woken by every citizen's registration too.
    const due = await outbox.nextDueAt();
    if (due === null || due > now()) return due;
    const leaseToken = newId();
    const leaseMs = 2 * callTimeoutMs + settleMarginMs;
    const [claim] = await outbox.claim({ now: now(), limit: 1, leaseMs, leaseToken });
    if (!claim) return due;
    await deliverDepartment(deps, claim, leaseToken);
  }
  return null;
};

/** Covers a wake-up that was lost, milliseconds. */
const longestSleepMs = 5_000;

/** The relay of department blurrings: few, so one call at a time beside those for citizens. */
export const createDepartmentRelay = ({
  store,
  after = afterTimeout,
  ...given
}: Omit<DepartmentDelivery, 'outbox'> & {
  store: Pick<Store, 'departments' | 'onWanted'>;
  after?: (ms: number, then: () => void) => () => void;
}): Relay => {
  const deps = { ...given, outbox: store.departments };
  let running = false;
  let wanted = false;
  let round: Promise<void> | null = null;
  let cancel = (): void => undefined;
  let unsubscribe = (): void => undefined;

  const sleep = (ms: number): void => {
    cancel();
    cancel = after(ms, wake);
  };
  const work = async (): Promise<void> => {
    while (wanted && running) {
      wanted = false;
      const due = await deliverDueDepartments(deps, () => running);
      sleep(due === null ? longestSleepMs : Math.min(Math.max(due - deps.now(), 50), longestSleepMs));
    }
  };
  const wake = (): void => {
    if (!running) return;
    wanted = true;
    round ??= work()
      .catch((thrown: unknown) => {
        // The lease runs out and the key returns.
        deps.log('relay_failed', { kind: kindOf(thrown) });
        sleep(longestSleepMs);
      })
      .finally(() => {
        round = null;
        if (wanted) wake();
      });
  };

  return {
    start: () => {
      running = true;
      unsubscribe = store.onWanted(wake);
      wake();
    },
    stop: async () => {
      running = false;
      unsubscribe();
      await round;
      cancel();
    },
  };
};
