import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import type { OrganisationCertificate } from '../certificate.ts';
import { endpoints, LOOKUP_SYSTEM } from '../national/operations.ts';
import { at, canonical, NAMESPACES, readXml, signCard, textAt, xmlText, xmlTime } from '../national/xml.ts';

const LOOKUP = '/idsas-lookup/20240124/lookup';
const SALT = '/idsas-salt/20230601/salt';
const MARGIN_MS = 15 * 60_000;

/** The national questions a citizen-facing view depends on, asked over SOAP with a system ID card. */
export type NationalLookup = {
  /** CVR numbers whose staff are blurred towards the citizen right now. @throws when the register does not answer. */
  blurredOrganisations(cpr: string): Promise<string[]>;
  /** The current salt as Base64 text. @throws when the register does not answer. */
  currentSalt(): Promise<string>;
};

/** Asks as the ticket service does; in reality it is the ticket service that looks up and puts the answer in a token. */
export const createNationalLookup = (url: string, certificate: OrganisationCertificate): NationalLookup => {
  let card: { readonly xml: string; readonly until: number } | undefined;

  const currentCard = async (): Promise<string> => {
    if (card && card.until - MARGIN_MS > Date.now()) return card.xml;
    const reply = await post(`${url}/sts/services/NewSecurityTokenService`, 'Issue', stsRequest(certificate));
    card = readXml(reply, (envelope) => {
      const assertion = at(
        envelope,
        'soap:Body/wst:RequestSecurityTokenResponse/wst:RequestedSecurityToken/saml:Assertion',
      );
      const until = assertion && at(assertion, 'saml:Conditions')?.attr('NotOnOrAfter')?.value;
      if (!assertion || !until) throw new Error('the ticket service gave no card');
      return { xml: canonical(assertion), until: Date.parse(until) };
    });
    return card.xml;
  };

  const ask = async <T>(path: string, content: string, read: (body: XmlElement) => T): Promise<T> => {
    const endpoint = endpoints[path];
    if (!endpoint) throw new Error(`no such address: ${path}`);
    const name = `${endpoint.operation}Request`;
    const request =
      `<soap:Envelope xmlns:soap="${NAMESPACES.soap}" xmlns:wsse="${NAMESPACES.wsse}" xmlns:wsu="${NAMESPACES.wsu}" ` +
      `xmlns:medcom="${NAMESPACES.medcom}"><soap:Header><wsse:Security><wsu:Timestamp><wsu:Created>${xmlTime(Date.now())}` +
      `</wsu:Created></wsu:Timestamp>${await currentCard()}</wsse:Security><medcom:Header><medcom:Linking>` +
      `<medcom:MessageID>${randomUUID()}</medcom:MessageID></medcom:Linking></medcom:Header></soap:Header>` +
      `<soap:Body><ids:${name} xmlns:ids="${endpoint.namespace}">${content}</ids:${name}></soap:Body></soap:Envelope>`;
    return readXml(await post(url + path, endpoint.soapAction, request), (envelope) => {
      const body = at(envelope, 'soap:Body');
      if (!body) throw new Error('the reply has no body');
      return read(body);
    });
  };

  return {
    blurredOrganisations: (cpr) =>
      ask(
        LOOKUP,
        `<patientId><id>${xmlText(cpr)}</id><classification>CPR</classification></patientId>`,
        (body) =>
          body
            .find(
              '*[local-name()="GetBlurredOrganisationsResponse"]/*[local-name()="organisation"]/*[local-name()="id"]',
            )
            .map((id) => id.content),
      ),
    currentSalt: () =>
      ask(SALT, '', (body) => {
        const salt = body.get('*[local-name()="GetCurrentSaltResponse"]/*[local-name()="salt"]')?.content;
        if (!salt) throw new Error('the reply has no salt');
        return salt;
      }),
  };
};

const post = async (url: string, soapAction: string, body: string): Promise<Buffer> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${soapAction}"` },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const reply = Buffer.from(await response.arrayBuffer());
  if (response.status === 200) return reply;
  const fault =
    response.status === 500 ? readXml(reply, (root) => textAt(root, './/faultstring')) : undefined;
  throw new Error(fault ?? `HTTP ${response.status}`);
};

const stsRequest = (certificate: OrganisationCertificate): string => {
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
    `<saml:Conditions NotBefore="${xmlTime(from)}" NotOnOrAfter="${xmlTime(from + 86_400_000)}"/>` +
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
  const signed = signCard(card, {
    privateKey: createPrivateKey(certificate.privateKeyPem),
    certificate: der.toString('base64'),
  });
  return (
    `<soap:Envelope xmlns:soap="${NAMESPACES.soap}" xmlns:wsse="${NAMESPACES.wsse}" xmlns:wsu="${NAMESPACES.wsu}" ` +
    `xmlns:wst="${NAMESPACES.wst}"><soap:Header><wsse:Security><wsu:Timestamp><wsu:Created>${xmlTime(Date.now())}</wsu:Created>` +
    `</wsu:Timestamp></wsse:Security></soap:Header><soap:Body><wst:RequestSecurityToken Context="www.sosi.dk">` +
    `<wst:TokenType>urn:oasis:names:tc:SAML:2.0:assertion:</wst:TokenType>` +
    `<wst:RequestType>http://schemas.xmlsoap.org/ws/2005/02/trust/Issue</wst:RequestType>` +
    `<wst:Claims>${signed}</wst:Claims></wst:RequestSecurityToken></soap:Body></soap:Envelope>`
  );
};
