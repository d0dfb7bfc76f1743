import { readFile } from 'node:fs/promises';
import type { XmlElement } from 'libxml2-wasm';
import { attribute, child, children, readMessage } from './elements.ts';
import { pemOf } from './keys.ts';
import { BINDING, NS } from './names.ts';
import { must, Refused } from './refused.ts';
import { verifyRoot } from './signature.ts';

export type ServiceProvider = {
  readonly entityId: string;
  readonly acs: readonly string[];
  readonly defaultAcs: string;
  readonly signing: readonly string[];
  readonly encryption: string;
  /** Where logout goes by binding; `response` is where an answer goes. */
  readonly logout: Readonly<Record<keyof typeof BINDING, { to: string; response: string } | undefined>>;
};

/**
 * Reads metadata that is signed by a key it names itself. In reality the registration tool looks at the certificate's owner; here nothing
 * vouches for it.
 * @throws Refused `metadata`
 */
const readServiceProvider = (xml: string): ServiceProvider => {
  try {
    const signed = verifyRoot(
      xml,
      readMessage(xml, (root) => certificates(descriptor(root), 'signing')),
    );
    return readMessage(signed, (root) => {
      const entityId = attribute(root, 'entityID');
      const provider = descriptor(root);
      const services = children(provider, NS.metadata, 'AssertionConsumerService').filter(
        (service) => attribute(service, 'Binding') === BINDING.post,
      );
      const chosen = services.find((service) => attribute(service, 'isDefault') === 'true') ?? services[0];
      const defaultAcs = attribute(chosen, 'Location');
      const [encryption] = certificates(provider, 'encryption');
      must(entityId !== undefined && defaultAcs !== undefined && encryption !== undefined, 'metadata');
      return {
        entityId,
        acs: services.flatMap((service) => attribute(service, 'Location') ?? []),
        defaultAcs,
        signing: certificates(provider, 'signing'),
        encryption,
        logout: {
          redirect: logoutOf(provider, BINDING.redirect),
          post: logoutOf(provider, BINDING.post),
        },
      };
    });
  } catch (error) {
    if (error instanceof Refused) throw new Refused('metadata');
    throw error;
  }
};

const descriptor = (root: XmlElement): XmlElement => {
  must(root.namespaceUri === NS.metadata && root.name === 'EntityDescriptor', 'metadata');
  const found = child(root, NS.metadata, 'SPSSODescriptor');
  must(found !== undefined, 'metadata');
  return found;
};

const certificates = (provider: XmlElement, use: string): string[] =>
  children(provider, NS.metadata, 'KeyDescriptor')
    .filter((key) => (attribute(key, 'use') ?? use) === use)
    .flatMap((key) => child(key, NS.ds, 'KeyInfo') ?? [])
    .flatMap((info) => children(info, NS.ds, 'X509Data'))
    .flatMap((data) => children(data, NS.ds, 'X509Certificate'))
    .map((certificate) => pemOf(certificate.content));

const logoutOf = (provider: XmlElement, binding: string) => {
  const service = children(provider, NS.metadata, 'SingleLogoutService').find(
    (element) => attribute(element, 'Binding') === binding,
  );
  const to = attribute(service, 'Location');
  return to === undefined ? undefined : { to, response: attribute(service, 'ResponseLocation') ?? to };
};

export type Registry = {
  /**
   * @param again read the metadata anew, because what was known did not fit
   * @throws Refused `issuer` when no registered system has that entityID, `metadata` when none could be read
   */
  find(entityId: string, again?: boolean): Promise<ServiceProvider>;
};

/** @param sources addresses or files of metadata; read when first needed, for the systems may be started after this program */
export const openRegistry = (sources: readonly string[]): Registry => {
  const known = new Map<string, ServiceProvider>();
  const refresh = async (): Promise<boolean> => {
    const read = await Promise.allSettled(
      sources.map(async (source) => readServiceProvider(await load(source))),
    );
    for (const result of read)
      if (result.status === 'fulfilled') known.set(result.value.entityId, result.value);
    return read.every(({ status }) => status === 'fulfilled');
  };
  return {
    find: async (entityId, again = false) => {
      const whole = again || !known.has(entityId) ? await refresh() : true;
      const found = known.get(entityId);
      if (found) return found;
      throw new Refused(whole ? 'issuer' : 'metadata');
    },
  };
};

const load = async (source: string): Promise<string> => {
  if (!/^https?:/.test(source)) return readFile(source, 'utf8');
  const response = await fetch(source, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Refused('metadata');
  return response.text();
};
