import { SignedXml } from 'xml-crypto';
import * as xmlenc from 'xml-encryption';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';
import { instant } from '../../server/domain/ids.ts';
import type { IdentityProvider, SamlSettings } from '../../server/saml/port.ts';

/** Keys and messages of an invented Context Handler, for the tests of the service provider's rooms. */

export const context = await createOrganisationCertificate({
  cvr: '12345674',
  organisation: 'Fælles Adgang',
});
export const own = await createOrganisationCertificate({ cvr: '29190623', organisation: 'Sløring' });
export const older = await createOrganisationCertificate({ cvr: '29190623', organisation: 'Sløring' });
export const stranger = await createOrganisationCertificate({ cvr: '13748136', organisation: 'En Anden' });

export const now = instant(Date.parse('2026-11-22T08:00:30.120Z'));
export const pendingId = '_6f0c2b7d9e8a41c3b5d60718293a4b5c6d7e8f90';
export const person = 'C=DK,O=29189366,CN=Anna Testesen,Serial=0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e';
export const roleBase = 'http://sloering.example';
export const unitConstraint = 'http://sts.kombit.dk/constraints/orgenhed/1';

export const settings: SamlSettings = {
  entityId: 'https://saml.sloering.example',
  origin: 'https://sloering.example',
  signing: own,
  decryption: [own, older],
  roleBase,
  unitConstraint,
  roleLevels: {
    ...{ employee: 'Substantial', manager: 'Substantial', admin: 'High' },
    ...{ auditor: 'Low', operator: 'Substantial' },
  },
  clockSkewSeconds: 120,
  requireEncryption: true,
  allowCbc: false,
  acceptNistLevels: false,
  serviceName: 'Sløring & navne',
  organisation: { name: 'Eksempelby <Kommune>', url: 'https://eksempelby.example' },
  contacts: [
    { type: 'administrative', company: 'Eksempelby', email: 'drift@eksempelby.example' },
    { type: 'technical', company: 'Eksempelby', email: 'teknik@eksempelby.example' },
  ],
};

export const provider: IdentityProvider = {
  entityId: 'https://saml.adgang.example/runtime',
  ssoRedirect: 'https://adgang.example/runtime/saml2/issue.idp',
  sloRedirect: 'https://adgang.example/runtime/saml2/issue.idp',
  sloResponse: 'https://adgang.example/runtime/saml2/signoff.idp',
  certificates: [stranger.certificatePem, context.certificatePem],
};
export const onlyContext: IdentityProvider = { ...provider, certificates: [context.certificatePem] };

export const names = {
  spec: 'https://data.gov.dk/model/core/specVersion',
  level: 'https://data.gov.dk/concept/core/nsis/loa',
  cvr: 'https://data.gov.dk/model/core/eid/professional/cvr',
  organisation: 'https://data.gov.dk/model/core/eid/professional/orgName',
  privileges: 'https://data.gov.dk/model/core/eid/privilegesIntermediate',
};

export const privilegeList = (
  groups: string,
  namespace = 'http://digst.dk/oiosaml/basic_privilege_profile',
) =>
  Buffer.from(`<bpp:PrivilegeList xmlns:bpp="${namespace}">${groups}</bpp:PrivilegeList>`).toString('base64');

export const group = (inner: string, cvr = '29189366') =>
  `<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:${cvr}">${inner}</PrivilegeGroup>`;
export const privilege = (name: string) =>
  `<Privilege>${roleBase}/roles/usersystemrole/${name}/1</Privilege>`;

export const attribute = (name: string, ...values: string[]) =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

const standardAttributes: Readonly<Record<string, string>> = {
  [names.spec]: 'OIO-SAML-3.0',
  [names.level]: 'Substantial',
  [names.cvr]: '29189366',
  [names.organisation]: 'Eksempelby Kommune',
  [names.privileges]: privilegeList(group(privilege('anmoder'))),
};

