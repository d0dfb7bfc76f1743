import type { BlurringStatus } from '../../shared/blurring.ts';
import type { Blurring } from './blurring.ts';
import { isInForce } from './blurring.ts';
import { instant, type Cvr, type Instant } from './ids.ts';

/** What is known of one (CVR number, citizen) key towards the register, as far as one registration is concerned. */
export type Delivery = {
  cvr: Cvr;
  /** First delivered attempt that carried this registration; null until then. */
  deliveredAt: Instant | null;
  /** Whether the registration's latest change (renewal, end) has been delivered too. */
  current: boolean;
  /** Since when the key has been waiting; null when nothing waits. */
  waitingSince: Instant | null;
  attempted: boolean;
  parked: boolean;
};

/** After this long in the outbox people are told "delayed" (reliability: alarm on age, not on queue length). */
export const delayedAfterMs = 15 * 60_000;

/** When the registration took effect nationally: the last of its CVR numbers to be answered OK, or null. */
export const inForceSince = (
  blurring: Pick<Blurring, 'cvrs' | 'registeredAt'>,
  deliveries: readonly Pick<Delivery, 'cvr' | 'deliveredAt'>[],
): Instant | null => {
  const times = blurring.cvrs.map((cvr) => deliveries.find((one) => one.cvr === cvr)?.deliveredAt ?? null);
  if (times.length === 0 || times.some((time) => time === null)) return null;
  return instant(Math.max(blurring.registeredAt, ...times.filter((time) => time !== null)));
};

/** Product rule 8: never "in force" before the register has answered OK for every CVR number. */
export const statusOf = (
  blurring: Blurring,
  deliveries: readonly Delivery[],
  now: Instant,
): BlurringStatus => {
  if (!isInForce(blurring, now)) return 'ended';
  const delivered = inForceSince(blurring, deliveries) !== null && deliveries.every((one) => one.current);
  if (delivered) return 'in_force';
  if (deliveries.some((one) => one.parked)) return 'needs_attention';
  if (deliveries.some((one) => one.waitingSince !== null && now - one.waitingSince >= delayedAfterMs))
    return 'delayed';
  return deliveries.some((one) => one.attempted) ? 'on_its_way' : 'registered';
};
