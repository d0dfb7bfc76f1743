import { danishDate } from './period.ts';
import type { Instant } from './ids.ts';

/** What is counted, month by month; each is an action of the audit log. */
export const measures = {
  blurring_registered: 'registered',
  blurring_confirmed: 'confirmed',
  blurring_rejected: 'rejected',
  blurring_renewed: 'renewed',
  blurring_ended: 'ended',
  blurring_expired: 'expired',
  org_blurring_registered: 'departments_begun',
  org_blurring_removed: 'departments_removed',
} as const;
export type Measure = (typeof measures)[keyof typeof measures];

/** How long things took. */
export const spans = ['time_to_decision', 'time_to_effect'] as const;
export type Span = (typeof spans)[number];

/** Danish calendar month, `YYYY-MM`. */
export const monthOf = (at: Instant): string => danishDate(at).slice(0, 7);

/** A step of 5 %: a median that is read back from steps is at most so far from the true one. */
const step = Math.log(1.05);

/** The step a duration falls into. Its milliseconds are not kept: what is counted is nobody's. */
export const stepOf = (ms: number): number => Math.round(Math.log1p(Math.max(0, ms) / 1000) / step);

/** Seconds in the middle of a step. */
export const secondsOf = (at: number): number => Math.expm1(at * step);

/** The median of durations counted by step, in seconds; null of none. */
export const medianOf = (steps: readonly { step: number; count: number }[]): number | null => {
  const total = steps.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const one of [...steps].sort((a, b) => a.step - b.step)) {
    seen += one.count;
    if (seen * 2 >= total) return secondsOf(one.step);
  }
  return null;
};

/** Fewer than this could be somebody (product rule 14). */
export const fewest = 5;

/** A number outside the national body's view: null for one to four. */
export const protectedCount = (count: number): number | null => (count > 0 && count < fewest ? null : count);

/**
 * A sum of shown numbers, hidden ones taken for what they are on average, to the nearest five. It is made of nothing but what is shown:
 * an exact sum, even rounded, of one time after another would tell how much the hidden ones are.
 */
export const estimated = (counts: readonly (number | null)[]): number | null => {
  if (!counts.includes(null)) return protectedCount(counts.reduce<number>((sum, one) => sum + (one ?? 0), 0));
  const sum = counts.reduce<number>((all, one) => all + (one ?? fewest / 2), 0);
  return sum < fewest ? null : Math.round(sum / fewest) * fewest;
};

/** How many there are at a moment: to the nearest five, since what was added or taken away in between would be the difference. */
export const roughly = (count: number): number | null =>
  count > 0 && count < fewest ? null : Math.round(count / fewest) * fewest;

/** Every month from one to another, both included. */
export const monthsBetween = (from: string, to: string): string[] => {
  const months: string[] = [];
  const [year = 0, month = 1] = from.split('-').map(Number);
  for (let at = 0; ; at += 1) {
    const next = new Date(Date.UTC(year, month - 1 + at, 1)).toISOString().slice(0, 7);
    if (next > to) return months;
    months.push(next);
  }
};
