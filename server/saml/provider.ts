import { X509Certificate } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { base64InXml } from './base64.ts';
import { BINDING, NS } from './names.ts';
import type { IdentityProvider } from './port.ts';
import { must, Refusal, refuse } from './rules.ts';
import { attribute, is, named, only, rawText, withXml } from './xml.ts';

/** Why metadata is not used. `unreadable`: not XML as we accept it; `unloadable`: it could not be fetched. */
export type ProviderFault =
  'unloadable' | 'unreadable' | 'other_entity' | 'role_missing' | 'endpoint_missing' | 'certificate';

const MAX_BYTES = 1024 * 1024;
const smallestKeyBits = 2048;

/** Reads the Context Handler's metadata (contract 2.1). `expectedEntityId` is compared exactly. */
export const readIdentityProvider = (
  xml: string,
  expectedEntityId: string,
): IdentityProvider | { fault: ProviderFault } => {
  try {
    return withXml(xml, (root) => read(root, expectedEntityId), MAX_BYTES);
  } catch (error) {
    if (error instanceof Refusal) return { fault: 'unreadable' };
    throw error;
  }
};

const read = (root: XmlElement, expected: string): IdentityProvider | { fault: ProviderFault } => {
  must(is(root, NS.metadata, 'EntityDescriptor'), 'message_type');
  const entityId = attribute(root, 'entityID');
  if (entityId !== expected) return { fault: 'other_entity' };
  const role = only(root, NS.metadata, 'IDPSSODescriptor');
  if (role === undefined) return { fault: 'role_missing' };
  const sso = endpoint(role, 'SingleSignOnService');
  const slo = endpoint(role, 'SingleLogoutService');
  if (sso === undefined || slo === undefined) return { fault: 'endpoint_missing' };
  const certificates = signingCertificates(role);
  if (certificates === undefined) return { fault: 'certificate' };
  return {
    entityId,
    ssoRedirect: sso.location,
    sloRedirect: slo.location,
    sloResponse: slo.responseLocation,
    certificates,
  };
};

const endpoint = (role: XmlElement, name: string) => {
  const service = named(role, NS.metadata, name).find(
    (one) => attribute(one, 'Binding') === BINDING.redirect,
  );
  const location = service && attribute(service, 'Location');
  if (service === undefined || location === undefined) return undefined;
  const responseLocation = attribute(service, 'ResponseLocation') ?? location;
  return isUsable(location) && isUsable(responseLocation) ? { location, responseLocation } : undefined;
};

/** People are sent there: https, or this machine where a demo or test runs. */
const isUsable = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && local);
};

/** Every certificate that may sign (a KeyDescriptor without `use` counts), PEM; undefined when there is none or one is unfit. */
const signingCertificates = (role: XmlElement): string[] | undefined => {
  const found = new Set<string>();
  try {
    for (const key of named(role, NS.metadata, 'KeyDescriptor')) {
      if ((attribute(key, 'use') ?? 'signing') !== 'signing') continue;
      const info = only(key, NS.ds, 'KeyInfo') ?? refuse('encoding');
      // The first is the signer's own; a chain may follow, and a certification authority signs no logins (SAML metadata IOP 2.5.1).
      for (const data of named(info, NS.ds, 'X509Data'))
        found.add(toPem(base64InXml(rawText(named(data, NS.ds, 'X509Certificate')[0]), 'encoding')));
    }
  } catch {
    return undefined;
  }
  return found.size === 0 ? undefined : [...found];
};

const toPem = (der: Buffer): string => {
  const { publicKey, raw } = new X509Certificate(der);
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  must(publicKey.asymmetricKeyType === 'rsa' && bits >= smallestKeyBits, 'encoding');
  const lines = raw.toString('base64').match(/.{1,64}/g) ?? refuse('encoding');
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};

export type ReloadOutcome = { outcome: 'loaded' | 'kept'; code: ProviderFault | 'ok'; certificates: number };

export type ProviderWatch = {
  /** The last good metadata. @throws Error while there has been none */
  current: () => IdentityProvider;
  reload: () => Promise<ReloadOutcome>;
};

/**
 * Keeps the last good metadata: what cannot be fetched, read or is another's changes nothing, so that neither an outage nor a mix-up of
 * environments ends logins that work.
 */
export const watchIdentityProvider = ({
  load,
  entityId,
  onReload,
}: {
  load: () => Promise<string>;
  entityId: string;
  onReload: (outcome: ReloadOutcome) => void;
}): ProviderWatch => {
  let good: IdentityProvider | undefined;
  const attempt = async (): Promise<ReloadOutcome> => {
    const xml = await Promise.resolve()
      .then(load)
      .catch(() => undefined);
    const read = xml === undefined ? { fault: 'unloadable' as const } : readIdentityProvider(xml, entityId);
    if ('fault' in read)
      return { outcome: 'kept', code: read.fault, certificates: good?.certificates.length ?? 0 };
    good = read;
    return { outcome: 'loaded', code: 'ok', certificates: read.certificates.length };
  };
  return {
    current: () => {
      if (good === undefined) throw new Error('the identity provider is unknown');
      return good;
    },
    reload: async () => {
      const outcome = await attempt();
      onReload(outcome);
      return outcome;
    },
  };
};
