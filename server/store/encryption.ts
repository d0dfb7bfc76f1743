import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/** Random bytes; injected so that only the composition root reads randomness. */
export type Random = (bytes: number) => Buffer;

/** Where a value belongs. It is authenticated with the value, so a ciphertext moved elsewhere does not open. */
export type Place = { tenant: string; table: string; row: string };

/** Layout of a sealed value: key number (1 byte, for rotation), nonce (12), tag (16), ciphertext. */
const keyNumber = 1;
const nonceBytes = 12;
const tagBytes = 16;

const additional = ({ tenant, table, row }: Place): Buffer =>
  Buffer.from(JSON.stringify([tenant, table, row]));

/** AES-256-GCM with a fresh random nonce (NIST SP 800-38D 8.2.2: at most 2^32 values per key). */
export const seal = (key: KeyObject, place: Place, plain: Buffer | string, random: Random): Buffer => {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(additional(place));
  const sealed = Buffer.concat([
    cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain),
    cipher.final(),
  ]);
  return Buffer.concat([Buffer.of(keyNumber), nonce, cipher.getAuthTag(), sealed]);
};

/** Throws when the value was changed, moved, or sealed under another key. */
export const unseal = (key: KeyObject, place: Place, sealed: Buffer): Buffer => {
  const tagAt = 1 + nonceBytes;
  const bodyAt = tagAt + tagBytes;
  if (sealed[0] !== keyNumber || sealed.length < bodyAt)
    throw new Error('store: a sealed value has an unknown form');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, tagAt), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(additional(place));
  decipher.setAuthTag(sealed.subarray(tagAt, bodyAt));
  return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]);
};

/** A municipality's keys; imported once, because importing one costs as much as using it. */
export type TenantKeys = { data: KeyObject; index: KeyObject };

/** The index key is derived, so that it can be used for nothing but lookups and needs no storage of its own (RFC 5869). */
export const deriveKeys = (data: Buffer): TenantKeys => ({
  data: createSecretKey(data),
  index: createSecretKey(Buffer.from(hkdfSync('sha256', data, Buffer.alloc(0), 'citizen index', 32))),
});

/** CPR numbers can be enumerated, so a plain hash would hide nothing; the key is the protection. */
export const blindIndex = (keys: TenantKeys, value: string): string =>
  createHmac('sha256', keys.index).update(value).digest('base64url');
