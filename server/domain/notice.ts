import { instant, type Instant } from './ids.ts';
import { danishDate, endOfPeriod, startOfDay } from './period.ts';

/** How much waits for one person. Counts only: a mail is read by whoever sees the screen, and lies on servers that are not ours. */
export type NoticeCounts = {
  /** Registrations that wait for a decision the person may make, and how many of them for more than a week. */
  pending: number;
  overdue: number;
  /** Registrations in force that end within so many days; each number includes the ones before it. */
  endingWithin: { days7: number; days14: number; days30: number };
  /** Department blurrings whose review is due. */
  reviewsDue: number;
};

export const nothingWaits = ({ pending, endingWithin, reviewsDue }: NoticeCounts): boolean =>
  pending + endingWithin.days30 + reviewsDue === 0;

/** How a digest went. `claimed`: somebody is sending it, or died doing so; it is not sent again, for it may have been sent. */
export type DigestState = 'nothing' | 'claimed' | 'sent' | 'retry' | 'refused' | 'unknown';

export const codeRules = { lifetimeMs: 15 * 60_000, tries: 5, perDay: 5 } as const;

const dayMs = 86_400_000;
/** Who has not logged in for so long gets nothing: nobody has told us since whether they still have the role. */
export const silentAfterMs = 90 * dayMs;
/** After so long without a login the address is removed. */
export const forgottenAfterMs = 365 * dayMs;
/** A registration that has waited longer for its decision is counted on its own. */
const overdueAfterMs = 7 * dayMs;

/** The instants the counts are made from. */
export const noticeTimes = (now: Instant) => ({
  now,
  overdue: instant(now - overdueAfterMs),
  days7: endOfPeriod(now, 7),
  days14: endOfPeriod(now, 14),
  days30: endOfPeriod(now, 30),
});
export type NoticeTimes = ReturnType<typeof noticeTimes>;

/** Easter Sunday, by the anonymous Gregorian computation (Nature, 20 April 1876, page 487). */
const easter = (year: number): number => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1);
};

/** Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday: days from Easter. Great Prayer Day went with act 214 of 2023. */
const movable = [-3, -2, 1, 39, 50];
/** New Year, Constitution Day, Christmas Eve to Boxing Day, New Year's Eve: municipal offices are closed. */
const fixed = ['01-01', '06-05', '12-24', '12-25', '12-26', '12-31'];

/** Whether municipal offices are open on a Danish date, `YYYY-MM-DD`. */
export const isWorkingDay = (date: string): boolean => {
  const day = Date.parse(`${date}T00:00:00Z`);
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6 || fixed.includes(date.slice(5))) return false;
  return !movable.includes((day - easter(Number(date.slice(0, 4)))) / dayMs);
};

/** Digests leave between these hours. The clock changes on Sundays only, so on a working day hours count from midnight. */
const opensAtMs = 7 * 3_600_000;
const closesAtMs = 17 * 3_600_000;

/** The Danish date digests may be sent for at `now`, or null outside the hours of a working day. */
export const noticeDay = (now: Instant): string | null => {
  const date = danishDate(now);
  const since = now - startOfDay(date);
  return since >= opensAtMs && since < closesAtMs && isWorkingDay(date) ? date : null;
};

const backOffMinutes = [5, 15, 30, 60];

/** When a digest that could not be sent is tried again, after so many tries. */
export const nextTry = (tries: number, now: Instant): Instant =>
  instant(now + (backOffMinutes[tries - 1] ?? 60) * 60_000);
