import type { ActorId, Cvr, Instant, TenantId } from '../domain/ids.ts';

/** A certificate and key as PEM, the key in the clear only here and in memory. */
export type StoredCredential = { certificatePem: string; privateKeyPem: string };

/** What may be shown of a stored credential. */
export type CredentialEntry = {
  tenant: TenantId;
  cvr: Cvr;
  /** SHA-256 of the DER certificate, lower-case hex. */
  thumbprint: string;
  notAfter: Instant;
  installedAt: Instant;
};

/** Certificates and keys kept in the database, sealed under their municipality's own key. */
export type CredentialStore = {
  /** `unreadable` when what is kept does not open: changed, moved, or sealed under another key. */
  find(cvr: Cvr): Promise<StoredCredential | 'unreadable' | undefined>;
  /** Puts or replaces the credential of a CVR number. Audited with thumbprint and end. @throws for a CVR number the municipality has not */
  install(entry: CredentialEntry, credential: StoredCredential, by: ActorId | null): Promise<void>;
  /** False when there was none. Audited. */
  /** When each certificate of a municipality that is kept here was put in place. */
  installedAt(tenant: TenantId): Promise<Map<Cvr, Instant>>;
  remove(scope: { tenant: TenantId; cvr: Cvr }, now: Instant, by: ActorId | null): Promise<boolean>;
};
