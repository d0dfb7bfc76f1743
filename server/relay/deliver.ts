import { instant, type Instant } from '../domain/ids.ts';
import { registerIntent, type RegisterIntent } from '../domain/register-intent.ts';
import type { IdsasClient, IdsasOutcome } from '../idsas/port.ts';
import type { Log } from '../log.ts';
import type { Claim, OutboxStore, Settlement } from '../store/store.ts';
import { nextAttemptAt, repeatAfterUnknownMs, unrecognisedGivenUpAfterMs } from './retry.ts';

export type DeliverDeps = {
  outbox: OutboxStore;
  /** All the relay needs of the register today. */
  idsas: Pick<IdsasClient, 'createBlurring'>;
  now: () => Instant;
  random: () => number;
  newId: () => string;
  log: Log;
  /** Longest a call may take, milliseconds; a lease with less left is given back instead of used. */
  callTimeoutMs: number;
  /** Lets at most so many calls be in flight; the register publishes no limit, so few (idsas: at most four). */
  inFlight: <T>(call: () => Promise<T>) => Promise<T>;
};

/** Time the database may need to settle after the call has timed out. */
export const settleMarginMs = 10_000;

/**
 * Brings the register to one key's current intent: read it, write the attempt, call, settle. At least once: a crash after the
 * call repeats it, which the register's "last call wins" makes harmless.
 */
export const deliver = async (deps: DeliverDeps, claim: Claim, leaseToken: string): Promise<void> => {
  const { outbox } = deps;
  const key = await outbox.loadKey(claim);
  const intent = registerIntent(key.blurrings, claim.cvr, deps.now());
  if (intent.kind === 'ended' && !key.everAttempted) {
    await outbox.settle(
      claim,
      leaseToken,
      null,
      { kind: 'nothing_to_send', revision: key.wantedRevision },
      deps.now(),
    );
    return;
  }
  const messageId = deps.newId();
  const cpr = await key.openCpr();
  const revision = key.wantedRevision;
  const began = deps.now();
  if (!(await outbox.beginAttempt({ ...claim, leaseToken, revision, messageId, now: began })))
    return outbox.release([claim], leaseToken);
  // Writing before and settling after the call happen outside its slot, so that the few calls in flight never wait for the disk.
  const outcome = await deps.inFlight(() => {
    // A worker whose call outlives its lease must not exist: another one could send the same key at the same time.
    if (claim.leasedUntil - deps.now() < deps.callTimeoutMs + settleMarginMs)
      return Promise.resolve(notCalled);
    const end = endDateTime(intent, deps.now());
    return deps.idsas.createBlurring({
      cvr: claim.cvr,
      cpr,
      endDateTime: end,
      messageId,
      flowId: deps.newId(),
    });
  });
  const now = deps.now();
  const { unknownSince } = key;
  const settlement = settlementOf(outcome, { claim, revision, unknownSince, now, random: deps.random() });
  await outbox.settle(claim, leaseToken, messageId, settlement, now);
  report(deps.log, claim, messageId, settlement, now - began);
};

/** The lease had too little left when the turn came: nothing was sent. */
const notCalled: IdsasOutcome = { kind: 'retry', code: 'lease_too_short' };

/** Ending early is the same call with an end time of the moment of sending (NSP page 220266623). */
const endDateTime = (intent: RegisterIntent, now: Instant): number =>
  intent.kind === 'blurred' ? intent.until : now;

/** Pure: what an answer of the register means for the key. */
export const settlementOf = (
  outcome: IdsasOutcome,
  at: {
    claim: Pick<Claim, 'attempts' | 'waitingSince'>;
    revision: number;
    unknownSince: boolean;
    now: Instant;
    random: number;
  },
): Settlement => {
  switch (outcome.kind) {
    case 'delivered': {
      const repeatAt = at.unknownSince ? instant(at.now + repeatAfterUnknownMs) : null;
      return { kind: 'delivered', revision: at.revision, repeatAt };
    }
    case 'refused':
      return { kind: 'refused', code: outcome.code, pause: outcome.pause === 'tenant' ? 'cvr' : 'key' };
    case 'retry':
    case 'unknown': {
      const givenUp =
        outcome.code === 'fault_unlisted' && at.now - at.claim.waitingSince > unrecognisedGivenUpAfterMs;
      if (givenUp) return { kind: 'refused', code: outcome.code, pause: 'key' };
      return {
        kind: outcome.kind,
        code: outcome.code,
        dueAt: nextAttemptAt(at.now, at.claim.attempts, at.random),
      };
    }
  }
};

/** One line for what an answer meant. */
export const report = (
  log: Log,
  claim: Pick<Claim, 'tenant' | 'cvr' | 'attempts'>,
  message: string,
  settlement: Settlement,
  milliseconds: number,
): void => {
  const about = { tenant: claim.tenant, cvr: claim.cvr, message };
  switch (settlement.kind) {
    case 'delivered':
      return log('delivered', { ...about, milliseconds });
    case 'refused':
      return log('delivery_refused', { ...about, code: settlement.code, pause: settlement.pause });
    case 'retry':
    case 'unknown':
      return log('delivery_postponed', {
        ...about,
        outcome: settlement.kind,
        code: settlement.code,
        attempts: claim.attempts,
      });
    case 'nothing_to_send':
      return;
  }
};
