import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import type { OrganisationCertificate } from '../certificate.ts';
import { LOOKUP_SYSTEM } from '../national/operations.ts';
import { at, canonical, NAMESPACES, readXml, signCard, xmlText, xmlTime } from '../national/xml.ts';
import { postSoap } from './soap.ts';

const MARGIN_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

type Card = { readonly xml: string; readonly until: number };

/** Gives the system ID card, asking the ticket service once for all who wait and again a quarter before it runs out. */
export const createSystemCard = (
  national: string,
  certificate: OrganisationCertificate,
): (() => Promise<string>) => {
  let current: Promise<Card> | undefined;

  const issue = async (): Promise<Card> => {
    const reply = await postSoap(
      `${national}/sts/services/NewSecurityTokenService`,
      'Issue',
      question(certificate),
    );
    return readXml(reply, (envelope) => {
      const assertion = at(
        envelope,
        'soap:Body/wst:RequestSecurityTokenResponse/wst:RequestedSecurityToken/saml:Assertion',
      );
      const until = assertion && at(assertion, 'saml:Conditions')?.attr('NotOnOrAfter')?.value;
      if (!assertion || !until) throw new Error('the ticket service gave no card');
      return { xml: canonical(assertion), until: Date.parse(until) };
    });
  };
  const renew = (): Promise<Card> => {
    const issued = issue();
    issued.catch(() => (current = undefined));
    return (current = issued);
  };

  return async () => {
    const card = await (current ?? renew());
    return (card.until - MARGIN_MS > Date.now() ? card : await renew()).xml;
  };
};

const question = (certificate: OrganisationCertificate): string =>
  `<soap:Envelope xmlns:soap="${NAMESPACES.soap}" xmlns:wsse="${NAMESPACES.wsse}" xmlns:wsu="${NAMESPACES.wsu}" ` +
  `xmlns:wst="${NAMESPACES.wst}"><soap:Header><wsse:Security><wsu:Timestamp><wsu:Created>${xmlTime(Date.now())}</wsu:Created>` +
  `</wsu:Timestamp></wsse:Security></soap:Header><soap:Body><wst:RequestSecurityToken Context="www.sosi.dk">` +
  `<wst:TokenType>urn:oasis:names:tc:SAML:2.0:assertion:</wst:TokenType>` +
  `<wst:RequestType>http://schemas.xmlsoap.org/ws/2005/02/trust/Issue</wst:RequestType>` +
  `<wst:Claims>${ownCard(certificate)}</wst:Claims></wst:RequestSecurityToken></soap:Body></soap:Envelope>`;

const ownCard = (certificate: OrganisationCertificate): string => {
  const der = new X509Certificate(certificate.certificatePem).raw;
  const from = Date.now() - 60_000;
  const attribute = (name: string, value: string, format = ''): string =>
    `<saml:Attribute Name="${name}"${format}><saml:AttributeValue>${xmlText(value)}</saml:AttributeValue></saml:Attribute>`;
  const card =
    `<saml:Assertion xmlns:saml="${NAMESPACES.saml}" xmlns:ds="${NAMESPACES.ds}" IssueInstant="${xmlTime(from)}" Version="2.0" id="IDCard">` +
    `<saml:Issuer>MinLogSimulator</saml:Issuer><saml:Subject><saml:NameID Format="medcom:cvrnumber">${certificate.cvr}</saml:NameID>` +
    `<saml:SubjectConfirmation><saml:ConfirmationMethod>urn:oasis:names:tc:SAML:2.0:cm:holder-of-key</saml:ConfirmationMethod>` +
    `<saml:SubjectConfirmationData><ds:KeyInfo><ds:KeyName>OCESSignature</ds:KeyName></ds:KeyInfo></saml:SubjectConfirmationData>` +
    `</saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${xmlTime(from)}" NotOnOrAfter="${xmlTime(from + DAY_MS)}"/>` +
    `<saml:AttributeStatement id="IDCardData">${attribute('sosi:IDCardID', randomUUID())}` +
    attribute('sosi:IDCardVersion', '1.0.1') +
    attribute('sosi:IDCardType', 'system') +
    attribute('sosi:AuthenticationLevel', '3') +
    attribute('sosi:OCESCertHash', createHash('sha256').update(der).digest('base64')) +
    `</saml:AttributeStatement><saml:AttributeStatement id="SystemLog">` +
    attribute('medcom:ITSystemName', LOOKUP_SYSTEM) +
    attribute('medcom:CareProviderID', certificate.cvr, ' NameFormat="medcom:cvrnumber"') +
    attribute('medcom:CareProviderName', certificate.organisationName) +
    `</saml:AttributeStatement></saml:Assertion>`;
  return signCard(card, {
    privateKey: createPrivateKey(certificate.privateKeyPem),
    certificate: der.toString('base64'),
  });
};
