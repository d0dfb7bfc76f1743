import { sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { ALGORITHM } from './names.ts';

/** Largest RelayState, bytes (SAML bindings 3.4.3). */
const maxRelayState = 80;

/**
 * The address that carries a message by redirect: raw DEFLATE, base64, escaped, and signed over exactly
 * `SAMLRequest=…&RelayState=…&SigAlg=…` with RSA-SHA256 (SAML bindings 3.4.4.1).
 * @throws RangeError when `relayState` is longer than the binding allows
 */
export const redirectAddress = (message: {
  to: string;
  kind: 'SAMLRequest' | 'SAMLResponse';
  xml: string;
  relayState: string | null;
  privateKeyPem: string;
}): string => {
  const { to, kind, xml, relayState, privateKeyPem } = message;
  if (relayState !== null && Buffer.byteLength(relayState) > maxRelayState)
    throw new RangeError('RelayState');
  const pairs: [string, string][] = [[kind, deflateRawSync(Buffer.from(xml, 'utf8')).toString('base64')]];
  if (relayState !== null) pairs.push(['RelayState', relayState]);
  pairs.push(['SigAlg', ALGORITHM.rsaSha256]);
  const signed = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const signature = sign('sha256', Buffer.from(signed, 'utf8'), privateKeyPem).toString('base64');
  return `${to}${to.includes('?') ? '&' : '?'}${signed}&Signature=${encodeURIComponent(signature)}`;
};
