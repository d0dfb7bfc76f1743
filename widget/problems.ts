import type { ProblemCode } from '../shared/problem.ts';

/** Every code an `sloering-error` event can carry: the server's public codes and those that arise in the browser. */
export type ErrorCode =
  ProblemCode | 'config' | 'token_provider_failed' | 'network' | 'offline' | 'load_timeout';

/** One thing that went wrong, without personal data. `reference` is what a person quotes to support. */
export type Failure = {
  code: ErrorCode;
  retryable: boolean;
  reference?: string;
  limits?: Record<string, number>;
};

/** Several codes call for the same sentence; a code that has none is told as `unknown`. */
const sameText: Partial<Record<string, ProblemText>> = {
  session_required: 'token_rejected',
  session_expired: 'token_rejected',
  token_provider_failed: 'token_rejected',
  origin_not_allowed: 'config',
  not_found: 'conflict',
  already_ended: 'conflict',
  load_timeout: 'network',
  offline: 'network',
  reason_text_not_allowed: 'rules_changed',
};

/** Refusals of the server that are about a field the person can see; elsewhere they say that the rules have changed. */
export const refused: Partial<Record<string, FaultText>> = {
  period_over_policy: 'days_range',
  reason_text_required: 'text_missing',
  reason_text_too_long: 'text_range',
  reason_text_control_characters: 'text_characters',
  reason_unknown: 'reason_missing',
  cvr_not_allowed: 'cvrs_refused',
  acknowledgement_required: 'acknowledged_missing',
};

/** The sentence for a fault: the field, and what is wrong with it. */
export type FaultText =
  | `${'reason' | 'text' | 'cvrs' | 'acknowledged'}_missing`
  | `${'text' | 'days'}_range`
  | 'text_characters'
  | 'cvrs_refused';

/** What to do now; several problems call for the same. */
export const nextText = {
  config: 'support',
  token_rejected: 'reopen',
  not_authorised: 'manager',
  citizen_id_unsupported: 'manager',
  context_changed: 'cleared',
  conflict: 'look',
  rules_changed: 'look',
  rate_limited: 'wait',
  store_unavailable: 'wait',
  network: 'connect',
  unknown: 'again',
} as const;

/** The sentences a locale must have. */
export type ProblemText = keyof typeof nextText;
export type NextText = (typeof nextText)[ProblemText];

export const problemText = (code: ErrorCode): ProblemText =>
  sameText[code] ?? (refused[code] ? 'rules_changed' : code in nextText ? (code as ProblemText) : 'unknown');
