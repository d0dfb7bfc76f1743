import { instant, type Instant } from './ids.ts';
import { danishDate, startOfDay } from './period.ts';

/** How long a municipality keeps things, in months (product rule 13). */
export type RetentionPolicy = {
  /** Free text, after the registration's end. */
  textMonths: number;
  /** Registrations with all that hangs on them, after their end. */
  registrationMonths: number;
  /** Audit entries, after they were written; whole calendar months go at a time. */
  auditMonths: number;
};

/** Free text 2 years, registrations and audit entries 5 years. */
export const commonRetention: RetentionPolicy = { textMonths: 24, registrationMonths: 60, auditMonths: 60 };

/** What ended before these moments goes. */
export type Cutoffs = { texts: Instant; registrations: Instant; audit: Instant };

/** The beginning of the Danish calendar day so many months ago; the last of a shorter month where it has no such day. */
const monthsBefore = (now: Instant, months: number): string => {
  const [year = 0, month = 1, day = 1] = danishDate(now).split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
};

/** The audit log closes by whole months, so its cutoff is the first of one. */
export const cutoffsAt = (policy: RetentionPolicy, now: Instant): Cutoffs => ({
  texts: startOfDay(monthsBefore(now, policy.textMonths)),
  registrations: startOfDay(monthsBefore(now, policy.registrationMonths)),
  audit: startOfDay(`${monthsBefore(now, policy.auditMonths).slice(0, 7)}-01`),
});

/** Between two nightly runs; the first is due at once. */
export const isRunDue = (lastRun: Instant | null, now: Instant): boolean =>
  lastRun === null || danishDate(lastRun) !== danishDate(now);

/** When the next nightly run comes at the latest. */
export const nextRun = (now: Instant): Instant =>
  startOfDay(danishDate(instant(startOfDay(danishDate(now)) + 30 * 3_600_000)));
