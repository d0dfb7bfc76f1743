import { importJWK, type CryptoKey } from 'jose';
import { algorithmOfKey, minimumRsaBits } from './algorithms.ts';

/** One registered key, imported once. `key` is undefined where it must not be used. */
type ImportedKey = { kid: string; algorithm: string | undefined; key: CryptoKey | undefined };

/** The imported keys of one issuer. */
export type KeySet = readonly ImportedKey[];

export type KeyQuestion = { kid: string; algorithm: string };
export type KeyAnswer = { key: CryptoKey } | { refused: 'key_unknown' | 'key_unusable' };

const isForVerifying = (jwk: Record<string, unknown>): boolean =>
  (jwk['use'] === undefined || jwk['use'] === 'sig') &&
  (jwk['key_ops'] === undefined || (Array.isArray(jwk['key_ops']) && jwk['key_ops'].includes('verify')));

const isLongEnough = (key: CryptoKey): boolean =>
  !('modulusLength' in key.algorithm) || Number(key.algorithm.modulusLength) >= minimumRsaBits;

const importKey = async (
  jwk: Record<string, unknown>,
  allowed: readonly string[],
): Promise<CryptoKey | undefined> => {
  const algorithm = isForVerifying(jwk) ? algorithmOfKey(jwk, allowed) : undefined;
  if (!algorithm) return undefined;
  try {
    const key = await importJWK(jwk, algorithm);
    // A private key that has been published can be used by anyone.
    return !(key instanceof Uint8Array) && key.type === 'public' && isLongEnough(key) ? key : undefined;
  } catch {
    return undefined;
  }
};

/** Imports a key set for an issuer's algorithms. Keys without `kid` cannot be named by a token and are left out. */
export const importKeySet = (
  jwks: readonly Record<string, unknown>[],
  allowed: readonly string[],
): Promise<KeySet> =>
  Promise.all(
    jwks
      .map((jwk) => ({ jwk, kid: jwk['kid'] }))
      .filter((one): one is { jwk: Record<string, unknown>; kid: string } => typeof one.kid === 'string')
      .map(async ({ jwk, kid }) => ({
        kid,
        algorithm: algorithmOfKey(jwk, allowed),
        key: await importKey(jwk, allowed),
      })),
  );

/** Exactly one key may carry the name, and it must be for the token's algorithm. */
export const selectKey = (keys: KeySet, { kid, algorithm }: KeyQuestion): KeyAnswer => {
  const [found, ...others] = keys.filter((one) => one.kid === kid);
  if (!found) return { refused: 'key_unknown' };
  return others.length === 0 && found.key && found.algorithm === algorithm
    ? { key: found.key }
    : { refused: 'key_unusable' };
};
