import type { XmlElement } from 'libxml2-wasm';
import { base64InXml } from './base64.ts';
import { ALGORITHM, NS } from './names.ts';
import { must, refuse } from './rules.ts';
import { attribute, children, countBelow, named, only, rawText } from './xml.ts';

/** What an EncryptedAssertion says, as values: what decrypts never sees the sender's XML. */
export type EncryptedPart = {
  content: { algorithm: string; bytes: Buffer };
  key: { algorithm: string; digest: string; mask: string; label: Buffer; bytes: Buffer };
};

/**
 * Reads one EncryptedData with one EncryptedKey, which is inside its KeyInfo or beside it. What KeyInfo says about certificates is not
 * read: we try our own keys.
 * @throws Refusal
 */
export const encryptedPart = (assertion: XmlElement): EncryptedPart => {
  const data = only(assertion, NS.xenc, 'EncryptedData') ?? refuse('encryption_shape');
  const keyInfo = only(data, NS.ds, 'KeyInfo');
  const inside = keyInfo === undefined ? [] : named(keyInfo, NS.xenc, 'EncryptedKey');
  const [key] = [...inside, ...named(assertion, NS.xenc, 'EncryptedKey')];
  must(key !== undefined, 'encryption_shape');
  must(countBelow(assertion, 'EncryptedKey') === 1, 'encryption_shape');
  const method = only(key, NS.xenc, 'EncryptionMethod') ?? refuse('encryption_shape');
  return {
    content: {
      algorithm: algorithmOf(only(data, NS.xenc, 'EncryptionMethod')),
      bytes: cipherBytes(data),
    },
    key: {
      algorithm: algorithmOf(method),
      // XML-Enc 1.1, 5.5.2: both default to SHA-1.
      digest: optional(method, 'DigestMethod') ?? ALGORITHM.sha1,
      mask: optional(method, 'MGF') ?? `${NS.xenc11}mgf1sha1`,
      label: label(method),
      bytes: cipherBytes(key),
    },
  };
};

const algorithmOf = (element: XmlElement | undefined): string =>
  (element && attribute(element, 'Algorithm')) ?? refuse('encryption_shape');

/** By local name: .NET's EncryptedXml writes DigestMethod in a namespace of its own choice. The value is one of a list all the same. */
const optional = (method: XmlElement, name: string): string | undefined => {
  const [found, ...more] = children(method).filter((child) => child.name === name);
  must(more.length === 0, 'encryption_shape');
  return found && algorithmOf(found);
};

const label = (method: XmlElement): Buffer => {
  const found = named(method, NS.xenc, 'OAEPparams');
  if (found.length === 0) return Buffer.alloc(0);
  return base64InXml(rawText(only(method, NS.xenc, 'OAEPparams')), 'encryption_shape');
};

const cipherBytes = (owner: XmlElement): Buffer => {
  const data = only(owner, NS.xenc, 'CipherData') ?? refuse('encryption_shape');
  // CipherReference would make us fetch something.
  return base64InXml(rawText(only(data, NS.xenc, 'CipherValue')), 'encryption_shape');
};
