import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { SamlDoor } from './api/context.ts';
import { SamlFile } from './config-saml.ts';
import { cvr, instant, tenantId, type Instant } from './domain/ids.ts';
import { roles } from './domain/permission.ts';
import type { Log } from './log.ts';
import type { SamlSettings } from './saml/port.ts';
import { watchIdentityProvider } from './saml/provider.ts';
import { roleAddress, roleNames } from './saml/roles.ts';
import { createServiceProvider } from './saml/service-provider.ts';
import type { Store } from './store/store.ts';

/** Longest wait for the identity provider's metadata, and its largest size: it is read beside the work, never while a person waits. */
const fetchTimeoutMs = 10_000;
const metadataLimit = 1_048_576;
/** After a reading that failed. */
const retryMs = 60_000;

/** The file's settings with keys and certificates read from beside it. @throws with every fault when they do not fit */
const readSamlFile = async (
  file: string,
  origin: string,
): Promise<{ settings: SamlSettings; given: SamlFile; loadMetadata: () => Promise<string> }> => {
  const parsed = SamlFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.')}: ${message}`,
    );
    throw new Error(`SLOERING_SAML_FILE: ${faults.join('; ')}`);
  }
  const given = parsed.data;
  const beside = (name: string): string => resolve(dirname(file), name);
  const pem = (text: string): Promise<string> =>
    text.startsWith('-----') ? Promise.resolve(text) : readFile(beside(text), 'utf8');
  const pair = async ({ certificate, key }: SamlFile['signing']) => ({
    certificatePem: await pem(certificate),
    privateKeyPem: await pem(key),
  });
  const { metadata } = given.provider;
  const { entityId, roleBase, unitConstraint, roleLevels, clockSkewSeconds } = given;
  const { allowCbc, acceptNistLevels, serviceName, organisation, contacts, requireEncryption } = given;
  if (!requireEncryption && origin.startsWith('https:'))
    throw new Error('SLOERING_SAML_FILE: requireEncryption may be off in a demo on this machine only');
  return {
    given,
    settings: {
      ...{ entityId, origin, roleBase, unitConstraint, roleLevels, clockSkewSeconds, requireEncryption },
      ...{ allowCbc, acceptNistLevels, serviceName, organisation, contacts },
      signing: await pair(given.signing),
      decryption: await Promise.all((given.decryption ?? [given.signing]).map(pair)),
    },
    loadMetadata: () =>
      /^https?:/.test(metadata) ? fetchMetadata(metadata) : readFile(beside(metadata), 'utf8'),
  };
};

const fetchMetadata = async (address: string): Promise<string> => {
  // An answer from elsewhere would decide whose signature logs people in.
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(fetchTimeoutMs) });
  if (!response.ok) throw new Error(`metadata: ${response.status}`);
  const text = await response.text();
  if (text.length > metadataLimit) throw new Error('metadata: too large');
  return text;
};

export type LoginSetup = {
  door: SamlDoor;
  /** Reads the provider's metadata again when it is time; what was good stays when it cannot be read. */
  keepCurrent: () => Promise<void>;
};

/** Opens the login door of one server: reads the file, the provider's metadata, and makes the national body known. */
export const setUpLogin = async ({
  file,
  origin,
  store,
  now,
  log,
  random,
}: LoginSetupDependencies): Promise<LoginSetup> => {
  const { settings, given, loadMetadata } = await readSamlFile(file, origin);
  const { nationalBody: body, provider } = given;
  if (body)
    await store.registry.registerNationalBody(
      { id: tenantId(body.id), name: body.name, cvr: cvr(body.cvr) },
      now(),
    );
  const watch = watchIdentityProvider({
    load: loadMetadata,
    entityId: provider.entityId,
    onReload: (outcome) => log('identity_provider', outcome),
  });
  let nextAt = now();
  const read = async (): Promise<void> => {
    const { outcome } = await watch.reload();
    nextAt = instant(now() + (outcome === 'loaded' ? provider.reloadMinutes * 60_000 : retryMs));
  };
  await read();
  return {
    keepCurrent: () => (now() < nextAt ? Promise.resolve() : read()),
    door: {
      provider: createServiceProvider({ settings, provider: watch.current, randomBytes: random }),
      issuer: () => provider.entityId,
      entityId: settings.entityId,
      roles: roles.map((role) => ({
        ...{ role, name: roleNames[role], uri: roleAddress(role, settings.roleBase) },
        level: settings.roleLevels[role],
      })),
    },
  };
};

type LoginSetupDependencies = {
  file: string;
  origin: string;
  store: Store;
  now: () => Instant;
  log: Log;
  random: (count: number) => Uint8Array;
};
