import { verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { attribute, child, readMessage } from './elements.ts';
import { NS, SIGNATURE } from './names.ts';
import { must, Refused } from './refused.ts';
import type { Registry, ServiceProvider } from './service-provider.ts';
import { publicKeyOf, verifyRoot } from './signature.ts';

export type Received = {
  /** Local name of the root, such as `AuthnRequest`. */
  readonly kind: string;
  readonly id: string;
  /** Only what was signed. */
  readonly xml: string;
  readonly relayState: string | undefined;
  readonly from: ServiceProvider;
};

/** Ten minutes either way. */
const TOLERANCE_MS = 600_000;
const MAX_INFLATED = 256 * 1024;

/**
 * Reads and verifies a message of the redirect binding (a raw query string) or the POST binding (a form).
 * @param own the address it came to, which `Destination` must repeat
 * @throws Refused
 */
export const receive = async (
  raw: string,
  binding: 'redirect' | 'post',
  own: string,
  registry: Registry,
  now: number,
): Promise<Received> => {
  const parts = partsOf(raw);
  const name = ['SAMLRequest', 'SAMLResponse'].filter((key) => parts.has(key));
  must(name.length === 1 && name[0] !== undefined, 'form');
  const encoded = decode(parts.get(name[0]) ?? '');
  const xml = binding === 'redirect' ? inflate(encoded) : Buffer.from(encoded, 'base64').toString('utf8');
  const issuer = readMessage(xml, (root) => child(root, NS.assertion, 'Issuer')?.content.trim());
  must(issuer !== undefined && issuer !== '', 'issuer');

  const check = (from: ServiceProvider): string =>
    binding === 'redirect' ? verifyQuery(parts, name[0] ?? '', xml, from) : verifyRoot(xml, from.signing);
  let from = await registry.find(issuer);
  let signed: string;
  try {
    signed = check(from);
  } catch (error) {
    if (!(error instanceof Refused) || error.rule !== 'signature') throw error;
    // The system may have changed its keys since its metadata was read.
    from = await registry.find(issuer, true);
    signed = check(from);
  }
  const relay = parts.get('RelayState');
  return readMessage(signed, (root) => {
    const id = attribute(root, 'ID');
    must(root.namespaceUri === NS.protocol, 'xml');
    must(attribute(root, 'Version') === '2.0' && id !== undefined && id !== '', 'version');
    must(attribute(root, 'Destination') === own, 'destination');
    const issued = Date.parse(attribute(root, 'IssueInstant') ?? '');
    must(Math.abs(now - issued) <= TOLERANCE_MS, 'time');
    const end = attribute(root, 'NotOnOrAfter');
    must(end === undefined || now < Date.parse(end), 'time');
    return {
      kind: root.name,
      id,
      xml: signed,
      relayState: relay === undefined ? undefined : decode(relay),
      from,
    };
  });
};

/** Parts of the query still escaped, as they were signed. @throws Refused when one stands twice: which of them was signed? */
const partsOf = (raw: string): Map<string, string> => {
  const parts = new Map<string, string>();
  for (const pair of raw.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=');
    must(!parts.has(name), 'form');
    parts.set(name, value.join('='));
  }
  return parts;
};

const decode = (value: string): string => {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw new Refused('form');
  }
};

const inflate = (base64: string): string => {
  try {
    return inflateRawSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_INFLATED }).toString('utf8');
  } catch {
    throw new Refused('form');
  }
};

/** The signature covers the escaped text as sent (SAML bindings 3.4.4.1), so nothing is escaped anew. */
const verifyQuery = (
  parts: ReadonlyMap<string, string>,
  name: string,
  xml: string,
  from: ServiceProvider,
): string => {
  const [algorithm, signature] = [parts.get('SigAlg'), parts.get('Signature')];
  must(algorithm !== undefined && signature !== undefined, 'unsigned');
  const hash = (['sha256', 'sha512'] as const).find((one) => SIGNATURE[one] === decode(algorithm));
  must(hash !== undefined, 'algorithm');
  const signed = [name, 'RelayState', 'SigAlg']
    .filter((part) => parts.has(part))
    .map((part) => `${part}=${parts.get(part)}`)
    .join('&');
  const value = Buffer.from(decode(signature), 'base64');
  must(
    from.signing.some((pem) => verify(hash, Buffer.from(signed), publicKeyOf(pem), value)),
    'signature',
  );
  return xml;
};
