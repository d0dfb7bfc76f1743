import type { Instant } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';

/** Throws `rate_limited` when a key has used up its share of the current minute. */
export type RateLimit = (key: string, now: Instant) => void;

/**
 * A fixed window of one minute, in memory: each server counts its own. Keys are forgotten with their minute, so the table
 * cannot grow beyond one minute's callers.
 */
export const createRateLimit = (perMinute: number): RateLimit => {
  let minute = 0;
  let used = new Map<string, number>();
  return (key, now) => {
    const current = Math.floor(now / 60_000);
    if (current !== minute) {
      minute = current;
      used = new Map();
    }
    const count = (used.get(key) ?? 0) + 1;
    used.set(key, count);
    if (count > perMinute) throw appError('rate_limited');
  };
};
