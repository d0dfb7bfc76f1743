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

/** Several codes call for the same sentence; a code that is missing here has a text of its own. */
const sameText = {
  session_required: 'session_expired',
  not_found: 'conflict',
  already_ended: 'conflict',
  load_timeout: 'network',
  offline: 'network',
  method_not_allowed: 'unknown',
  idempotency_key_reused: 'unknown',
  body_invalid: 'unknown',
  period_over_policy: 'rules_changed',
  reason_text_required: 'rules_changed',
  reason_text_not_allowed: 'rules_changed',
  reason_text_too_long: 'rules_changed',
  reason_text_control_characters: 'rules_changed',
  reason_unknown: 'rules_changed',
  cvr_not_allowed: 'rules_changed',
  acknowledgement_required: 'rules_changed',
  body_too_large: 'unknown',
  unsupported_media_type: 'unknown',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** The sentences a locale must have. */
export type ProblemText =
  Exclude<ErrorCode, keyof typeof sameText> | (typeof sameText)[keyof typeof sameText];

export const problemText = (code: ErrorCode): ProblemText =>
  code in sameText ? sameText[code as keyof typeof sameText] : (code as ProblemText);
