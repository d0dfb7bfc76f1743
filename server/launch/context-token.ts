import type { Issuer, Registry } from '../store/store.ts';
import { StoreUnavailable } from '../store/store.ts';
import {
  authorityChecks,
  headerChecks,
  identityChecks,
  payloadChecks,
  registrationChecks,
} from './checks.ts';
import { readClaims } from './claims.ts';
import { isCanonicalBase64url, readJsonPart } from './encoding.ts';
import { decryptToken, tokenLimit, type DecryptionKey } from './encryption.ts';
import { firstObjection, type Arrival } from './facts.ts';
import { createIssuerKeys, type IssuerKeys, type IssuerKeysOptions } from './issuer-keys.ts';
import { refuseLaunch, type LaunchRefusalCode, type LaunchRefused } from './refusal.ts';
import { verifySignature, type VerifySignature } from './signature.ts';
import { toVerifiedLaunch, type VerifiedLaunch } from './verified-launch.ts';

export { contextTokenAlgorithms } from './algorithms.ts';
export { maxContextLifetimeSeconds } from './checks/payload.ts';
export type { VerifiedLaunch } from './verified-launch.ts';

export type LaunchDependencies = {
  /** Our issuer identifier, the only accepted `aud`. */
  audience: string;
  findIssuer: Registry['findIssuer'];
  keys: IssuerKeys;
  /** None: encrypted tokens are refused. */
  decryptionKeys?: readonly DecryptionKey[];
  verify?: VerifySignature;
};

/** Verifies one context token that arrived so. */
export type LaunchVerifier = (token: string, arrival: Arrival) => Promise<LaunchVerdict>;

export type LaunchVerdict = { ok: true; launch: VerifiedLaunch } | LaunchRefused;

type Signed = { token: string; header: string; payload: string };

const split = (token: string): Signed | LaunchRefusalCode => {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || !signature || rest.length > 0) return 'token_shape';
  return [header, payload, signature].every(isCanonicalBase64url)
    ? { token, header, payload }
    : 'encoding_not_canonical';
};

/** Size, shape and encryption: ends with one signed token of known spelling. */
const openEnvelope = async (
  deps: LaunchDependencies,
  token: string,
  arrival: Arrival,
): Promise<Signed | LaunchRefusalCode> => {
  if (token.length > tokenLimit) return 'token_too_long';
  const parts = token.split('.');
  if (parts.length !== 5)
    return arrival.mode === 'form_post' && parts.length === 3 ? 'encryption_required' : split(token);
  if (!parts.every(isCanonicalBase64url)) return 'encoding_not_canonical';
  const opened = await decryptToken(token, deps.decryptionKeys ?? []);
  if ('refused' in opened) return opened.refused;
  return opened.token.length > tokenLimit ? 'token_too_long' : split(opened.token);
};

const findIssuer = async (deps: LaunchDependencies, iss: unknown): Promise<Issuer | LaunchRefusalCode> => {
  if (typeof iss !== 'string') return 'issuer_unknown';
  try {
    return (await deps.findIssuer(iss)) ?? 'issuer_unknown';
  } catch (error) {
    if (error instanceof StoreUnavailable) return 'store_unavailable';
    throw error;
  }
};

/**
 * Verifies one SCT 1 context token: size, shape, encryption, header, issuer, key, signature, claims, authority, in that order
 * (see `checks.ts`). Replay is checked where the session is opened. Never throws on account of the token.
 * @returns the launch, or one internal code and the public one. Nothing in a refusal comes from the token but a registered issuer.
 */
export const verifyContextToken = async (
  deps: LaunchDependencies,
  token: string,
  arrival: Arrival,
): Promise<LaunchVerdict> => {
  const signed = await openEnvelope(deps, token, arrival);
  if (typeof signed === 'string') return refuseLaunch(signed);
  const header = readJsonPart(signed.header);
  if (!header) return refuseLaunch('header_json');
  const headerCode = firstObjection(headerChecks, { header });
  if (headerCode) return refuseLaunch(headerCode);
  // Read before the signature only to find the registration by `iss`; all else waits.
  const payload = readJsonPart(signed.payload);
  if (!payload) return refuseLaunch('payload_json');
  const issuer = await findIssuer(deps, payload['iss']);
  if (typeof issuer === 'string') return refuseLaunch(issuer);
  const registrationCode = firstObjection(registrationChecks, { header, issuer, arrival });
  if (registrationCode) return refuseLaunch(registrationCode, issuer);

  const kid = String(header['kid']);
  const algorithm = String(header['alg']);
  const found = await deps.keys.find(issuer, { kid, algorithm }, arrival.now);
  if ('refused' in found) return refuseLaunch(found.refused, issuer);
  const valid = await (deps.verify ?? verifySignature)(signed.token, found.key, algorithm);
  if (!valid) return refuseLaunch('signature_invalid', issuer);

  const payloadCode = firstObjection(payloadChecks, { payload, audience: deps.audience, now: arrival.now });
  if (payloadCode) return refuseLaunch(payloadCode, issuer, true);
  const claims = readClaims(payload);
  if (typeof claims === 'string') return refuseLaunch(claims, issuer, true);
  const claimCode = firstObjection([...identityChecks, ...authorityChecks], { claims, issuer, arrival });
  if (claimCode) return refuseLaunch(claimCode, issuer, true);
  return { ok: true, launch: toVerifiedLaunch(claims, issuer, arrival.mode, kid) };
};

/** The verifier of one server, with its own key memory. */
export const createLaunchVerifier = (
  options: Omit<LaunchDependencies, 'keys'> & IssuerKeysOptions,
): LaunchVerifier => {
  const deps = { ...options, keys: createIssuerKeys(options) };
  return (token, arrival) => verifyContextToken(deps, token, arrival);
};
