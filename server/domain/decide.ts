import { reasonTextLimit } from '../../shared/blurring.ts';
import { isInForce, type Blurring } from './blurring.ts';
import { refuse, type Refusal } from './errors.ts';
import type { BlurringEvent } from './event.ts';
import type { ActorId, BlurringId, CitizenRef, Cvr, Instant } from './ids.ts';
import { endOfPeriod } from './period.ts';
import type { EffectivePolicy } from './policy.ts';

/** What has happened, or why not. */
export type Decided = { events: readonly BlurringEvent[] } | { refused: Refusal };

/** What a person asks for when registering; checked here and nowhere else. */
export type RegisterBlurring = {
  id: BlurringId;
  citizen: CitizenRef;
  by: ActorId;
  days: number;
  cvrs: readonly Cvr[];
  reason: string;
  text: string | null;
  acknowledgedGuidelines: number | null;
};

/** The municipality's rules that decide over a registration. */
export type RegistrationRules = {
  policy: EffectivePolicy;
  reasons: readonly string[];
  allowedCvrs: readonly Cvr[];
  guidelinesVersion: number;
};

/**
 * C0 and C1 controls except tab and line breaks; the bidirectional controls that can make a text read as another; and halves of
 * characters (lone surrogates), which no UTF-8 storage can keep.
 */
export const unwanted = new RegExp(
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}]',
  'u',
);

/** Nothing a reader could see: white space and format characters only. Such a text counts as none. */
export const isBlank = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);

const checkPeriod = (days: number, policy: EffectivePolicy): Refusal | undefined =>
  Number.isInteger(days) && days >= 1 && days <= policy.maxDays
    ? undefined
    : refuse('period_over_policy', '/days', { maxDays: policy.maxDays });

const checkText = (text: string | null, policy: EffectivePolicy): Refusal | undefined => {
  const empty = text === null || isBlank(text);
  if (policy.reasonText === 'required' && empty) return refuse('reason_text_required', '/reason/text');
  if (policy.reasonText === 'off' && !empty) return refuse('reason_text_not_allowed', '/reason/text');
  if (text === null) return undefined;
  if (text.length > reasonTextLimit) {
    return refuse('reason_text_too_long', '/reason/text', { maxLength: reasonTextLimit });
  }
  return unwanted.test(text) ? refuse('reason_text_control_characters', '/reason/text') : undefined;
};

const checkCvrs = (cvrs: readonly Cvr[], allowed: readonly Cvr[]): Refusal | undefined =>
  cvrs.length > 0 && new Set(cvrs).size === cvrs.length && cvrs.every((one) => allowed.includes(one))
    ? undefined
    : refuse('cvr_not_allowed', '/cvrs');

/** Registers a blurring. It is in force at once; management decides afterwards (product rule 1). */
export const registerBlurring = (
  command: RegisterBlurring,
  rules: RegistrationRules,
  now: Instant,
): Decided => {
  const { policy } = rules;
  const refused =
    checkPeriod(command.days, policy) ??
    (rules.reasons.includes(command.reason) ? undefined : refuse('reason_unknown', '/reason/category')) ??
    checkText(command.text, policy) ??
    checkCvrs(command.cvrs, rules.allowedCvrs) ??
    (policy.acknowledgement && command.acknowledgedGuidelines !== rules.guidelinesVersion
      ? refuse('acknowledgement_required', '/acknowledged_guidelines')
      : undefined);
  if (refused) return { refused };
  const blurring: Blurring = {
    id: command.id,
    citizen: command.citizen,
    cvrs: command.cvrs,
    reason: command.reason,
    registeredBy: command.by,
    registeredAt: now,
    endsAt: endOfPeriod(now, command.days),
    decision: 'pending',
    ended: null,
  };
  return {
    events: [
      {
        type: 'blurring_registered',
        at: now,
        by: command.by,
        blurring,
        guidelines: command.acknowledgedGuidelines,
      },
    ],
  };
};

/** Gives a registration in force a new period counted from today. It may shorten as well as lengthen. */
export const renewBlurring = (
  blurring: Blurring,
  command: { by: ActorId; days: number },
  policy: EffectivePolicy,
  now: Instant,
): Decided => {
  if (!isInForce(blurring, now)) return { refused: refuse('already_ended') };
  const refused = checkPeriod(command.days, policy);
  if (refused) return { refused };
  const endsAt = endOfPeriod(now, command.days);
  if (endsAt === blurring.endsAt) return { events: [] };
  return {
    events: [
      { type: 'blurring_renewed', at: now, by: command.by, id: blurring.id, from: blurring.endsAt, endsAt },
    ],
  };
};

/** Ends one registration before its time; others for the same citizen stay (product rule 4). */
export const endBlurring = (blurring: Blurring, command: { by: ActorId }, now: Instant): Decided =>
  isInForce(blurring, now)
    ? { events: [{ type: 'blurring_ended', at: now, by: command.by, id: blurring.id }] }
    : { refused: refuse('already_ended') };

/** Records that time has ended a registration. The register ends it by itself. */
export const expireBlurring = (blurring: Blurring, now: Instant): Decided =>
  blurring.ended || blurring.endsAt > now
    ? { events: [] }
    : { events: [{ type: 'blurring_expired', at: now, by: null, id: blurring.id, endsAt: blurring.endsAt }] };
