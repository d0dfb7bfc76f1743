import { z } from 'zod';
import type { BlurringStatus, Decision, EndCause, ReasonTextPolicy } from './blurring.ts';

/**
 * The wire contract between the component (or any other client) and the server.
 * Requests are schemas, parsed strictly: an unknown key is refused. Answers are types.
 * All instants are ISO 8601 in UTC with milliseconds and `Z`. Paths are relative to the server's origin.
 */

const cvr = z.string().regex(/^[0-9]{8}$/);

/** `POST /v1/sessions` — opens one session for one context token (mode 3). Answer: 201 `OpenedSession`. */
export const OpenSessionRequest = z.strictObject({
  /** Compact JWS (or JWE around one), at most 8 KiB. */
  context_token: z.string().min(1).max(8192),
});
export type OpenSessionRequest = z.infer<typeof OpenSessionRequest>;

/**
 * `POST /v1/blurrings` — registers a blurring for the session's citizen. Header `Idempotency-Key`: 16–64 characters of
 * `[A-Za-z0-9_-]`; the same key and body give the same registration however often it is sent, also in a later session of
 * the same user. Answer: 201 `BlurringView`.
 */
export const RegisterBlurringRequest = z.strictObject({
  /** Days the blurring lasts; the last day ends at 23:59:59 Danish time. 1 up to the policy's maximum. */
  days: z.int().min(1).max(728),
  reason: z.strictObject({
    category: z.string().min(1).max(40),
    text: z.string().max(4000).optional(),
  }),
  /** CVR numbers to blur for; left out means the session's own. */
  cvrs: z.array(cvr).min(1).max(20).optional(),
  /** Version of the guidelines the person has acknowledged, where policy asks for it. */
  acknowledged_guidelines: z.int().min(1).optional(),
  /** The `citizen.key` the form was opened with; a difference is refused with `context_changed` (wrong-patient guard). */
  citizen_key: z.string().min(1).max(64),
});
export type RegisterBlurringRequest = z.infer<typeof RegisterBlurringRequest>;

/** `POST /v1/blurrings/{id}/end` — ends one registration early. Header `Idempotency-Key`. Answer: 200 `BlurringView`. */
export const EndBlurringRequest = z.strictObject({ citizen_key: z.string().min(1).max(64) });
export type EndBlurringRequest = z.infer<typeof EndBlurringRequest>;

/** `POST /v1/blurrings/{id}/renew` — a new period counted from today. Header `Idempotency-Key`. Answer: 200 `BlurringView`. */
export const RenewBlurringRequest = z.strictObject({
  days: z.int().min(1).max(728),
  citizen_key: z.string().min(1).max(64),
});
export type RenewBlurringRequest = z.infer<typeof RenewBlurringRequest>;

/** Text in both languages. */
export type Bilingual = { da: string; en: string };

/** What the session's user may do with this citizen; the component hides what is false, the server refuses it. */
export type Permissions = { register: boolean; renew: boolean; end: boolean; readReasons: boolean };

/** Answer of `POST /v1/sessions`: the bearer token, who and whom it is about, and the rules of the form. */
export type OpenedSession = {
  /** Opaque, 256 bits, base64url. Sent as `Authorization: Bearer …`; kept in memory only. */
  session_token: string;
  /** Seconds without a call after which the session ends. */
  idle_seconds: number;
  /** Instant at which it ends whatever happens. */
  expires_at: string;
  locale?: 'da' | 'en';
  intent: 'create' | 'status' | 'extend';
  context: SessionContext;
};

export type SessionContext = {
  citizen: {
    /** Opaque key of the citizen within this municipality; never the CPR number. */
    key: string;
    /** As the record system spelled it; absent where the token has no name. */
    name?: string;
    /** `YYYY-MM-DD`. */
    birth_date: string;
    /** `DDMMYY-••••`. */
    masked_cpr: string;
  };
  user: { name: string; title?: string };
  municipality: { name: string; cvrs: { cvr: string; name: string; selected: boolean }[] };
  permissions: Permissions;
  policy: {
    default_days: number;
    max_days: number;
    /** Danish calendar date of "today" at the server, `YYYY-MM-DD`; the form counts the last day from it. */
    today: string;
    reason_text: ReasonTextPolicy;
    reason_text_limit: number;
    acknowledgement: boolean;
  };
  reasons: { code: string; label: Bilingual }[];
  guidelines: { version: number; text: Bilingual; url?: string };
};

/** `GET /v1/citizen` — 200: what exists for the session's citizen in this municipality, newest first. */
export type CitizenBlurrings = {
  /** Latest end over registrations in force, or null. */
  blurred_until: string | null;
  blurrings: BlurringView[];
};

/** One registration. `GET /v1/blurrings/{id}` — 200. */
export type BlurringView = {
  id: string;
  status: BlurringStatus;
  registered_at: string;
  /** Name of the person who registered it. */
  registered_by: string;
  ends_at: string;
  /** Set when every CVR number of the registration has been answered OK by the register. */
  in_force_since: string | null;
  ended: {
    at: string;
    cause: EndCause;
    /** False until the register has been told, where it has to be. */ national: boolean;
  } | null;
  decision: Decision;
  reason: { category: string; /** Only for those who may read reasons. */ text?: string };
  cvrs: string[];
  /** Human-quotable number of the registration, without personal data. */
  reference: string;
};

/** `GET /v1/session` — 200; also extends the idle limit. `DELETE /v1/session` — 204; ends it at once. */
export type SessionState = { idle_seconds: number; expires_at: string };

/** `GET /.well-known/sloering-configuration` — readable from any origin. */
export type Discovery = {
  issuer: string;
  session_endpoint: string;
  context_token_typ: 'sloering-context+jwt';
  context_token_signing_alg_values_supported: string[];
  /** Empty where this deployment opens no encrypted tokens. */
  context_token_encryption_alg_values_supported: string[];
  context_token_encryption_enc_values_supported: string[];
  jwks_uri: string;
  launch_modes_supported: string[];
  max_context_lifetime: number;
  locales_supported: string[];
  components: { name: string; file: string; integrity: string; bytes: number; bytes_brotli: number }[];
};
