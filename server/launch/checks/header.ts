import type { Check, HeaderFacts } from '../facts.ts';

/** RFC 8725 §3.11: any other signed token of the same issuer is no context token. */
export const checkType: Check<HeaderFacts> = ({ header }) =>
  header['typ'] === 'sloering-context+jwt' ? undefined : 'header_typ';

/** Fields that bring a key along or change how the signature is read (RFC 8725 §3.10; `b64` is RFC 7797). */
const forbidden = ['jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip'];

export const checkForbiddenFields: Check<HeaderFacts> = ({ header }) =>
  forbidden.some((name) => Object.hasOwn(header, name)) ? 'header_forbidden_field' : undefined;

export const checkKeyId: Check<HeaderFacts> = ({ header }) => {
  const kid = header['kid'];
  return typeof kid === 'string' && kid.length > 0 && kid.length <= 200 ? undefined : 'header_kid';
};
