import { constants, createHmac, createPrivateKey, sign, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A private test key as JWK with `kid`. Committed on purpose: it opens nothing outside these tests. */
export type TestKey = JsonWebKey & { kid: string };
export type TestKeyName =
  'es256' | 'es256b' | 'es384' | 'rsa' | 'rsaPss' | 'rsa1024' | 'ed25519' | 'encEc' | 'encRsa';

/** The keys of the tests, made once by `make-keys.ts`. */
export const testKeys = JSON.parse(
  readFileSync(new URL('test-keys.json', import.meta.url), 'utf8'),
) as Record<TestKeyName, TestKey>;

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

/** The public half as JWK. */
export const publicHalf = (name: TestKeyName): Record<string, unknown> =>
  Object.fromEntries(Object.entries(testKeys[name]).filter(([member]) => !privateMembers.includes(member)));

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const hashes: Record<string, string | null> = { '256': 'sha256', '384': 'sha384', '519': null };

const signatureOf = (data: string, alg: string, name: TestKeyName): Buffer => {
  const key = createPrivateKey({ key: testKeys[name], format: 'jwk' });
  const hash = hashes[alg.slice(-3)] ?? null;
  if (alg.startsWith('PS'))
    return sign(hash, Buffer.from(data), {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    });
  return sign(hash, Buffer.from(data), alg.startsWith('ES') ? { key, dsaEncoding: 'ieee-p1363' } : key);
};

/** Signs exactly what is given: header and payload may be any text, so that tokens no library would make can be made. */
export const forge = (
  header: unknown,
  payload: unknown,
  alg = 'ES256',
  key: TestKeyName = 'es256',
): string => {
  const data = `${encode(header)}.${encode(payload)}`;
  return `${data}.${signatureOf(data, alg, key).toString('base64url')}`;
};

/** Signs with a shared secret, as an attacker does who knows only the public key. */
export const forgeHmac = (header: unknown, payload: unknown, secret: string): string => {
  const data = `${encode(header)}.${encode(payload)}`;
  return `${data}.${createHmac('sha256', secret).update(data).digest('base64url')}`;
};
