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
  /** The organisation unit the registrant belonged to: its UUID in FK Organisation or its SOR code; null where the door did not say. */
  unit: string | null;
  registeredAt: Instant;
  endsAt: Instant;
  decision: Decision;
  /** Who confirmed or rejected, and when; null while the decision is pending. */
  decided: { at: Instant; by: ActorId } | null;
  /** Counts the changes since the registration, from 0. A decision names the one it was made on. */
  revision: number;
  ended: { at: Instant; cause: EndCause; by: ActorId | null } | null;
};

/** In force: not ended by anyone and not past its end. */
export const isInForce = (blurring: Blurring, now: Instant): boolean =>
  !blurring.ended && blurring.endsAt > now;
