import { createHash, X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { addresses } from './addresses.ts';
import { attributeNames } from './attributes.ts';
import { ALGORITHM, BINDING, NAME_ID, NS } from './names.ts';
import type { SamlSettings } from './port.ts';
import { escapeXml } from './xml.ts';

/** What the registration is to send us: contract 3.2, the column "ask". */
const asked = [
  { name: attributeNames.specVersion[0], required: true },
  { name: 'dk:gov:saml:attribute:KombitSpecVer', required: true },
  { name: attributeNames.nsisLevel[0], required: true },
  { name: attributeNames.nistLevel[0], required: false },
  { name: attributeNames.cvr[0], required: true },
  { name: attributeNames.organisation[0], required: true },
  { name: attributeNames.privileges[0], required: true },
  { name: 'https://data.gov.dk/model/core/eid/email', required: false },
] as const;

/**
 * Our metadata (contract 2.3), signed as the registration tool wants it. The older key transport is the one advertised: some libraries on
 * the other side choose badly among several. We open both.
 */
export const writeMetadata = (settings: SamlSettings): string => {
  const [first] = settings.decryption;
  const encryption = first ?? settings.signing;
  const body = descriptor(settings, encryption.certificatePem) + organisation(settings);
  // The same settings give the same metadata.
  const id = `_${createHash('sha256').update(body).digest('hex').slice(0, 40)}`;
  const xml =
    `<md:EntityDescriptor xmlns:md="${NS.metadata}" xmlns:ds="${NS.ds}" ID="${id}" ` +
    `entityID="${escapeXml(settings.entityId)}">${body}</md:EntityDescriptor>`;
  return sign(xml, settings);
};

const sign = (xml: string, { signing }: SamlSettings): string => {
  const signature = new SignedXml({
    privateKey: signing.privateKeyPem,
    publicCert: signing.certificatePem,
    signatureAlgorithm: ALGORITHM.rsaSha256,
    canonicalizationAlgorithm: ALGORITHM.exclusiveC14n,
  });
  signature.addReference({
    xpath: "/*[local-name()='EntityDescriptor']",
    transforms: [ALGORITHM.envelopedSignature, ALGORITHM.exclusiveC14n],
    digestAlgorithm: ALGORITHM.sha256,
  });
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*[local-name()='EntityDescriptor']", action: 'prepend' },
  });
  return signature.getSignedXml();
};

const descriptor = (settings: SamlSettings, encryptionPem: string): string => {
  const { acs, slo } = addresses(settings.origin);
  const logout = [BINDING.redirect, BINDING.post].map(
    (binding) =>
      `<md:SingleLogoutService Binding="${binding}" Location="${escapeXml(slo)}" ResponseLocation="${escapeXml(slo)}"/>`,
  );
  const requested = asked.map(
    ({ name, required }) =>
      `<md:RequestedAttribute isRequired="${required}" ` +
      `NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" Name="${name}"/>`,
  );
  return (
    `<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" ` +
    `protocolSupportEnumeration="${NS.protocol}">` +
    `<md:KeyDescriptor use="signing">${keyInfo(settings.signing.certificatePem)}</md:KeyDescriptor>` +
    `<md:KeyDescriptor use="encryption">${keyInfo(encryptionPem)}` +
    `<md:EncryptionMethod Algorithm="${ALGORITHM.aes256Gcm}"/>` +
    `<md:EncryptionMethod Algorithm="${ALGORITHM.aes128Gcm}"/>` +
    `<md:EncryptionMethod Algorithm="${ALGORITHM.rsaOaepMgf1p}"/></md:KeyDescriptor>` +
    logout.join('') +
    `<md:NameIDFormat>${NAME_ID.x509}</md:NameIDFormat>` +
    `<md:AssertionConsumerService index="0" isDefault="true" Binding="${BINDING.post}" Location="${escapeXml(acs)}"/>` +
    `<md:AttributeConsumingService index="0" isDefault="true">` +
    `<md:ServiceName xml:lang="da">${escapeXml(settings.serviceName)}</md:ServiceName>${requested.join('')}` +
    `</md:AttributeConsumingService></md:SPSSODescriptor>`
  );
};

const keyInfo = (pem: string): string =>
  `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${new X509Certificate(pem).raw.toString('base64')}` +
  `</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;

const organisation = ({ organisation: { name, url }, contacts }: SamlSettings): string =>
  `<md:Organization><md:OrganizationName xml:lang="da">${escapeXml(name)}</md:OrganizationName>` +
  `<md:OrganizationDisplayName xml:lang="da">${escapeXml(name)}</md:OrganizationDisplayName>` +
  `<md:OrganizationURL xml:lang="da">${escapeXml(url)}</md:OrganizationURL></md:Organization>` +
  contacts
    .map(
      ({ type, company, email }) =>
        `<md:ContactPerson contactType="${type}"><md:Company>${escapeXml(company)}</md:Company>` +
        `<md:EmailAddress>${escapeXml(email.startsWith('mailto:') ? email : `mailto:${email}`)}</md:EmailAddress>` +
        `</md:ContactPerson>`,
    )
    .join('');
