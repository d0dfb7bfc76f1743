import { skewMs, type Check, type ClaimFacts } from '../facts.ts';
import { grantedRoles } from '../roles.ts';

/** A valid number is no right to act: the registration decides for whom this issuer may act. */
export const checkAuthorityCvr: Check<ClaimFacts> = ({ claims, issuer }) =>
  issuer.cvrs.some((one) => one === claims.cvr) ? undefined : 'cvr_not_registered';

export const checkAuthorityRoles: Check<ClaimFacts> = ({ claims, issuer }) =>
  grantedRoles(claims.roles, issuer.roles).length > 0 ? undefined : 'role_none_left';

const levels = ['Low', 'Substantial', 'High'];

/** Level of assurance of the login (NSIS). */
export const checkLoa: Check<ClaimFacts> = ({ claims, issuer }) =>
  levels.indexOf(claims.loa) < levels.indexOf(issuer.minimumLoa) ? 'loa_too_low' : undefined;

/** How long ago the person logged in. */
export const checkLogin: Check<ClaimFacts> = ({ claims, issuer, arrival }) => {
  const age = arrival.now - claims.auth_time * 1000;
  if (age < -skewMs) return 'login_in_future';
  return age > issuer.maxAuthAgeSeconds * 1000 ? 'login_too_old' : undefined;
};

/** The page that carries the component: registered, and the one that really sent the request. */
export const checkOrigin: Check<ClaimFacts> = ({ claims, issuer, arrival }) => {
  const claimed = claims.embed_origin;
  if (claimed === undefined) return arrival.mode === 'in_page' ? 'claim_missing' : undefined;
  if (!issuer.origins.includes(claimed)) return 'origin_not_registered';
  return arrival.mode === 'in_page' && arrival.origin !== claimed ? 'origin_mismatch' : undefined;
};

/** Addresses are compared whole (RFC 9700 §4.1); a style sheet must come from a registered origin. */
export const checkUrls: Check<ClaimFacts> = ({ claims, issuer }) => {
  if (claims.return_uri !== undefined && !issuer.returnUris.includes(claims.return_uri)) {
    return 'return_uri_not_registered';
  }
  return claims.style_url !== undefined && !issuer.origins.includes(new URL(claims.style_url).origin)
    ? 'style_url_not_registered'
    : undefined;
};

/** What passes through the browser must be bound to the page that began it (PKCE S256); in page the `Origin` header does that. */
export const checkChallenge: Check<ClaimFacts> = ({ claims, arrival }) =>
  arrival.mode !== 'in_page' && claims.launch_challenge === undefined ? 'claim_missing' : undefined;