export const attributes = (changed: Readonly<Record<string, string | null>> = {}) =>
  Object.entries({ ...standardAttributes, ...changed })
    .map(([name, value]) => (value === null ? '' : attribute(name, value)))
    .join('');

/** Times of the standard assertion: issued at `now`, five minutes long. */
export const end = instant(now + 300_000);
const iso = (at: number) => new Date(at).toISOString();

/** An unsigned assertion as the contract's 3.5 has it; `statement` holds the attributes. */
export const assertion = (statement: string = attributes(), nameId: string = person): string =>
  `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a41" Version="2.0" IssueInstant="${iso(now)}">` +
  `<saml:Issuer>${provider.entityId}</saml:Issuer>` +
  `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">${nameId}</saml:NameID>` +
  `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData ` +
  `InResponseTo="${pendingId}" NotOnOrAfter="${iso(end)}" Recipient="https://sloering.example/auth/saml/acs"/>` +
  `</saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="${iso(now)}" NotOnOrAfter="${iso(end)}"><saml:AudienceRestriction>` +
  `<saml:Audience>https://saml.sloering.example</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="2026-11-22T08:00:29.900Z" SessionIndex="q7Yx0bC1d2E3f4G5h6I7jA=="><saml:AuthnContext>` +
  `<saml:AuthnContextClassRef>https://data.gov.dk/concept/core/nsis/loa/Substantial</saml:AuthnContextClassRef>` +
  `<saml:AuthenticatingAuthority>https://idp.eksempelby.example/</saml:AuthenticatingAuthority>` +
  `</saml:AuthnContext></saml:AuthnStatement>` +
  `<saml:AttributeStatement>${statement}</saml:AttributeStatement></saml:Assertion>`;

export type Hash = 'sha1' | 'sha256' | 'sha512';
const signatureAlgorithms = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
} as const;
const digestAlgorithms = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

/** Adds an enveloped signature to the root, after its Issuer. */
export const signRoot = (xml: string, hash: Hash = 'sha256', key = context.privateKeyPem): string => {
  const signed = new SignedXml({
    privateKey: key,
    signatureAlgorithm: signatureAlgorithms[hash],
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signed.addReference({
    xpath: '/*',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
    digestAlgorithm: digestAlgorithms[hash],
  });
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name()='Issuer']", action: 'after' },
  });
  return signed.getSignedXml();
};

export type Encryption = {
  content?: string;
  transport?: string;
  digest?: string;
  mask?: string;
  label?: string;
  to?: { certificatePem: string };
};

export const encrypt = async (xml: string, encryption: Encryption = {}): Promise<string> => {
  const { to = own } = encryption;
  const options = {
    rsa_pub: to.certificatePem,
    pem: to.certificatePem,
    encryptionAlgorithm: encryption.content ?? 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyEncryptionAlgorithm: encryption.transport ?? 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    keyEncryptionDigest: encryption.digest,
    keyEncryptionMgf: encryption.mask,
    keyEncryptionOaepParams: encryption.label,
    disallowEncryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
  };
  const data = await new Promise<string>((resolve, reject) => {
    // The types know an older version of the package.
    xmlenc.encrypt(xml, options as unknown as xmlenc.EncryptOptions, (error: Error | null, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
  return `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${data}</saml:EncryptedAssertion>`;
};

const success = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>';

export const response = (part: string, status = success): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
  `ID="_r1" Version="2.0" IssueInstant="${iso(now)}" Destination="https://sloering.example/auth/saml/acs" InResponseTo="${pendingId}">` +
  `<saml:Issuer>${provider.entityId}</saml:Issuer><samlp:Status>${status}</samlp:Status>${part}</samlp:Response>`;

export const form = (xml: string | Buffer, relayState = 'state'): string =>
  new URLSearchParams({
    SAMLResponse: Buffer.from(xml).toString('base64'),
    RelayState: relayState,
  }).toString();
