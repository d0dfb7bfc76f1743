import { sign as rsaSign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type Keys, keys } from './keys.ts';
import { sign, type Signing } from './sign.ts';
import * as world from './world.ts';

const { minute, now } = world;
const optional = (name: string, value: string | null): string =>
  value === null ? '' : ` ${name}="${value}"`;

const standardParts = {
  id: '_l1c0ffee00c0ffee00c0' as string | null,
  version: '2.0',
  issued: world.iso(now - 5_000) as string | null,
  end: world.iso(now + 5 * minute) as string | null,
  destination: world.slo as string | null,
  issuer: `<saml:Issuer>${world.issuer}</saml:Issuer>`,
  nameId: `<saml:NameID Format="${world.x509Format}">${world.nameIdOf(world.genuine)}</saml:NameID>`,
  sessionIndexes: `<samlp:SessionIndex>${world.sessionIndex}</samlp:SessionIndex>`,
  /** Of an answer only. */
  inResponseTo: '_a5c0ffee00c0ffee00c0' as string | null,
  status:
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
};
export type LogoutParts = typeof standardParts;

const namespaces =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const frame = (it: LogoutParts): string =>
  `${optional('ID', it.id)} Version="${it.version}"${optional('IssueInstant', it.issued)}${optional('Destination', it.destination)}`;

/** A LogoutRequest of the provider, unsigned. */
const logoutRequest = (changes: Partial<LogoutParts> = {}): string => {
  const it = { ...standardParts, ...changes };
  return (
    `<samlp:LogoutRequest ${namespaces}${frame(it)}${optional('NotOnOrAfter', it.end)}>` +
    `${it.issuer}${it.nameId}${it.sessionIndexes}</samlp:LogoutRequest>`
  );
};

/** A LogoutResponse of the provider, unsigned. */
const logoutResponse = (changes: Partial<LogoutParts> = {}): string => {
  const it = { ...standardParts, ...changes };
  return (
    `<samlp:LogoutResponse ${namespaces}${frame(it)}${optional('InResponseTo', it.inResponseTo)}>` +
    `${it.issuer}${it.status}</samlp:LogoutResponse>`
  );
};

const algorithms = {
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  md5: 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
} as const;

export type Redirect = {
  kind?: 'SAMLRequest' | 'SAMLResponse';
  key?: Keys;
  hash?: keyof typeof algorithms;
  relayState?: string;
  /** How a value is written in the query. */
  escape?: (text: string) => string;
  /** Bytes instead of the deflated message. */
  bytes?: Buffer;
};

/** A query string of the redirect binding, signed over its own bytes (SAML bindings 3.4.4.1). */
const redirect = (xml: string, options: Redirect = {}): string => {
  const { kind = 'SAMLRequest', key = keys.provider, hash = 'sha256' } = options;
  const { relayState, escape = encodeURIComponent, bytes = deflateRawSync(Buffer.from(xml)) } = options;
  const signed =
    `${kind}=${escape(bytes.toString('base64'))}` +
    (relayState === undefined ? '' : `&RelayState=${escape(relayState)}`) +
    `&SigAlg=${escape(algorithms[hash])}`;
  const signature = rsaSign(hash, Buffer.from(signed), key.privateKeyPem).toString('base64');
  return `${signed}&Signature=${escape(signature)}`;
};

/** A form body of the POST binding, signed inside the XML. */
const logoutForm = (
  xml: string,
  {
    kind = 'SAMLRequest',
    relayState,
    signing,
  }: { kind?: Redirect['kind']; relayState?: string; signing?: Signing | null } = {},
): string => {
  const message = signing === null ? xml : sign(xml, signing);
  const state = relayState === undefined ? '' : `&RelayState=${encodeURIComponent(relayState)}`;
  return `${kind}=${encodeURIComponent(Buffer.from(message).toString('base64'))}${state}`;
};

/** What every logout vector is made from. */
export const logoutKit = {
  ...world,
  skew: world.settings.clockSkewSeconds * 1000,
  keys,
  sign,
  logoutRequest,
  logoutResponse,
  redirect,
  logoutForm,
};
export type LogoutKit = typeof logoutKit;
