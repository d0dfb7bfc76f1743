import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { dgwsTime, NS } from './names.ts';
import type { Credential, IdsasSettings } from './port.ts';
import { signAssertion } from './signature.ts';
import type { SigningKey } from './signature.ts';
import { childElements, escapeXml, onlyChild, plainText, withXml } from './xml.ts';

/** A credential read once: key object, certificate in Base64, and its hash as the card states it. */
export type Signer = SigningKey & {
  readonly cvr: string;
  readonly organisationName: string;
  readonly certificateHash: string;
};

/** @throws when the PEM text is not an RSA certificate and key that belong together. */
export const readCredential = (credential: Credential): Signer => {
  const certificate = new X509Certificate(credential.certificatePem);
  const privateKey = createPrivateKey(credential.privateKeyPem);
  if (!certificate.checkPrivateKey(privateKey)) throw new Error('the key does not belong to the certificate');
  if (privateKey.asymmetricKeyType !== 'rsa') throw new Error('DGWS signs with RSA');
  return {
    cvr: credential.cvr,
    organisationName: credential.organisationName,
    privateKey,
    certificate: certificate.raw.toString('base64'),
    certificateHash: createHash('sha256').update(certificate.raw).digest('base64'),
  };
};

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Our own SOSI ID card for a system (DGWS 1.0.1, level 3), signed with the organisation's certificate and good for
 * 24 hours, the longest the ticket service accepts. It starts a clock skew ago, so that a slower clock finds it valid.
 */
export const createIdCard = (
  signer: Signer,
  settings: Pick<IdsasSettings, 'issuerName' | 'itSystemName'>,
  times: { readonly now: number; readonly skewMs: number; readonly id: string },
): string => {
  const notBefore = times.now - times.skewMs;
  const attribute = (name: string, value: string, format?: string): string =>
    `<saml:Attribute Name="${name}"${format ? ` NameFormat="${format}"` : ''}>` +
    `<saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue></saml:Attribute>`;
  const assertion =
    `<saml:Assertion xmlns:saml="${NS.saml}" xmlns:ds="${NS.ds}" IssueInstant="${dgwsTime(notBefore)}" Version="2.0" id="IDCard">` +
    `<saml:Issuer>${escapeXml(settings.issuerName)}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="medcom:cvrnumber">${escapeXml(signer.cvr)}</saml:NameID>` +
    `<saml:SubjectConfirmation><saml:ConfirmationMethod>urn:oasis:names:tc:SAML:2.0:cm:holder-of-key</saml:ConfirmationMethod>` +
    `<saml:SubjectConfirmationData><ds:KeyInfo><ds:KeyName>OCESSignature</ds:KeyName></ds:KeyInfo></saml:SubjectConfirmationData>` +
    `</saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${dgwsTime(notBefore)}" NotOnOrAfter="${dgwsTime(notBefore + DAY_MS)}"/>` +
    `<saml:AttributeStatement id="IDCardData">` +
    attribute('sosi:IDCardID', times.id) +
    attribute('sosi:IDCardVersion', '1.0.1') +
    attribute('sosi:IDCardType', 'system') +
    attribute('sosi:AuthenticationLevel', '3') +
    attribute('sosi:OCESCertHash', signer.certificateHash) +
    `</saml:AttributeStatement><saml:AttributeStatement id="SystemLog">` +
    attribute('medcom:ITSystemName', settings.itSystemName) +
    attribute('medcom:CareProviderID', signer.cvr, 'medcom:cvrnumber') +
    attribute('medcom:CareProviderName', signer.organisationName) +
    `</saml:AttributeStatement></saml:Assertion>`;
  return signAssertion(assertion, signer);
};

/** A card as the ticket service returned it: the exact text that was verified, and until when it counts. */
export type IdCard = {
  readonly xml: string;
  readonly cvr: string;
  readonly notBefore: number;
  readonly notOnOrAfter: number;
};

/** Reads a verified card. @returns undefined when a field is missing, doubled or not what a level 3 system card has. */
export const readIdCard = (xml: string): IdCard | undefined =>
  withXml(xml, (assertion) => {
    const conditions = onlyChild(assertion, 'Conditions');
    const notBefore = Date.parse(conditions?.attr('NotBefore')?.value ?? '');
    const notOnOrAfter = Date.parse(conditions?.attr('NotOnOrAfter')?.value ?? '');
    const cvr = attributeValue(assertion, 'medcom:CareProviderID');
    if (cvr === undefined || Number.isNaN(notBefore) || Number.isNaN(notOnOrAfter)) return undefined;
    if (attributeValue(assertion, 'sosi:IDCardType') !== 'system') return undefined;
    if (attributeValue(assertion, 'sosi:AuthenticationLevel') !== '3') return undefined;
    return { xml, cvr, notBefore, notOnOrAfter };
  });

const attributeValue = (assertion: XmlElement, name: string): string | undefined => {
  const found = childElements(assertion)
    .filter((child) => child.name === 'AttributeStatement')
    .flatMap(childElements)
    .filter((child) => child.name === 'Attribute' && child.attr('Name')?.value === name);
  return found.length === 1 && found[0] ? plainText(onlyChild(found[0], 'AttributeValue')) : undefined;
};
