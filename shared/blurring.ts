/** What people and programs outside the server see of a blurring. English codes; texts belong to the reader's language. */

/**
 * Where one registration stands, derived from the outbox and its attempts, never stored.
 * `registered`: safe with us, not sent yet. `on_its_way`: an attempt has been made or is being made.
 * `in_force`: the register has answered OK for every CVR number of the registration.
 * `delayed`: not in the register 15 minutes after it should have been.
 * `needs_attention`: the register refused, or the municipality's credential is missing; a person has to act.
 * `ended`: expired, ended early or rejected.
 */
export const blurringStatuses = [
  'registered',
  'on_its_way',
  'in_force',
  'delayed',
  'needs_attention',
  'ended',
] as const;
export type BlurringStatus = (typeof blurringStatuses)[number];

export const endCauses = ['expired', 'ended', 'rejected'] as const;
export type EndCause = (typeof endCauses)[number];

/** Whether management has looked at it. A blurring is in force before the decision (product rule 1). */
export const decisions = ['pending', 'confirmed', 'rejected'] as const;
export type Decision = (typeof decisions)[number];

/** Policy for free text beside the coded reason. */
export const reasonTextPolicies = ['off', 'optional', 'required'] as const;
export type ReasonTextPolicy = (typeof reasonTextPolicies)[number];

/** Upper limit of the free text, counted in UTF-16 code units as `<textarea maxlength>` does. */
export const reasonTextLimit = 1000;

/**
 * The register's own limit is two years; two days are kept as margin, because its boundary is undocumented and the last day ends at
 * midnight, up to an hour late by summer time.
 */
export const registerLimitDays = 728;
