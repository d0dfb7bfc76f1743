import type { XmlElement } from 'libxml2-wasm';
import { base64InXml } from './base64.ts';
import { ALGORITHM, NS } from './names.ts';
import { must, refuse } from './rules.ts';
import { attribute, canonical, children, countBelow, is, named, rawText } from './xml.ts';

export type Hash = 'sha256' | 'sha512';

/** The one shape of signature we read: everything needed to verify it, and nothing that chooses how. */
export type Signature = {
  /** Canonical bytes that the signature value is over. */
  signedInfo: string;
  algorithm: string;
  hash: Hash;
  value: Buffer;
  digestHash: Hash;
  digest: Buffer;
};

const signatureHashes = new Map<string, Hash>([
  [ALGORITHM.rsaSha256, 'sha256'],
  [ALGORITHM.rsaSha512, 'sha512'],
]);
const digestHashes = new Map<string, Hash>([
  [ALGORITHM.sha256, 'sha256'],
  [ALGORITHM.sha512, 'sha512'],
]);
const digestLength = { sha256: 32, sha512: 64 } as const;

/** The hash of an allowed signature algorithm; undefined for any other, SHA-1 and MD5 among them. */
export const signatureHash = (algorithm: string): Hash | undefined => signatureHashes.get(algorithm);

/**
 * Contract 6.1, step 8: a signature that is a direct child of `owner`, with one SignedInfo, one Reference to the owner's ID, allowed
 * algorithms, exactly the transforms enveloped and exclusive c14n, and no Object.
 * @param alone no other signature anywhere inside `owner`
 * @throws Refusal
 */
export const readSignature = (owner: XmlElement, alone: boolean): Signature => {
  const [element, ...more] = named(owner, NS.ds, 'Signature');
  if (element === undefined) return refuse('signature_missing');
  must(more.length === 0, 'signature_shape');
  // By local name, whatever the namespace: a reader that ignores namespaces must find no other one either.
  must(!alone || countBelow(owner, 'Signature') === 1, 'signature_shape');

  const [signedInfo, value, keyInfo, ...rest] = children(element);
  must(signedInfo !== undefined && is(signedInfo, NS.ds, 'SignedInfo'), 'signature_shape');
  must(value !== undefined && is(value, NS.ds, 'SignatureValue'), 'signature_shape');
  // KeyInfo is not read: anyone can put a key there.
  must((keyInfo === undefined || is(keyInfo, NS.ds, 'KeyInfo')) && rest.length === 0, 'signature_shape');

  const [method, signatureMethod, reference, ...others] = children(signedInfo);
  must(method !== undefined && is(method, NS.ds, 'CanonicalizationMethod'), 'signature_shape');
  must(signatureMethod !== undefined && is(signatureMethod, NS.ds, 'SignatureMethod'), 'signature_shape');
  must(reference !== undefined && is(reference, NS.ds, 'Reference'), 'signature_shape');
  must(others.length === 0, 'signature_shape');
  must(algorithmOf(method) === ALGORITHM.exclusiveC14n, 'signature_algorithm');
  const algorithm = algorithmOf(signatureMethod);
  return {
    algorithm,
    hash: signatureHashes.get(algorithm) ?? refuse('signature_algorithm'),
    ...readReference(reference, owner),
    signedInfo: canonical(signedInfo),
    value: base64InXml(rawText(value), 'signature_shape'),
  };
};

const readReference = (
  reference: XmlElement,
  owner: XmlElement,
): Pick<Signature, 'digestHash' | 'digest'> => {
  const id = attribute(owner, 'ID');
  must(id !== undefined && /^[A-Za-z_][A-Za-z0-9._-]*$/.test(id), 'signature_shape');
  must(attribute(reference, 'URI') === `#${id}`, 'signature_shape');
  const [transforms, digestMethod, digestValue, ...extra] = children(reference);
  must(transforms !== undefined && is(transforms, NS.ds, 'Transforms'), 'signature_shape');
  must(digestMethod !== undefined && is(digestMethod, NS.ds, 'DigestMethod'), 'signature_shape');
  must(digestValue !== undefined && is(digestValue, NS.ds, 'DigestValue'), 'signature_shape');
  must(extra.length === 0, 'signature_shape');
  const steps = children(transforms);
  for (const step of steps) must(is(step, NS.ds, 'Transform'), 'signature_shape');
  const wanted = `${ALGORITHM.envelopedSignature} ${ALGORITHM.exclusiveC14n}`;
  must(steps.map(algorithmOf).join(' ') === wanted, 'signature_algorithm');
  const digestHash = digestHashes.get(algorithmOf(digestMethod)) ?? refuse('signature_algorithm');
  const digest = base64InXml(rawText(digestValue), 'signature_shape');
  must(digest.length === digestLength[digestHash], 'signature_shape');
  return { digestHash, digest };
};

/** The algorithm of an element that holds nothing; a parameter (a prefix list, an output length) would change what is signed. */
const algorithmOf = (element: XmlElement): string =>
  (rawText(element)?.trim() === '' ? attribute(element, 'Algorithm') : undefined) ??
  refuse('signature_algorithm');
