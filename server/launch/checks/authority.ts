import type { Check, ClaimFacts } from '../facts.ts';
import { grantedRoles } from '../roles.ts';

/** A valid number is no right to act: the registration decides for whom this issuer may act. */
export const checkAuthorityCvr: Check<ClaimFacts> = ({ claims, issuer }) =>
  issuer.cvrs.some((one) => one === claims.cvr) ? undefined : 'cvr_not_registered';

export const checkAuthorityRoles: Check<ClaimFacts> = ({ claims, issuer }) =>
  grantedRoles(claims.roles, issuer.roles).length > 0 ? undefined : 'role_none_left';

const levels = ['Low', 'Substantial', 'High'];

/** Level of assurance of the login (NSIS) and how long ago it happened. */
export const checkLoa: Check<ClaimFacts> = ({ claims, issuer, arrival }) => {
  if (levels.indexOf(claims.loa) < levels.indexOf(issuer.minimumLoa)) return 'loa_too_low';
  return arrival.now - claims.auth_time * 1000 > issuer.maxAuthAgeSeconds * 1000
    ? 'login_too_old'
    : undefined;
};

/** The page that carries the component: registered, and the one that really sent the request. */
export const checkOrigin: Check<ClaimFacts> = ({ claims, issuer, arrival }) => {
  const claimed = claims.embed_origin;
  if (claimed === undefined) return arrival.mode === 'in_page' ? 'claim_missing' : undefined;
  if (!issuer.origins.includes(claimed)) return 'origin_not_registered';
  return arrival.mode === 'in_page' && arrival.origin !== claimed ? 'origin_mismatch' : undefined;
};

/** Addresses are compared whole (RFC 9700 §4.1); a style sheet must come from a registered origin. */
export const checkUrls: Check<ClaimFacts> = ({ claims, issuer, arrival }) => {
  if (claims.return_uri !== undefined && !issuer.returnUris.includes(claims.return_uri)) {
    return 'return_uri_not_registered';
  }
  if (claims.style_url !== undefined && !issuer.origins.includes(new URL(claims.style_url).origin)) {
    return 'style_url_not_registered';
  }
  return arrival.mode !== 'in_page' && claims.launch_challenge === undefined ? 'claim_missing' : undefined;
};
