import { cvr as toCvr, instant, type ActorId, type Cvr, type Instant, type TenantId } from '../domain/ids.ts';
import type { CredentialProblem } from '../idsas/port.ts';
import type { Store } from '../store/store.ts';
import { checkCredential } from './check.ts';
import type { Credentials } from './credentials.ts';
import { readCredentialFile } from './read.ts';

/** Reasons of a pause that a good certificate takes away. */
const isAboutCertificate = (reason: string): boolean =>
  reason.startsWith('credential_') || reason === 'invalid_certificate';

/** `inUse`: whether calls are made with it; false where the operator's file for the same CVR number goes before it. */
export type Installed = { thumbprint: string; notAfter: Instant; inUse: boolean };
/** `remains`: calls are still made with the operator's file. */
export type Removed = { removed: boolean; remains: boolean };

type InstallDeps = { store: Store; now: () => Instant; credentials: Credentials };

/** What calls would be made with now: a file may go before what was just done, or the folder be away. */
const usedFor = async (cvr: Cvr, credentials: Credentials): Promise<string | undefined> => {
  const found = await credentials.find(cvr).catch(() => undefined);
  return found === undefined || typeof found === 'string' ? undefined : found.thumbprint;
};

/** Takes a certificate out of the database; from now on nothing is called with it. */
export const removeCredential = async (
  { store, now, credentials }: InstallDeps,
  scope: { tenant: TenantId; cvr: Cvr },
  by: ActorId,
): Promise<Removed> => {
  const removed = await store.credentials.remove(scope, now(), by);
  credentials.forget(scope.cvr);
  return { removed, remains: (await usedFor(scope.cvr, credentials)) !== undefined };
};

/**
 * Puts a certificate into the database once it has passed every check, and lets go on what was stopped for the old one.
 * @param bytes PKCS#12 or PEM, as it was handed out
 */
export const installCredential = async (
  { store, now, credentials }: InstallDeps,
  scope: { tenant: TenantId; cvr: Cvr },
  file: { bytes: Buffer; password: string | undefined },
  by: ActorId,
): Promise<Installed | CredentialProblem> => {
  const at = now();
  const found = readCredentialFile(file.bytes, file.password);
  if (found === undefined) return 'credential_unreadable';
  const checked = checkCredential(found, scope.cvr, at);
  if (typeof checked === 'string') return checked;
  const { thumbprint, credential } = checked;
  const notAfter = instant(checked.notAfter);
  const entry = { tenant: scope.tenant, cvr: toCvr(credential.cvr), thumbprint, notAfter, installedAt: at };
  await store.credentials.install(entry, credential, by);
  // Before anything goes on: the next call must not be made with the certificate that was just replaced.
  credentials.forget(scope.cvr);
  const inUse = (await usedFor(scope.cvr, credentials)) === thumbprint;
  const stopped = (await store.outbox.paused()).find(
    (one) => one.tenant === scope.tenant && one.cvr === scope.cvr,
  );
  if (inUse && stopped && isAboutCertificate(stopped.reason)) await store.outbox.resume(scope, now(), by);
  return { thumbprint, notAfter, inUse };
};
