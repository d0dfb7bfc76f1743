import { constants, createHash, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';

export type OaepHash = 'sha1' | 'sha256' | 'sha512';

const hashOf = (name: OaepHash, bytes: Buffer): Buffer => createHash(name).update(bytes).digest();

const mask = (name: OaepHash, seed: Buffer, length: number): Buffer => {
  const blocks: Buffer[] = [];
  for (let at = 0; Buffer.concat(blocks).length < length; at += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(at);
    blocks.push(hashOf(name, Buffer.concat([seed, counter])));
  }
  return Buffer.concat(blocks).subarray(0, length);
};

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)));

/**
 * RSA-OAEP (RFC 8017, 7.1.1) with digest and mask hash apart, which `publicEncrypt` cannot do.
 * @param label OAEPparams; normally empty
 */
export const oaep = (
  message: Buffer,
  certificatePem: string,
  { digest, mgf, label }: { digest: OaepHash; mgf: OaepHash; label: Buffer },
): Buffer => {
  const { publicKey } = new X509Certificate(certificatePem);
  const size = (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const labelHash = hashOf(digest, label);
  const padding = Buffer.alloc(size - message.length - 2 * labelHash.length - 2);
  const block = Buffer.concat([labelHash, padding, Buffer.from([1]), message]);
  const seed = randomBytes(labelHash.length);
  const maskedBlock = xor(block, mask(mgf, seed, block.length));
  const maskedSeed = xor(seed, mask(mgf, maskedBlock, seed.length));
  const encoded = Buffer.concat([Buffer.from([0]), maskedSeed, maskedBlock]);
  return publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, encoded);
};
