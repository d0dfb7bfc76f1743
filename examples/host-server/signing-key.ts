import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';

/** The record system's own ES256 key: made at the first start, kept in its data folder, its public half published. */
export type SigningKey = { key: CryptoKey; keyId: string; jwks: { keys: JWK[] } };

export const openSigningKey = async (folder: string): Promise<SigningKey> => {
  const jwk = await readOrMake(join(folder, 'signing-key.json'), folder);
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new Error('the signing key is not an ES256 key');
  const { kty, crv, x, y } = jwk;
  const published = { kty, crv, x, y } as JWK;
  const keyId = await calculateJwkThumbprint(published);
  return { key, keyId, jwks: { keys: [{ ...published, kid: keyId, alg: 'ES256', use: 'sig' }] } };
};

const readOrMake = async (file: string, folder: string): Promise<JWK> => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  } catch {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
    return jwk;
  }
};
