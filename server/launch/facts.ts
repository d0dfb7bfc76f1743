import type { Instant } from '../domain/ids.ts';
import type { Issuer } from '../store/store.ts';
import type { ContextClaims } from './claims.ts';
import type { LaunchRefusalCode } from './refusal.ts';
import type { LaunchMode } from './verified-launch.ts';

/** Where and when a token arrived. */
export type Arrival = {
  mode: LaunchMode;
  /** The request's `Origin` header, null where absent. */
  origin: string | null;
  now: Instant;
};

export type HeaderFacts = { header: Record<string, unknown> };
export type IssuerFacts = HeaderFacts & { issuer: Issuer; arrival: Arrival };
export type PayloadFacts = { payload: Record<string, unknown>; audience: string; now: Instant };
export type ClaimFacts = { claims: ContextClaims; issuer: Issuer; arrival: Arrival };

/** One decision of the launch: a code where it objects. Pure; named for what it checks. */
export type Check<Facts> = (facts: Facts) => LaunchRefusalCode | undefined;

/** The first objection, in order. */
export const firstObjection = <Facts>(
  checks: readonly Check<Facts>[],
  facts: Facts,
): LaunchRefusalCode | undefined => {
  for (const check of checks) {
    const code = check(facts);
    if (code) return code;
  }
  return undefined;
};

/** Tolerance for clocks that differ (SCT 1: 30 s). */
export const skewMs = 30_000;
