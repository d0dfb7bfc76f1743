import { hash } from 'node:crypto';
import type { BlurringView } from '../../shared/api.ts';
import type { Blurring } from '../domain/blurring.ts';
import type { BlurringId, CitizenRef, Instant } from '../domain/ids.ts';
import { inForceSince, statusOf, type Delivery } from '../domain/status.ts';
import type { StoredBlurring } from '../store/store.ts';

const iso = (at: Instant): string => new Date(at).toISOString();

/** Quotable number of a registration: the random tail of its id, in groups a person can read aloud. */
export const referenceOf = (id: BlurringId): string => {
  const digits = hash('sha256', id).slice(0, 8).toUpperCase();
  return `S-${digits.slice(0, 4)}-${digits.slice(4)}`;
};

/** A registration as its reader may see it. The text is there only when the store was asked to open it. */
export const toView = (
  { blurring, deliveries, registeredByName, text }: StoredBlurring,
  now: Instant,
): BlurringView => {
  const since = inForceSince(blurring, deliveries);
  const expired = !blurring.ended && blurring.endsAt <= now;
  return {
    id: blurring.id,
    status: statusOf(blurring, deliveries, now),
    registered_at: iso(blurring.registeredAt),
    registered_by: registeredByName,
    ends_at: iso(blurring.endsAt),
    in_force_since: since === null ? null : iso(since),
    ended: blurring.ended
      ? {
          at: iso(blurring.ended.at),
          cause: blurring.ended.cause,
          national: endIsNational(blurring, deliveries),
        }
      : expired
        ? { at: iso(blurring.endsAt), cause: 'expired', national: true }
        : null,
    decision: blurring.decision,
    reason: { category: blurring.reason, ...(text === null ? {} : { text }) },
    cvrs: [...blurring.cvrs],
    reference: referenceOf(blurring.id),
  };
};

/** Time ends a registration at the register too; an early end has to be told there first. */
const endIsNational = (blurring: Blurring, deliveries: readonly Delivery[]): boolean =>
  blurring.ended?.cause === 'expired' || deliveries.every((one) => one.current);

/**
 * The key under which clients know a citizen. A hash of the keyed hash: stable within the municipality, so that a form survives
 * a new session, yet neither the CPR number nor the database's own reference.
 */
export const citizenKey = (citizen: CitizenRef): string =>
  hash('sha256', `citizen-key:${citizen}`, 'base64url').slice(0, 22);
