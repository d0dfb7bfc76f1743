import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import type { Credential, CredentialProblem } from './idsas/client.ts';

/** How long a file's content is believed before it is looked at again: a replaced certificate works without a restart. */
const believedMs = 60_000;

/**
 * The certificate and key of each CVR number, from `<folder>/<cvr>.pem`. A missing or unreadable file is no credential, which
 * stops that CVR's deliveries and nobody else's (product section 6).
 */
export const credentialsFrom = (
  folder: string,
  now: () => number,
): ((cvr: string) => Promise<Credential | CredentialProblem>) => {
  const known = new Map<string, { at: number; credential: Promise<Credential | CredentialProblem> }>();
  return (cvr) => {
    const found = known.get(cvr);
    if (found && now() - found.at < believedMs) return found.credential;
    const credential = readFile(join(folder, `${cvr}.pem`), 'utf8').then(
      (pem) => parseCredential(cvr, pem),
      () => 'credential_missing' as const,
    );
    known.set(cvr, { at: now(), credential });
    return credential;
  };
};

const block = (pem: string, kind: string): string | undefined =>
  new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----`).exec(pem)?.[0];

const parseCredential = (cvr: string, pem: string): Credential | CredentialProblem => {
  const certificatePem = block(pem, 'CERTIFICATE');
  const privateKeyPem = block(pem, '(?:RSA )?PRIVATE KEY');
  if (certificatePem === undefined || privateKeyPem === undefined) return 'credential_unreadable';
  return { cvr, organisationName: organisationOf(certificatePem) ?? cvr, certificatePem, privateKeyPem };
};

const organisationOf = (certificatePem: string): string | undefined => {
  try {
    return /^O=(.+)$/m.exec(new X509Certificate(certificatePem).subject)?.[1];
  } catch {
    return undefined;
  }
};
