import { isInForce, type Blurring } from './blurring.ts';
import { endBlurring, renewBlurring, type Decided } from './decide.ts';
import { refuse, type Refusal } from './errors.ts';
import { checkNote } from './free-text.ts';
import type { ActorId, Instant } from './ids.ts';
import type { EffectivePolicy } from './policy.ts';

/** Days a registration may wait for a decision before it stands out. "As soon as possible" is the rule; a week is when it is late. */
export const overdueAfterDays = 7;

/** Who decides, as far as the rules ask. */
export type Decider = {
  by: ActorId;
  /** The same person under every identity they have here. */
  own: readonly ActorId[];
  /** Organisation units the person decides for; null for the whole municipality. */
  units: ReadonlySet<string> | null;
};

/** What the person had before them: the revision tells whether it has changed since. */
export type Seen = { revision: number };

/** A registration without a unit belongs to those who decide for the whole municipality. */
export const isWithin = (units: Decider['units'], blurring: Pick<Blurring, 'unit'>): boolean =>
  units === null || (blurring.unit !== null && units.has(blurring.unit));

/** The same answer for what is not there and for what is another unit's. */
const checkSeen = (blurring: Blurring, decider: Decider, seen: Seen, now: Instant): Refusal | undefined => {
  if (!isWithin(decider.units, blurring)) return refuse('not_found');
  if (!isInForce(blurring, now)) return refuse('already_ended');
  return blurring.revision === seen.revision ? undefined : refuse('changed_meanwhile');
};

/** Nobody decides on their own registration (product rule 1), through whichever door they came. */
const checkDecision = (
  blurring: Blurring,
  decider: Decider,
  seen: Seen,
  now: Instant,
): Refusal | undefined => {
  if (!isWithin(decider.units, blurring)) return refuse('not_found');
  if (blurring.decision !== 'pending') return refuse('already_decided');
  if (decider.own.includes(blurring.registeredBy)) return refuse('own_registration');
  return checkSeen(blurring, decider, seen, now);
};

/** Management finds the blurring right. It was in force before and stays so. */
export const confirmBlurring = (blurring: Blurring, decider: Decider, seen: Seen, now: Instant): Decided => {
  const refused = checkDecision(blurring, decider, seen, now);
  return refused
    ? { refused }
    : { events: [{ type: 'blurring_confirmed', at: now, by: decider.by, id: blurring.id }] };
};

/** Management finds it wrong: it ends, and others for the same citizen stay (product rule 4). */
export const rejectBlurring = (
  blurring: Blurring,
  decider: Decider,
  seen: Seen & { note: string },
  now: Instant,
): Decided => {
  const refused = checkNote(seen.note, '/note') ?? checkDecision(blurring, decider, seen, now);
  return refused
    ? { refused }
    : { events: [{ type: 'blurring_rejected', at: now, by: decider.by, id: blurring.id }] };
};

/** A new period from today, with the reason it is still needed (product rule 3). */
export const renewSeen = (
  blurring: Blurring,
  decider: Decider,
  seen: Seen & { note: string; days: number },
  policy: EffectivePolicy,
  now: Instant,
): Decided => {
  const refused = checkNote(seen.note, '/note') ?? checkSeen(blurring, decider, seen, now);
  return refused ? { refused } : renewBlurring(blurring, { by: decider.by, days: seen.days }, policy, now);
};

/** Ends it before its time, with the reason. */
export const endSeen = (
  blurring: Blurring,
  decider: Decider,
  seen: Seen & { note: string },
  now: Instant,
): Decided => {
  const refused = checkNote(seen.note, '/note') ?? checkSeen(blurring, decider, seen, now);
  return refused ? { refused } : endBlurring(blurring, { by: decider.by }, now);
};
