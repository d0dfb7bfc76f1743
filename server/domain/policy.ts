import { registerLimitDays, type ReasonTextPolicy } from '../../shared/blurring.ts';
import type { Instant } from './ids.ts';

/** A municipality's rules as they apply from an instant. The latest one not in the future is in force. */
export type Policy = {
  appliesFrom: Instant;
  /** Days proposed by the form. */
  defaultDays: number;
  /** Upper limit of a period, in days; never above the national limit. */
  maxDays: number;
  reasonText: ReasonTextPolicy;
  /** Whether the guidelines must be acknowledged at registration. */
  acknowledgement: boolean;
  /** Months between reviews of a department blurring (product rule 7). */
  reviewMonths: number;
};

/** The national operator's upper limit as it applies from an instant (product rule 2: expected to change, so dated). */
export type PeriodLimit = { appliesFrom: Instant; maxDays: number };

/** Rules in force at an instant, after the national limit and the register's own have been applied. */
export type EffectivePolicy = Omit<Policy, 'appliesFrom' | 'reviewMonths'>;

const latest = <T extends { appliesFrom: Instant }>(all: readonly T[], now: Instant): T | undefined =>
  all
    .filter((one) => one.appliesFrom <= now)
    .reduce<T | undefined>(
      (best, one) => (best && best.appliesFrom > one.appliesFrom ? best : one),
      undefined,
    );

const fallback = { defaultDays: 90, maxDays: 90, reasonText: 'optional', acknowledgement: false } as const;

/** The policy in force at `now`; a limit never widens by being absent: without any, 90 days apply. */
export const effectivePolicy = (
  policies: readonly Policy[],
  limits: readonly PeriodLimit[],
  now: Instant,
): EffectivePolicy => {
  const own = latest(policies, now) ?? fallback;
  const national = latest(limits, now)?.maxDays ?? fallback.maxDays;
  const maxDays = Math.min(own.maxDays, national, registerLimitDays);
  return {
    defaultDays: Math.min(own.defaultDays, maxDays),
    maxDays,
    reasonText: own.reasonText,
    acknowledgement: own.acknowledgement,
  };
};

/** Months until a department blurring is to be looked at again, as the policy in force says; a year without one. */
export const reviewMonths = (policies: readonly Policy[], now: Instant): number =>
  latest(policies, now)?.reviewMonths ?? 12;
