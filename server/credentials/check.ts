import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Credential, CredentialProblem } from '../idsas/port.ts';

/** A certificate and key as they were found, before anyone has looked at them. */
export type Found = {
  /** One or more PEM certificates; the one whose key it is may stand anywhere in a chain. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
};

/** A credential that may be used, and until when, milliseconds since 1970 UTC. */
export type Checked = {
  readonly credential: Credential;
  readonly notAfter: number;
  /** SHA-256 of the DER certificate, lower-case hex. */
  readonly thumbprint: string;
};

/** Shortest RSA key taken: what NIST SP 800-131A allows for signatures. */
const leastBits = 2048;

/**
 * What a credential is before it is used: readable, RSA, key and certificate belonging together, issued to the CVR number it is to
 * serve, and valid now. Whether the register trusts its issuer only the register can say.
 */
export const checkCredential = (found: Found, cvr: string, now: number): Checked | CredentialProblem => {
  const certificates = readCertificates(found.certificatePem);
  const privateKey = readKey(found.privateKeyPem);
  if (certificates.length === 0 || privateKey === undefined) return 'credential_unreadable';
  if (privateKey.asymmetricKeyType !== 'rsa') return 'credential_not_rsa';
  if ((privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < leastBits) return 'credential_not_rsa';
  const certificate = certificates.find((one) => one.checkPrivateKey(privateKey));
  if (certificate === undefined) return 'credential_key_mismatch';
  const subject = subjectOf(certificate);
  // The register blurs the organisation of the ticket: with another's certificate it would blur another's staff, in silence.
  if (subject.cvr !== cvr) return 'credential_of_other_organisation';
  const notAfter = Date.parse(certificate.validTo);
  if (now < Date.parse(certificate.validFrom)) return 'credential_not_yet_valid';
  if (now >= notAfter) return 'credential_expired';
  return {
    credential: {
      cvr,
      organisationName: subject.organisation ?? cvr,
      certificatePem: certificate.toString(),
      privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
    notAfter,
    thumbprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
};

/**
 * The organisation of a certificate: OCES3 has `organizationIdentifier` `NTRDK-<CVR>`; OCES2 has `O=Name // CVR:<CVR>` and
 * `serialNumber=CVR:<CVR>-…`. More than one CVR number is none.
 */
const subjectOf = (
  certificate: X509Certificate,
): { cvr: string | undefined; organisation: string | undefined } => {
  const { subject } = certificate;
  const named = [
    ...subject.matchAll(/^organizationIdentifier=NTRDK-(\d{8})$/gm),
    ...subject.matchAll(/^serialNumber=CVR:(\d{8})-(?:FID|UID|RID):\S+$/gm),
    ...subject.matchAll(/^O=.* \/\/ CVR:(\d{8})$/gm),
  ].map(([, number]) => number);
  const organisation = /^O=(.+?)(?: \/\/ CVR:\d{8})?$/m.exec(subject)?.[1];
  return { cvr: new Set(named).size === 1 ? named[0] : undefined, organisation };
};

/** The parsers' messages may quote what they read, so a fault says nothing but that there is one. */
const readCertificates = (pem: string): X509Certificate[] => {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
};

const readKey = (pem: string) => {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
};
