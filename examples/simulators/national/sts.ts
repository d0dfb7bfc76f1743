import { createPrivateKey, generateKeyPairSync, randomUUID, X509Certificate } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { thumbprintOf } from './control.ts';
import type { Switches } from './control.ts';
import type { Register } from './register.ts';
import {
  at,
  canonical,
  isSignedBy,
  NAMESPACES,
  readXml,
  samlAttribute,
  signCard,
  textAt,
  xmlText,
  xmlTime,
} from './xml.ts';

const ISSUER = 'TEST1-NSP-STS';
const DAY_MS = 86_400_000;
/** The CVR number of a card made out to somebody else. */
const FOREIGN_CVR = '10000009';

/** A refusal of the ticket service; `code` is a local name in the WS-Trust namespace. */
export class StsFault extends Error {
  readonly code: 'FailedAuthentication' | 'InvalidRequest' | 'RequestFailed';
  constructor(code: StsFault['code'], text: string) {
    super(text);
    this.code = code;
  }
}

const failed = (text: string): StsFault =>
  new StsFault('FailedAuthentication', `Authentication failed: ${text}`);
const invalid = (text: string): StsFault =>
  new StsFault('InvalidRequest', `The request was invalid or malformed: ${text}`);

/** The ticket service: checks a self-signed card and signs it anew. */
export const createSts = (register: Register) => {
  const certificate = new X509Certificate(register.sts.certificatePem).raw.toString('base64');
  const key = { privateKey: createPrivateKey(register.sts.privateKeyPem), certificate };
  // Made when first asked for: a signer nobody has been told to trust.
  let stranger: typeof key | undefined;
  const signer = (switches: Switches): typeof key => {
    if (switches.card !== 'unknown-signer') return key;
    stranger ??= { privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, certificate };
    return stranger;
  };

  return {
    /** @throws StsFault */
    issue: (
      body: Buffer,
      switches: Switches,
      now: number,
    ): { readonly cvr: string; readonly reply: string } => {
      if (switches.stsDown) throw new StsFault('RequestFailed', 'The specified request failed: try later');
      return readXml(body, (envelope) => {
        const request = at(envelope, 'soap:Body/wst:RequestSecurityToken');
        if (!request || !textAt(envelope, 'soap:Header/wsse:Security/wsu:Timestamp/wsu:Created')) {
          throw invalid('RequestSecurityToken and Timestamp expected');
        }
        const assertion = at(request, 'wst:Claims/saml:Assertion');
        if (!assertion) throw invalid('Claims must hold an ID card');
        const cvr = checkCard(assertion, register, now);
        const reissued = reissue(canonical(assertion), switches, now);
        const card = signCard(reissued, signer(switches), switches.signatureAlgorithm);
        return { cvr, reply: replyWith(card, now) };
      });
    },
  };
};

/** @returns the CVR the card is for. */
const checkCard = (assertion: XmlElement, register: Register, now: number): string => {
  if (!samlAttribute(assertion, 'medcom:ITSystemName')) throw invalid('IT System must be specified.');
  if (samlAttribute(assertion, 'sosi:IDCardVersion') !== '1.0.1')
    throw invalid('IDCardVersion must be 1.0.1');
  const kind = `${samlAttribute(assertion, 'sosi:IDCardType')} ${samlAttribute(assertion, 'sosi:AuthenticationLevel')}`;
  if (kind !== 'system 3') throw invalid('A system card of level 3 is expected');

  const conditions = at(assertion, 'saml:Conditions');
  const notBefore = Date.parse(conditions?.attr('NotBefore')?.value ?? '');
  const notOnOrAfter = Date.parse(conditions?.attr('NotOnOrAfter')?.value ?? '');
  if (!(notOnOrAfter - notBefore <= DAY_MS) || now < notBefore || now >= notOnOrAfter) {
    throw failed('ID card is not valid now or lasts longer than 24 hours');
  }
  const cvr = samlAttribute(assertion, 'medcom:CareProviderID') ?? '';
  const certificate = certificateOf(assertion);
  if (!certificate.subject.includes(`organizationIdentifier=NTRDK-${cvr}`) || !/^\d{8}$/.test(cvr)) {
    throw failed('CVR in card and certificate differ');
  }
  if (textAt(assertion, 'saml:Subject/saml:NameID[@Format="medcom:cvrnumber"]') !== cvr) {
    throw failed('CVR in subject and card differ');
  }
  if (!register.clients.get(cvr)?.thumbprints.includes(thumbprintOf(certificate))) {
    throw failed('Token in request signed by untrusted party');
  }
  if (!isSignedBy(assertion, certificate.publicKey)) throw failed('Unable to validate ID card signature');
  return cvr;
};

