import type { LaunchRefusalCode } from '../../server/launch/refusal.ts';
import type { LaunchMode } from '../../server/launch/verified-launch.ts';
import { forge } from './forge.ts';
import { goodClaims, goodHeader, now, origin } from './world.ts';

/** One test vector as it is written to `vectors/`. */
export type Vector = {
  /** What is attempted. */
  what: string;
  now: string;
  mode: LaunchMode;
  /** The request's `Origin` header. */
  origin: string | null;
  token: string;
  expected: 'accepted' | LaunchRefusalCode;
  /** How many signatures are verified on the way. */
  verifications: 0 | 1;
};

export type Cases = Record<string, Vector>;

/** A vector that arrives in page, from the registered origin, at the fixed moment, unless said otherwise. */
export const vector = (
  expected: Vector['expected'],
  verifications: 0 | 1,
  what: string,
  token: string,
  change: Partial<Pick<Vector, 'mode' | 'origin' | 'now'>> = {},
): Vector => ({
  what,
  now: new Date(now).toISOString(),
  mode: 'in_page',
  origin,
  token,
  expected,
  verifications,
  ...change,
});

/** A good token with some claims changed; undefined leaves a claim out. */
export const withClaims = (change: Record<string, unknown>): string =>
  forge(goodHeader, { ...goodClaims, ...change });

/** A good token with some header fields changed. */
export const withHeader = (
  change: Record<string, unknown>,
  alg?: string,
  key?: Parameters<typeof forge>[3],
): string => forge({ ...goodHeader, ...change }, goodClaims, alg, key);
