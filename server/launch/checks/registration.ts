import { signatureAlgorithms } from '../algorithms.ts';
import type { Check, IssuerFacts } from '../facts.ts';

export const checkEnabled: Check<IssuerFacts> = ({ issuer }) =>
  issuer.enabled ? undefined : 'issuer_disabled';

export const checkMode: Check<IssuerFacts> = ({ issuer, arrival }) =>
  issuer.modes.includes(arrival.mode) ? undefined : 'mode_closed';

/** In the profile's list and in the issuer's: a registration cannot allow `none` or HMAC. */
export const checkAlgorithm: Check<IssuerFacts> = ({ header, issuer }) => {
  const alg = header['alg'];
  return typeof alg === 'string' && Object.hasOwn(signatureAlgorithms, alg) && issuer.algorithms.includes(alg)
    ? undefined
    : 'algorithm_not_allowed';
};

/** `jku` is never followed; one that differs from the registration shows a mistake or an attack. */
export const checkForeignKeySet: Check<IssuerFacts> = ({ header, issuer }) =>
  header['jku'] === undefined || (issuer.keys.kind === 'url' && header['jku'] === issuer.keys.url)
    ? undefined
    : 'header_jku_foreign';
