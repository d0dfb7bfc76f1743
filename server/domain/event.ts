import type { Blurring } from './blurring.ts';
import type { ActorId, BlurringId, Instant } from './ids.ts';

/** Everything that can happen to a registration. Events become audit entries; state is their fold. */
export type BlurringEvent =
  | { type: 'blurring_registered'; at: Instant; by: ActorId; blurring: Blurring; guidelines: number | null }
  | { type: 'blurring_renewed'; at: Instant; by: ActorId; id: BlurringId; from: Instant; endsAt: Instant }
  | { type: 'blurring_ended'; at: Instant; by: ActorId; id: BlurringId }
  | { type: 'blurring_expired'; at: Instant; by: null; id: BlurringId; endsAt: Instant };
