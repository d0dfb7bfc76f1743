import type { TenantId } from '../domain/ids.ts';
import type { ProblemCode } from '../../shared/problem.ts';

/**
 * Every way a launch can be refused, with what the caller is told. Callers learn no reason (CDS Hooks best practice),
 * except where the person at the screen can act on it. The key goes to the log and the audit trail, never out.
 */
export const launchRefusals = {
  // Size and shape
  token_too_long: 'token_rejected',
  token_shape: 'token_rejected',
  encoding_not_canonical: 'token_rejected',
  // Encryption
  encryption_required: 'token_rejected',
  encryption_not_configured: 'token_rejected',
  encryption_header: 'token_rejected',
  encryption_algorithm_not_allowed: 'token_rejected',
  encryption_key_unknown: 'token_rejected',
  decryption_failed: 'token_rejected',
  // Header
  header_json: 'token_rejected',
  header_typ: 'token_rejected',
  header_kid: 'token_rejected',
  header_forbidden_field: 'token_rejected',
  header_jku_foreign: 'token_rejected',
  // Registration of the issuer
  payload_json: 'token_rejected',
  issuer_unknown: 'token_rejected',
  issuer_disabled: 'token_rejected',
  mode_closed: 'token_rejected',
  algorithm_not_allowed: 'token_rejected',
  // Keys and signature
  keys_unavailable: 'token_rejected',
  key_unknown: 'token_rejected',
  key_unusable: 'token_rejected',
  signature_invalid: 'token_rejected',
  // Claims
  audience_wrong: 'token_rejected',
  claim_missing: 'token_rejected',
  claim_form: 'token_rejected',
  claim_characters: 'token_rejected',
  lifetime_not_positive: 'token_rejected',
  lifetime_too_long: 'token_rejected',
  issued_in_future: 'token_rejected',
  issued_too_long_ago: 'token_rejected',
  not_yet_valid: 'token_rejected',
  expired: 'token_rejected',
  version_unknown: 'token_rejected',
  confirmation_unsupported: 'token_rejected',
  subject_is_cpr: 'token_rejected',
  cpr_form: 'token_rejected',
  cpr_type_mismatch: 'token_rejected',
  cpr_replacement_local: 'citizen_id_unsupported',
  cpr_replacement_national: 'citizen_id_unsupported',
  cvr_form: 'token_rejected',
  sor_form: 'token_rejected',
  login_in_future: 'token_rejected',
  // Authority
  cvr_not_registered: 'token_rejected',
  role_none_left: 'token_rejected',
  loa_too_low: 'token_rejected',
  login_too_old: 'token_rejected',
  origin_not_registered: 'token_rejected',
  origin_mismatch: 'origin_not_allowed',
  return_uri_not_registered: 'token_rejected',
  style_url_not_registered: 'token_rejected',
  // Session
  replayed: 'token_rejected',
  store_unavailable: 'store_unavailable',
} as const satisfies Record<string, ProblemCode>;

export type LaunchRefusalCode = keyof typeof launchRefusals;

/** A refused launch. Holds nothing taken from the token except a registered `iss`. */
export type LaunchRefused = {
  ok: false;
  /** For log and audit. */
  code: LaunchRefusalCode;
  /** For the answer. */
  publicCode: ProblemCode;
  /** The municipality and issuer the token claimed to come from, once found in the registry; proven only if `signed`. */
  tenant?: TenantId;
  issuer?: string;
  /** Whether the signature had been verified when the launch was refused. */
  signed: boolean;
};

/** The refusal as it leaves the module. */
export const refuseLaunch = (
  code: LaunchRefusalCode,
  from?: { tenant: TenantId; iss: string },
  signed = false,
): LaunchRefused => ({
  ok: false,
  code,
  publicCode: launchRefusals[code],
  ...(from ? { tenant: from.tenant, issuer: from.iss } : {}),
  signed,
});
