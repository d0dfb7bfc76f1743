import type { OrgStatus, Review } from '../../shared/departments.ts';
import type { Instant } from './ids.ts';
import type { OrgBlurring } from './org-blurring.ts';
import { delayedAfterMs } from './status.ts';

/** What is known of one department blurring towards the register. */
export type OrgDelivery = {
  /** First answer OK to its creation; null until then. */
  registeredAt: Instant | null;
  /** When its removal was settled: answered OK, or nothing had ever been sent. */
  removedAt: Instant | null;
  /** Since when the unit's key has been waiting; null when nothing waits. */
  waitingSince: Instant | null;
  attempted: boolean;
  /** Set aside, or its CVR number is stopped: a person has to act. */
  parked: boolean;
  /** Why the last call brought nothing, while something waits. */
  code: string | null;
};

type Standing = { status: OrgStatus; since: Instant | null };

/** Product rule 8: never "in force" before the register has answered OK, and never "ended" before it has taken the removal. */
export const orgStatusOf = (one: OrgBlurring, delivery: OrgDelivery | null, now: Instant): Standing => {
  const waits = delivery?.waitingSince ?? null;
  const delayed = waits !== null && now - waits >= delayedAfterMs;
  switch (one.state) {
    case 'proposed':
      return { status: 'proposed', since: one.proposed.at };
    case 'rejected':
    case 'withdrawn':
      return { status: one.state, since: one.decided?.at ?? null };
    case 'registered':
      if (delivery?.registeredAt) return { status: 'in_force', since: delivery.registeredAt };
      if (delivery?.parked) return { status: 'needs_attention', since: waits };
      if (delayed) return { status: 'delayed', since: waits };
      return { status: delivery?.attempted ? 'on_its_way' : 'registered', since: one.decided?.at ?? null };
    case 'removed':
      if (delivery?.removedAt) return { status: 'ended', since: delivery.removedAt };
      if (delivery?.parked) return { status: 'removal_needs_attention', since: waits };
      return { status: delayed ? 'removal_delayed' : 'removing', since: one.removed?.at ?? null };
  }
};

const soonMs = 30 * 86_400_000;

/** Whether it is time to look at it again. */
export const reviewOf = ({ reviewAt }: OrgBlurring, now: Instant): Review => {
  if (reviewAt === null) return 'none';
  if (now >= reviewAt) return 'due';
  return reviewAt - now <= soonMs ? 'soon' : 'later';
};
