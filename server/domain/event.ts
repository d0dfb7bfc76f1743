import type { Blurring } from './blurring.ts';
import type { ActorId, BlurringId, Instant } from './ids.ts';

/** Everything that can happen to a registration. Events become audit entries; state is their fold. */
export type BlurringEvent =
  | { type: 'blurring_registered'; at: Instant; by: ActorId; blurring: Blurring; guidelines: number | null }
  | { type: 'blurring_confirmed'; at: Instant; by: ActorId; id: BlurringId }
  | { type: 'blurring_rejected'; at: Instant; by: ActorId; id: BlurringId }
  | { type: 'blurring_renewed'; at: Instant; by: ActorId; id: BlurringId; from: Instant; endsAt: Instant }
  | { type: 'blurring_ended'; at: Instant; by: ActorId; id: BlurringId }
  | { type: 'blurring_expired'; at: Instant; by: null; id: BlurringId; endsAt: Instant };

/** State after an event; `evolve` over the stored events equals the stored state (proved by a property test). */
export const evolve = (blurring: Blurring | undefined, event: BlurringEvent): Blurring => {
  if (event.type === 'blurring_registered') return event.blurring;
  if (!blurring) throw new Error(`${event.type} before blurring_registered`);
  const revision = blurring.revision + 1;
  switch (event.type) {
    case 'blurring_confirmed':
      return { ...blurring, revision, decision: 'confirmed', decided: { at: event.at, by: event.by } };
    case 'blurring_rejected':
      return {
        ...blurring,
        revision,
        decision: 'rejected',
        decided: { at: event.at, by: event.by },
        ended: { at: event.at, cause: 'rejected', by: event.by },
      };
    case 'blurring_renewed':
      return { ...blurring, revision, endsAt: event.endsAt };
    case 'blurring_ended':
      return { ...blurring, revision, ended: { at: event.at, cause: 'ended', by: event.by } };
    case 'blurring_expired':
      return { ...blurring, revision, ended: { at: event.endsAt, cause: 'expired', by: null } };
  }
};
