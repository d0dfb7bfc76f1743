import { instant, type Instant } from '../domain/ids.ts';

const minute = 60_000;

/**
 * Waiting times after a call that was not delivered: 2 s, 10 s, 1 min, 5 min, then every 15 minutes without an end, because a
 * blurring protects a person. One small call per key costs the register nothing at that pace.
 */
const waits = [2_000, 10_000, minute, 5 * minute, 15 * minute] as const;

/** An intent whose earlier attempt may still arrive late is sent once more after this long (the register has no version check). */
export const repeatAfterUnknownMs = 10 * minute;

/** A fault nobody has described is retried for a day, then given to a person. */
export const unrecognisedGivenUpAfterMs = 24 * 60 * minute;

/**
 * When to try again.
 * @param attempts attempts since the last delivery, at least 1
 * @param random in [0, 1); spreads keys by ±20 % so that a returning register is not met by all at once
 */
export const nextAttemptAt = (now: Instant, attempts: number, random: number): Instant => {
  const wait = waits[Math.min(Math.max(attempts, 1), waits.length) - 1] ?? 15 * minute;
  return instant(now + Math.round(wait * (0.8 + 0.4 * random)));
};
