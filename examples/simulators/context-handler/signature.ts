import { createPublicKey, X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { canonical } from '../national/xml.ts';
import { attribute, child, readMessage } from './elements.ts';
import type { Key } from './keys.ts';
import { C14N, DIGEST, ENVELOPED, NS, SIGNATURE } from './names.ts';
import { must, Refused } from './refused.ts';

export type Hash = keyof typeof SIGNATURE;

/** Signs the root, enveloped, with exclusive canonicalisation. The signature stands after `Issuer`, or first where there is none. */
export const signRoot = (xml: string, key: Key, hash: Hash = 'sha256'): string => {
  const signature = new SignedXml({
    privateKey: key.privateKeyPem,
    publicCert: key.certificatePem,
    signatureAlgorithm: SIGNATURE[hash],
    canonicalizationAlgorithm: C14N,
  });
  signature.addReference({ xpath: '/*', transforms: [ENVELOPED, C14N], digestAlgorithm: DIGEST[hash] });
  const issuer = readMessage(xml, (root) => child(root, NS.assertion, 'Issuer') !== undefined);
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: issuer
      ? { reference: "/*/*[local-name()='Issuer']", action: 'after' }
      : { reference: '/*', action: 'prepend' },
  });
  return signature.getSignedXml();
};

/**
 * What was signed of a document whose root carries one enveloped signature by one of the certificates.
 * @throws Refused
 */
export const verifyRoot = (xml: string, certificates: readonly string[]): string => {
  const { id, signature } = readMessage(xml, (root) => {
    const found = child(root, NS.ds, 'Signature');
    return { id: attribute(root, 'ID'), signature: found && canonical(found) };
  });
  must(signature !== undefined && id !== undefined, 'unsigned');
  for (const certificate of certificates) {
    const signed = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
    load(signed, signature);
    const method = signed.signatureAlgorithm;
    must(method === SIGNATURE.sha256 || method === SIGNATURE.sha512, 'algorithm');
    const [content, ...others] = verified(signed, xml);
    if (content === undefined || others.length > 0) continue;
    if (readMessage(content, (root) => attribute(root, 'ID')) === id) return content;
  }
  must(false, 'signature');
};

const load = (signed: SignedXml, signature: string): void => {
  try {
    signed.loadSignature(signature);
  } catch {
    // Something of the signature is missing.
    throw new Refused('signature');
  }
};

const verified = (signed: SignedXml, xml: string): string[] => {
  try {
    return signed.checkSignature(xml) ? signed.getSignedReferences() : [];
  } catch {
    // The library throws for some bad signatures and answers false for others.
    return [];
  }
};

export const publicKeyOf = (certificatePem: string) =>
  createPublicKey(new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'pem' }));
