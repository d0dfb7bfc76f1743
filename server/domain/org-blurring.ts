import { documentationLimit, noteLimit, type Classification } from '../../shared/departments.ts';
import { hasUnwanted } from './free-text.ts';
import { refuse, type Refusal } from './errors.ts';
import type { ActorId, Cvr, Instant, OrgBlurringId } from './ids.ts';
import { danishDate, startOfDay } from './period.ts';

/** A person as this municipality knows them; `uuid` is the same for one person whichever door they came through. */
export type Person = { actor: ActorId; uuid: string | null };
/** Something a person did. */
export type Done = { by: Person; at: Instant };

/** A unit of the health service, by its code in SOR or in the older SHAK. */
export type UnitCode = { classification: Classification; code: string };

/** `proposed` is sent to nobody; `registered` is wanted in the register; the other three are ends. */
export type OrgBlurringState = 'proposed' | 'registered' | 'rejected' | 'withdrawn' | 'removed';

/** A department blurring: all citizens, the staff of one unit, without end date (product rule 7). */
export type OrgBlurring = UnitCode & {
  id: OrgBlurringId;
  /** Counts the changes, from 1. A decision names the one the person saw. */
  revision: number;
  cvr: Cvr;
  /** The unit's name when it was proposed. */
  name: string;
  state: OrgBlurringState;
  proposed: Done;
  /** Approval, rejection or withdrawal. */
  decided: Done | null;
  removed: Done | null;
  /** Reminds from then on; ends nothing. */
  reviewAt: Instant | null;
};

export type OrgBlurringAction =
  | 'org_blurring_proposed'
  | 'org_blurring_registered'
  | 'org_blurring_rejected'
  | 'org_blurring_withdrawn'
  | 'org_blurring_removed'
  | 'org_blurring_reviewed';

/** What it is afterwards and what the audit log calls it, or why not. `wake`: the register has to hear of it. */
export type OrgDecided =
  | { after: OrgBlurring; action: OrgBlurringAction; note: string | null; wake: boolean }
  | { refused: Refusal };

/** A person's decision about what they saw. */
export type Deciding = { by: Person; at: Instant; revision: number };

/** Whether two actors are one person. */
export const isSame = (one: Person, other: Person): boolean =>
  one.actor === other.actor || (one.uuid !== null && one.uuid.toLowerCase() === other.uuid?.toLowerCase());

const checkText = (text: string, limit: number, pointer: string): Refusal | undefined => {
  if (text.trim() === '') return refuse('body_invalid', pointer);
  if (text.length > limit) return refuse('reason_text_too_long', pointer, { maxCharacters: limit });
  return hasUnwanted(text) ? refuse('reason_text_control_characters', pointer) : undefined;
};

/** The first step: a unit, and in writing why. Nothing leaves the building before somebody else has approved it. */
export const proposeOrgBlurring = (
  proposal: UnitCode & { id: OrgBlurringId; cvr: Cvr; name: string; documentation: string } & Done,
  allowedCvrs: readonly Cvr[],
): OrgDecided => {
  const { id, cvr, name, classification, code, documentation, by, at } = proposal;
  if (!allowedCvrs.includes(cvr)) return { refused: refuse('cvr_not_allowed', '/cvr') };
  const refused = checkText(documentation, documentationLimit, '/documentation');
  if (refused) return { refused };
  const open = { decided: null, removed: null, reviewAt: null };
  return {
    after: {
      id,
      revision: 1,
      cvr,
      classification,
      code,
      name,
      state: 'proposed',
      proposed: { by, at },
      ...open,
    },
    ...{ action: 'org_blurring_proposed', note: null, wake: false },
  };
};

/** Whether this can be done to what is there now, which may not be what the person saw. */
const stands = (now: OrgBlurring, state: OrgBlurringState, revision: number): boolean =>
  now.state === state && now.revision === revision;

const conflict: OrgDecided = { refused: refuse('conflict') };

const next = (
  before: OrgBlurring,
  change: Partial<OrgBlurring>,
  action: OrgBlurringAction,
  { note = null, wake = false }: { note?: string | null; wake?: boolean } = {},
): OrgDecided => ({ after: { ...before, ...change, revision: before.revision + 1 }, action, note, wake });

/** Puts it into the register. Never by the proposer, under whichever of their actors. */
export const approveOrgBlurring = (
  before: OrgBlurring,
  { by, at, revision }: Deciding,
  months: number,
): OrgDecided => {
  if (!stands(before, 'proposed', revision)) return conflict;
  if (isSame(before.proposed.by, by)) return { refused: refuse('own_proposal') };
  const change = { state: 'registered', decided: { by, at }, reviewAt: monthsAfter(at, months) } as const;
  return next(before, change, 'org_blurring_registered', { wake: true });
};

/** Says no to a proposal, with a reason. The proposer takes it back instead. */
export const rejectOrgBlurring = (
  before: OrgBlurring,
  { by, at, revision }: Deciding,
  note: string,
): OrgDecided => {
  if (!stands(before, 'proposed', revision)) return conflict;
  if (isSame(before.proposed.by, by)) return { refused: refuse('own_proposal') };
  const refused = checkText(note, noteLimit, '/note');
  if (refused) return { refused };
  return next(before, { state: 'rejected', decided: { by, at } }, 'org_blurring_rejected', { note });
};

/** The proposer takes a proposal back. */
export const withdrawOrgBlurring = (before: OrgBlurring, { by, at, revision }: Deciding): OrgDecided => {
  if (!stands(before, 'proposed', revision)) return conflict;
  if (!isSame(before.proposed.by, by)) return { refused: refuse('not_authorised') };
  return next(before, { state: 'withdrawn', decided: { by, at } }, 'org_blurring_withdrawn');
};

/** Takes it out of the register. One person is enough: the default is that names are shown. */
export const removeOrgBlurring = (
  before: OrgBlurring,
  { by, at, revision }: Deciding,
  note: string,
): OrgDecided => {
  if (!stands(before, 'registered', revision)) return conflict;
  const refused = checkText(note, noteLimit, '/note');
  if (refused) return { refused };
  const change = { state: 'removed', removed: { by, at }, reviewAt: null } as const;
  return next(before, change, 'org_blurring_removed', { note, wake: true });
};

/** Longest time to the next review, months. */
const mostMonths = 36;

/** It has been looked at and is still needed; the next review is on `day` (`YYYY-MM-DD`, Danish time). */
export const reviewOrgBlurring = (
  before: OrgBlurring,
  { at, revision }: Deciding,
  day: string,
): OrgDecided => {
  if (!stands(before, 'registered', revision)) return conflict;
  const latest = danishDate(monthsAfter(at, mostMonths));
  if (day <= danishDate(at) || day > latest) return { refused: refuse('body_invalid', '/review_on') };
  return next(before, { reviewAt: startOfDay(day) }, 'org_blurring_reviewed');
};

/** The same day of the month so many months later, or the month's last; its beginning in Denmark. */
export const monthsAfter = (at: Instant, months: number): Instant => {
  const [year = 0, month = 1, day = 1] = danishDate(at).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const then = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)));
  return startOfDay(then.toISOString().slice(0, 10));
};
