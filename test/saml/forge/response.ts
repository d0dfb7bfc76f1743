import { assertion, type AssertionParts } from './assertion.ts';
import { encrypt, type Encryption } from './encrypt.ts';
import { sign, type Signing } from './sign.ts';
import * as world from './world.ts';

const statusBase = 'urn:oasis:names:tc:SAML:2.0:status:';

/** A Status element; the codes by their last parts. */
export const status = (top: string, second?: string): string => {
  const inner = second === undefined ? '' : `<samlp:StatusCode Value="${statusBase}${second}"/>`;
  return `<samlp:Status><samlp:StatusCode Value="${statusBase}${top}">${inner}</samlp:StatusCode></samlp:Status>`;
};

const standardParts = {
  id: '_r7e1b0c9d8f2a3b4c5d6',
  version: '2.0',
  destination: world.acs as string | null,
  inResponseTo: world.requestId as string | null,
  issuer: `<saml:Issuer>${world.issuer}</saml:Issuer>`,
  status: status('Success'),
};
export type ResponseParts = typeof standardParts;

const optional = (name: string, value: string | null): string =>
  value === null ? '' : ` ${name}="${value}"`;

/** A Response holding `parts` as they stand. */
export const response = (parts: string, changes: Partial<ResponseParts> = {}): string => {
  const it = { ...standardParts, ...changes };
  return (
    '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ' +
    `ID="${it.id}" Version="${it.version}" IssueInstant="${world.iso(world.now)}"` +
    `${optional('Destination', it.destination)}${optional('InResponseTo', it.inResponseTo)}>` +
    `${it.issuer}${it.status}${parts}</samlp:Response>`
  );
};

/** The form body that the browser posts. */
export const form = (xml: string | Uint8Array): string =>
  `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}&RelayState=o9q2`;

/** A whole answer as the Context Handler sends it: signed, encrypted, posted; each step can be changed. */
export const answer = (
  changes: Partial<AssertionParts> = {},
  {
    signing,
    encryption,
    frame,
  }: { signing?: Signing; encryption?: Encryption; frame?: Partial<ResponseParts> } = {},
): string => form(response(encrypt(sign(assertion(changes), signing), encryption), frame));

/** What is posted, where plain assertions are looked at. The rule that forbids them would hide what else is wrong. */
export const plain = (xml: string | Uint8Array) => ({
  body: form(xml),
  settings: { requireEncryption: false },
});
