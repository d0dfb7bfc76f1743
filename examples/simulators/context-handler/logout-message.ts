import { randomBytes, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { xmlText } from '../national/xml.ts';
import { newId, statusOf } from './answer.ts';
import { iso } from './assertion.ts';
import type { Key } from './keys.ts';
import { NS, SIGNATURE } from './names.ts';
import type { NameId } from './sessions.ts';
import type { Settings } from './settings.ts';

type LogoutFault = Settings['logoutFault'];

const frame = (name: string, attributes: Readonly<Record<string, string>>, issuer: string, content: string) =>
  `<samlp:${name} xmlns:samlp="${NS.protocol}" xmlns:saml="${NS.assertion}" Version="2.0"` +
  Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlText(value)}"`)
    .join('') +
  `><saml:Issuer>${xmlText(issuer)}</saml:Issuer>${content}</samlp:${name}>`;

export const logoutRequest = (
  message: { issuer: string; to: string; nameId: NameId; sessionIndex: string; now: number },
  fault: LogoutFault,
): { id: string; xml: string } => {
  const id = newId();
  const issued = fault === 'expired' ? message.now - 3_600_000 : message.now;
  const index = fault === 'other-session-index' ? randomBytes(16).toString('base64') : message.sessionIndex;
  const xml = frame(
    'LogoutRequest',
    {
      ID: id,
      IssueInstant: iso(issued),
      Destination: fault === 'wrong-destination' ? `${message.to}/anden` : message.to,
      NotOnOrAfter: iso(issued + 300_000),
    },
    fault === 'wrong-issuer' ? `${message.issuer}/anden` : message.issuer,
    `<saml:NameID Format="${message.nameId.format}">${xmlText(message.nameId.text)}</saml:NameID>` +
      `<samlp:SessionIndex>${xmlText(index)}</samlp:SessionIndex>`,
  );
  return { id, xml };
};

export const logoutResponse = (message: {
  issuer: string;
  to: string;
  inResponseTo: string;
  now: number;
  codes: readonly string[];
}): string =>
  frame(
    'LogoutResponse',
    {
      ID: newId(),
      IssueInstant: iso(message.now),
      Destination: message.to,
      InResponseTo: message.inResponseTo,
    },
    message.issuer,
    `<samlp:Status>${statusOf(message.codes)}</samlp:Status>`,
  );

/** The address that carries a message by redirect, signed over the escaped text (SAML bindings 3.4.4.1) unless the fault says otherwise. */
export const redirectTo = (
  to: string,
  name: 'SAMLRequest' | 'SAMLResponse',
  xml: string,
  key: Key,
  relayState?: string,
  fault: LogoutFault = 'none',
): string => {
  const hash = fault === 'sha1' ? 'sha1' : 'sha256';
  const query = Object.entries({
    [name]: deflateRawSync(xml).toString('base64'),
    ...(relayState !== undefined && { RelayState: relayState }),
    ...(fault !== 'unsigned' && { SigAlg: SIGNATURE[hash] }),
  })
    .map(([part, value]) => `${part}=${encodeURIComponent(value)}`)
    .join('&');
  const address = `${to}${to.includes('?') ? '&' : '?'}${query}`;
  if (fault === 'unsigned') return address;
  const signature = sign(hash, Buffer.from(query), key.privateKeyPem).toString('base64');
  return `${address}&Signature=${encodeURIComponent(signature)}`;
};
