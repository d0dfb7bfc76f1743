import { randomBytes } from 'node:crypto';
import { xmlText } from '../national/xml.ts';
import { iso, writeAssertion } from './assertion.ts';
import type { AssertionFacts } from './assertion.ts';
import { encryptAssertion } from './encrypt.ts';
import type { Keys } from './keys.ts';
import { NS, status } from './names.ts';
import type { ServiceProvider } from './service-provider.ts';
import type { Fault, Settings } from './settings.ts';
import { signRoot } from './signature.ts';

/** SAML core 1.3.4: at least 128 random bits, first no digit. */
export const newId = (): string => `_${randomBytes(20).toString('hex')}`;

type To = {
  readonly acs: string;
  readonly inResponseTo: string;
  readonly issuer: string;
  readonly now: number;
};

/** Status names of a refusal as the broker gives them, outermost first. */
export type Failure = 'NoPassive' | 'NoAuthnContext' | 'AuthnFailed';
const failureOf: Partial<Record<Fault, readonly string[]>> = {
  responder: ['Responder'],
  'responder-with-assertion': ['Responder'],
  'authn-failed': ['Responder', 'AuthnFailed'],
  'no-authn-context': ['Responder', 'NoAuthnContext'],
};

export const failed = (to: To, failure: Failure): string =>
  response({ ...to, id: newId() }, ['Responder', failure], '', 'none');

/** The answer to a login: one assertion, signed, then encrypted; the Response itself unsigned. A fault bends just one thing. */
export const succeeded = async (
  facts: AssertionFacts,
  settings: Settings,
  keys: Keys,
  sp: ServiceProvider,
  id: string,
): Promise<string> => {
  const { fault } = settings;
  const key = fault === 'attacker-key' ? keys.attacker : keys[settings.signing];
  const seal = (assertion: string): Promise<string> => {
    const { content } = settings;
    return content === 'none'
      ? Promise.resolve(assertion)
      : encryptAssertion(assertion, sp.encryption, { ...settings, content });
  };
  const sign = (assertion: string): string =>
    fault === 'unsigned' || fault === 'response-signed'
      ? assertion
      : signRoot(assertion, key, fault === 'sha1' ? 'sha1' : 'sha256');
  const parts: string[] = [];
  const codes = failureOf[fault] ?? ['Success'];
  if (codes[0] === 'Success' || fault === 'responder-with-assertion') {
    const sealed = await seal(tamper(sign(writeAssertion(facts, settings)), facts, fault));
    parts.push(fault === 'cipher-changed' ? changeCipher(sealed) : sealed);
  }
  if (fault === 'two-assertions') {
    const forged = {
      ...facts,
      id: newId(),
      user: { ...facts.user, name: 'Falsk Navn', serial: forgedSerial },
    };
    parts.push(await seal(signRoot(writeAssertion(forged, settings), keys.attacker)));
  }
  const to = { acs: facts.acs, inResponseTo: facts.inResponseTo, issuer: facts.issuer, now: facts.now, id };
  const whole = response(to, codes, parts.join(''), fault);
  if (fault === 'response-signed') return signRoot(whole, key);
  return fault === 'doctype' ? `<!DOCTYPE samlp:Response>${whole}` : whole;
};

const forgedSerial = 'ffffffff-0000-4000-8000-000000000000';

const tamper = (signed: string, { user }: AssertionFacts, fault: Fault): string => {
  if (fault === 'tampered-name') return signed.replaceAll(user.serial, forgedSerial);
  if (fault === 'tampered-cvr')
    return signed.replaceAll(`>${user.cvr}<`, '>29189366<').replace(`O=${user.cvr}`, 'O=29189366');
  return signed;
};

/** One character in the middle of the last cipher value, which is the content's; without encryption, of the signature. */
const changeCipher = (xml: string): string => {
  const from = Math.max(xml.lastIndexOf('<xenc:CipherValue>'), xml.indexOf('<ds:SignatureValue>')) + 60;
  return `${xml.slice(0, from)}${xml[from] === 'A' ? 'B' : 'A'}${xml.slice(from + 1)}`;
};

const response = (
  { acs, inResponseTo, issuer, now, id }: To & { readonly id: string },
  codes: readonly string[],
  content: string,
  fault: Fault,
): string => {
  const to =
    fault === 'in-response-to-missing'
      ? ''
      : ` InResponseTo="${xmlText(fault === 'in-response-to-unknown' || fault === 'in-response-to-swapped' ? '_ukendt' : inResponseTo)}"`;
  const destination = fault === 'wrong-destination' ? `${acs}/anden` : acs;
  return (
    `<samlp:Response xmlns:samlp="${NS.protocol}" xmlns:saml="${NS.assertion}" ID="${id}" Version="2.0" ` +
    `IssueInstant="${iso(now)}" Destination="${xmlText(destination)}"${to}>` +
    `<saml:Issuer>${xmlText(fault === 'wrong-issuer' ? `${issuer}/anden` : issuer)}</saml:Issuer>` +
    `<samlp:Status>${statusOf(codes)}</samlp:Status>${content}</samlp:Response>`
  );
};

export const statusOf = ([outer = 'Responder', inner]: readonly string[]): string =>
  `<samlp:StatusCode Value="${status(outer)}">${inner ? `<samlp:StatusCode Value="${status(inner)}"/>` : ''}</samlp:StatusCode>`;