const certificateOf = (assertion: XmlElement): X509Certificate => {
  try {
    const text = textAt(assertion, 'ds:Signature/ds:KeyInfo/ds:X509Data/ds:X509Certificate') ?? '';
    return new X509Certificate(Buffer.from(text, 'base64'));
  } catch {
    throw invalid('The card carries no certificate');
  }
};

/** The same card under the service's own name, with a new id and life. */
const reissue = (card: string, switches: Switches, now: number): string =>
  readXml(card, (assertion) => {
    const moved = { expired: -2 * DAY_MS, 'not-yet-valid': DAY_MS };
    const shift = switches.card === 'expired' || switches.card === 'not-yet-valid' ? moved[switches.card] : 0;
    const from = now + shift - 5 * 60_000;
    at(assertion, 'ds:Signature')?.remove();
    if (switches.card === 'foreign')
      replaceText(
        assertion,
        'saml:AttributeStatement/saml:Attribute[@Name="medcom:CareProviderID"]/saml:AttributeValue',
        FOREIGN_CVR,
      );
    replaceText(assertion, 'saml:Issuer', ISSUER);
    replaceText(
      assertion,
      'saml:AttributeStatement/saml:Attribute[@Name="sosi:IDCardID"]/saml:AttributeValue',
      randomUUID(),
    );
    assertion.setAttr('IssueInstant', xmlTime(from));
    const conditions = at(assertion, 'saml:Conditions');
    conditions?.setAttr('NotBefore', xmlTime(from));
    conditions?.setAttr(
      'NotOnOrAfter',
      xmlTime(Math.min(from + DAY_MS, now + shift + switches.cardLifetimeMinutes * 60_000)),
    );
    return canonical(assertion);
  });

const replaceText = (assertion: XmlElement, path: string, text: string): void => {
  const element = at(assertion, path);
  if (!element) throw invalid(`${path} is missing`);
  element.firstChild?.remove();
  element.addText(text);
};

const replyWith = (card: string, now: number): string =>
  `<soapenv:Envelope xmlns:soapenv="${NAMESPACES.soap}" xmlns:wsse="${NAMESPACES.wsse}" xmlns:wsu="${NAMESPACES.wsu}" ` +
  `xmlns:wst="${NAMESPACES.wst}" xmlns:wsa="${NAMESPACES.wsa}"><soapenv:Header><wsse:Security><wsu:Timestamp>` +
  `<wsu:Created>${xmlTime(now)}</wsu:Created></wsu:Timestamp></wsse:Security></soapenv:Header><soapenv:Body>` +
  `<wst:RequestSecurityTokenResponse Context="www.sosi.dk"><wst:TokenType>urn:oasis:names:tc:SAML:2.0:assertion:</wst:TokenType>` +
  `<wst:RequestedSecurityToken>${card}</wst:RequestedSecurityToken>` +
  `<wst:Status><wst:Code>http://schemas.xmlsoap.org/ws/2005/02/trust/status/valid</wst:Code></wst:Status>` +
  `<wst:Issuer><wsa:Address>${ISSUER}</wsa:Address></wst:Issuer>` +
  `</wst:RequestSecurityTokenResponse></soapenv:Body></soapenv:Envelope>`;

export const stsFaultReply = (fault: StsFault): string =>
  `<soap:Envelope xmlns:soap="${NAMESPACES.soap}"><soap:Body><soap:Fault xmlns:wst="${NAMESPACES.wst}">` +
  `<faultcode>wst:${fault.code}</faultcode><faultstring>${xmlText(fault.message)}</faultstring>` +
  `<faultactor>dk:sosi:sts</faultactor></soap:Fault></soap:Body></soap:Envelope>`;
