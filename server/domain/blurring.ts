import type { Decision, EndCause } from '../../shared/blurring.ts';
import type { ActorId, BlurringId, CitizenRef, Cvr, Instant } from './ids.ts';

/** One registration of a blurring: its own reason, registrant, decision and period (product rule 4). */
export type Blurring = {
  id: BlurringId;
  citizen: CitizenRef;
  /** The organisations whose staff is blurred; the register holds one entry per CVR number. */
  cvrs: readonly Cvr[];
  reason: string;
  registeredBy: ActorId;
  registeredAt: Instant;
  endsAt: Instant;
  decision: Decision;
  ended: { at: Instant; cause: EndCause; by: ActorId | null } | null;
};

/** In force: not ended by anyone and not past its end. */
export const isInForce = (blurring: Blurring, now: Instant): boolean =>
  !blurring.ended && blurring.endsAt > now;
