import { compactDecrypt, importJWK, type CryptoKey, type JWK } from 'jose';
import { encryptionAlgorithms } from './algorithms.ts';
import { readJsonPart } from './encoding.ts';
import type { LaunchRefusalCode } from './refusal.ts';

/** One of our private decryption keys. Two overlap while keys are rotated. */
export type DecryptionKey = { kid: string; key: CryptoKey };

/** Largest token, encrypted or not, in bytes (a full one measured 2.8 kB). */
export const tokenLimit = 8192;

/**
 * Imports our decryption keys from private JWKs with `kid` and one of the profile's key algorithms in `alg`.
 * @throws TypeError where a key cannot be used; the server must not start with it.
 */
export const importDecryptionKeys = (jwks: readonly JWK[]): Promise<DecryptionKey[]> =>
  Promise.all(
    jwks.map(async (jwk) => {
      const key = await importJWK(jwk);
      if (!jwk.kid || key instanceof Uint8Array || key.type !== 'private') {
        throw new TypeError('a decryption key must be a private JWK with kid');
      }
      return { kid: jwk.kid, key };
    }),
  );

const isAllowed = (list: readonly string[], value: unknown): boolean =>
  typeof value === 'string' && list.includes(value);

/** Compression opens decompression bombs, PBES2 lets the sender choose our work, `crit` may change the meaning (8725bis). */
const forbidden = ['zip', 'p2c', 'p2s', 'crit', 'jwk', 'x5u', 'x5c', 'jku'];

const checkHeader = (header: Record<string, unknown> | undefined): LaunchRefusalCode | undefined => {
  if (!header || header['cty'] !== 'JWT' || forbidden.some((name) => Object.hasOwn(header, name)))
    return 'encryption_header';
  const known =
    isAllowed(encryptionAlgorithms.keys, header['alg']) &&
    isAllowed(encryptionAlgorithms.content, header['enc']);
  return known ? undefined : 'encryption_algorithm_not_allowed';
};

/** Opens an encrypted token (2.3 step 3): the signed token inside, or why not. jose validates the ephemeral key. */
export const decryptToken = async (
  token: string,
  keys: readonly DecryptionKey[],
): Promise<{ token: string } | { refused: LaunchRefusalCode }> => {
  if (keys.length === 0) return { refused: 'encryption_not_configured' };
  const header = readJsonPart(token.slice(0, token.indexOf('.')));
  const objection = checkHeader(header);
  if (objection) return { refused: objection };
  const own = keys.find(({ kid }) => kid === header?.['kid']);
  if (!own) return { refused: 'encryption_key_unknown' };
  try {
    const { plaintext } = await compactDecrypt(token, own.key, {
      keyManagementAlgorithms: [...encryptionAlgorithms.keys],
      contentEncryptionAlgorithms: [...encryptionAlgorithms.content],
    });
    return { token: Buffer.from(plaintext).toString('latin1') };
  } catch {
    return { refused: 'decryption_failed' };
  }
};
