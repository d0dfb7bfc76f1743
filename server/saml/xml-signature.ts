import { createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { must } from './rules.ts';
import { readSignature } from './signature-shape.ts';
import { canonical, named, withXml } from './xml.ts';
import { NS } from './names.ts';

/** What was signed, in canonical form and without its signature. Nothing else of the message may be read. */
export type Verified = { xml: string; algorithm: string };

/**
 * Verifies the enveloped signature of `owner` against the configured certificates; what the message says about keys is ignored.
 * @param alone no other signature anywhere inside `owner`
 * @throws Refusal
 */
export const verifyEnveloped = (
  owner: XmlElement,
  certificates: readonly string[],
  alone = true,
): Verified => {
  const signature = readSignature(owner, alone);
  const { hash, value, digestHash, digest, algorithm } = signature;
  const signedInfo = Buffer.from(signature.signedInfo, 'utf8');
  must(verifies(hash, signedInfo, value, certificates), 'signature');

  // On a copy, so that the caller's document stays as it came.
  const xml = withXml(canonical(owner), (copy) => {
    for (const inside of named(copy, NS.ds, 'Signature')) inside.remove();
    return canonical(copy);
  });
  must(timingSafeEqual(createHash(digestHash).update(xml, 'utf8').digest(), digest), 'signature');
  return { xml, algorithm };
};

/** Whether one of the certificates' RSA keys made the signature (RSASSA-PKCS1-v1_5). */
export const verifies = (
  hash: 'sha256' | 'sha512',
  bytes: Buffer,
  value: Buffer,
  certificates: readonly string[],
): boolean =>
  certificates.some((pem) => {
    const { publicKey } = new X509Certificate(pem);
    return publicKey.asymmetricKeyType === 'rsa' && verify(hash, bytes, publicKey, value);
  });
