import { instant } from '../../../server/domain/ids.ts';
import type { IdentityProvider, SamlSettings } from '../../../server/saml/port.ts';
import { keys } from './keys.ts';

/** The invented place the messages are for. Everything is written out here; nothing is computed by the code under test. */

/** The clock of every vector unless it says otherwise, milliseconds. */
export const now = Date.parse('2026-11-22T08:00:30.120Z');
export const minute = 60_000;
export const iso = (at: number): string => new Date(at).toISOString();

export const requestId = '_6f0c2b7d9e8a41c3b5d60718293a4b5c6d7e8f90';
export const assertionId = '_a41d7e0c5b9f4e62a8c3';
export const entityId = 'https://saml.sloering.example';
export const acs = 'https://sloering.example/auth/saml/acs';
export const slo = 'https://sloering.example/auth/saml/slo';
export const issuer = 'https://saml.adgang.example/runtime';
export const sessionIndex = 'q7Yx0bC1d2E3f4G5h6I7jA==';
export const x509Format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';

/** Who really logged in. */
export const genuine = {
  cvr: '29189366',
  serial: '0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e',
  name: 'Anna Testesen',
  organisation: 'Eksempelby Kommune',
};
/** Whom the attacker wants to be. */
export const forged = {
  cvr: '13748136',
  serial: 'deadbeef-0000-4000-8000-00000000beef',
  name: 'Ond Bruger',
  organisation: 'Prøvestad Kommune',
};

export const nameIdOf = ({ cvr, name, serial }: { cvr: string; name: string; serial: string }): string =>
  `C=DK,O=${cvr},CN=${name},Serial=${serial}`;

export const settings: SamlSettings = {
  entityId,
  origin: 'https://sloering.example',
  signing: keys.own,
  decryption: [keys.own, keys.ownBefore],
  roleBase: 'http://sloering.example',
  unitConstraint: 'http://sts.kombit.dk/constraints/orgenhed/1',
  roleLevels: {
    employee: 'Substantial',
    manager: 'Substantial',
    admin: 'High',
    auditor: 'Substantial',
    operator: 'Substantial',
  },
  clockSkewSeconds: 60,
  requireEncryption: true,
  allowCbc: false,
  acceptNistLevels: false,
  serviceName: 'Sløring',
  organisation: { name: 'Eksempelby Kommune', url: 'https://eksempelby.example' },
  contacts: [
    { type: 'administrative', company: 'Eksempelby Kommune', email: 'drift@eksempelby.example' },
    { type: 'technical', company: 'Eksempelby Kommune', email: 'teknik@eksempelby.example' },
  ],
};

export const provider: IdentityProvider = {
  entityId: issuer,
  ssoRedirect: 'https://adgang.example/runtime/saml2/issue.idp',
  sloRedirect: 'https://adgang.example/runtime/saml2/issue.idp',
  sloResponse: 'https://adgang.example/runtime/saml2/signoff.idp',
  certificates: [keys.provider.certificatePem, keys.providerNext.certificatePem],
};

export const pendingLogin = { id: requestId, forceAuthn: false, createdAt: instant(now - minute) };
