import type { IdsasOutcome } from './port.ts';

/** What a fault asks of the client: an outcome, or a fresh ID card and one immediate repeat. */
export type FaultVerdict = IdsasOutcome | { readonly kind: 'renew-id-card'; readonly code: string };

type Row = 'renew' | 'unknown' | 'key' | 'tenant';

/**
 * DGWS 1.0.1 fault codes. `tenant`: certificate, whitelist, level or clock; repeating per citizen helps nobody.
 * `key`: the message was wrong, which is a defect here. `unknown`: it may have been applied.
 */
const dgws: Record<string, Row> = {
  expired_idcard: 'renew',
  invalid_signature: 'renew',
  processing_problem: 'unknown',
  invalid_idcard: 'tenant',
  invalid_certificate: 'tenant',
  not_authorized: 'tenant',
  security_level_failed: 'tenant',
  invalid_username_password: 'tenant',
  syntax_error: 'key',
  missing_required_header: 'key',
  illegal_http_method: 'key',
  nonrepudiation_not_supported: 'key',
  // Seen in other services of the platform (trifork/dgws): the reply broke after the work was done, or before; nobody can tell.
  server_error: 'unknown',
  response_payload_validation_error: 'unknown',
  request_payload_validation_error: 'key',
};

/** Codes of the gateway itself (SOSI-GW) begin like this; whether the call went through is not said. */
const gatewayPrefix = 'sosigw_';

/**
 * Texts documented for the salt service, which shares its libraries with registration; read only when the fault
 * carries no code, because whether IDSAS sends one is not documented.
 */
const texts: readonly (readonly [RegExp, string])[] = [
  [/^Sikkerhedsbilletten er udløbet$/, 'expired_idcard'],
  [/^Sikkerhedsbilletten er ikke gyldig endnu$/, 'expired_idcard'],
  [/^Sikkerhedsbilletten er ikke valid$/, 'invalid_idcard'],
  [/^Sikkerhedsbilletten mangler$/, 'missing_required_header'],
  [/ er ikke whitelisted for type /, 'not_authorized'],
  [/^Brugertypen kan ikke (entydigt )?bestemmes ud fra den medsendte sikkerhedsbillet$/, 'not_authorized'],
];

/** Fault of the register → verdict. A code outside the table is `unknown` under one name: it is text from outside. */
export const judgeFault = (faultCode: string | undefined, faultText: string | undefined): FaultVerdict => {
  const code = faultCode?.toLowerCase() ?? texts.find(([pattern]) => pattern.test(faultText ?? ''))?.[1];
  if (code?.startsWith(gatewayPrefix)) return { kind: 'unknown', code: 'gateway_fault' };
  const row = code !== undefined && Object.hasOwn(dgws, code) ? dgws[code] : undefined;
  if (code === undefined || row === undefined) return { kind: 'unknown', code: 'fault_unlisted' };
  if (row === 'renew') return { kind: 'renew-id-card', code };
  if (row === 'unknown') return { kind: 'unknown', code };
  return { kind: 'refused', code, pause: row };
};

const sts: Record<string, IdsasOutcome> = {
  FailedAuthentication: { kind: 'refused', code: 'sts_failed_authentication', pause: 'tenant' },
  InvalidRequest: { kind: 'refused', code: 'sts_invalid_request', pause: 'tenant' },
  RequestFailed: { kind: 'retry', code: 'sts_request_failed' },
};

/** Fault of the ticket service → outcome. The register was not called, so anything unlisted is safe to try again. */
export const judgeStsFault = (faultCode: string | undefined): IdsasOutcome => {
  const name = faultCode?.split(':').at(-1) ?? '';
  return (Object.hasOwn(sts, name) ? sts[name] : undefined) ?? { kind: 'retry', code: 'sts_fault_unlisted' };
};
