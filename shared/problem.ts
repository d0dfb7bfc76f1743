/**
 * Public error codes. Every HTTP error is `application/problem+json` (RFC 9457) whose `code` is one of these and whose
 * `type` is `urn:sloering:problem:<code>`. Clients translate the code; they never show server text.
 * The internal cause (for example which check of a context token failed) is logged under the same `reference`, never sent.
 */
export const problemCodes = {
  token_rejected: 401,
  session_required: 401,
  session_expired: 401,
  /** The hosted page: nobody is logged in. */
  login_required: 401,
  origin_not_allowed: 403,
  not_authorised: 403,
  /** The person must prove again who they are. */
  fresh_login_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  citizen_id_unsupported: 422,
  cpr_invalid: 422,
  context_changed: 409,
  idempotency_key_reused: 409,
  conflict: 409,
  already_ended: 409,
  already_decided: 409,
  /** The registration has changed since the person saw it. */
  changed_meanwhile: 409,
  own_registration: 403,
  note_required: 422,
  /** Filters that exclude each other: nothing could ever be found. */
  filter_contradictory: 422,
  /** As many as one person may keep. */
  too_many: 409,
  cvr_taken: 409,
  issuer_taken: 409,
  municipality_exists: 409,
  /** A department blurring of this unit is proposed or registered already. */
  unit_blurred: 409,
  /** Nobody approves their own proposal. */
  own_proposal: 403,
  /** Notices: there is no address to send to. */
  address_missing: 409,
  code_expired: 409,
  body_invalid: 422,
  /** No open unit with this code in the list of units. */
  unit_unknown: 422,
  /** An extract without a usable heading line, or without a single usable row. */
  extract_unusable: 422,
  period_over_policy: 422,
  reason_text_required: 422,
  reason_text_not_allowed: 422,
  reason_text_too_long: 422,
  reason_text_control_characters: 422,
  reason_unknown: 422,
  cvr_not_allowed: 422,
  acknowledgement_required: 422,
  code_wrong: 422,
  body_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  /** Notices: today's codes are used up. */
  code_limit: 429,
  /** No mail server is set up, or it does not take mails now. */
  mail_unavailable: 503,
  store_unavailable: 503,
  unknown: 500,
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** One field of the request that was refused; `pointer` is a JSON Pointer (RFC 6901) into the body. */
export type ProblemField = { pointer: string; code: ProblemCode };

/** The body of every error answer. */
export type Problem = {
  type: `urn:sloering:problem:${ProblemCode}`;
  code: ProblemCode;
  status: number;
  /** Short English text for developers reading the network log; the same for every occurrence of the code. */
  title: string;
  /** What a person quotes to support; also found in the server's log. */
  reference: string;
  /** Whether the same request may succeed later without change. */
  retryable: boolean;
  /** Fields refused, where the code concerns the body. */
  fields?: ProblemField[];
  /** Limits that help the person correct the input, e.g. `{ maxDays: 90 }`. */
  limits?: Record<string, number>;
};
