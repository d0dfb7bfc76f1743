import { readFile } from 'node:fs/promises';
import { exportJWK, importJWK, type JWK } from 'jose';
import { importDecryptionKeys, type DecryptionKey } from './encryption.ts';

/** Our keys for encrypted tokens: the private ones to open with, the public ones to publish. */
export type DecryptionKeys = { keys: DecryptionKey[]; published: { keys: JWK[] } };

const none: DecryptionKeys = { keys: [], published: { keys: [] } };

/**
 * Reads a private JWK set, `{ "keys": [...] }`; without a file, encrypted tokens are refused. Two keys overlap while they are rotated: the
 * first is the newest.
 * @throws where a key cannot be used; the server must not start with it.
 */
export const readDecryptionKeys = async (file: string | undefined): Promise<DecryptionKeys> => {
  if (file === undefined) return none;
  const { keys } = JSON.parse(await readFile(file, 'utf8')) as { keys: JWK[] };
  return {
    keys: await importDecryptionKeys(keys),
    published: { keys: await Promise.all(keys.map(publicPart)) },
  };
};

/** Names the public members one by one: what is not named here is never published. */
const publicPart = async ({ kty, crv, x, y, n, e, kid, alg }: JWK): Promise<JWK> => {
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined);
  const key = await importJWK({
    ...(Object.fromEntries(members) as JWK),
    ...(alg === undefined ? {} : { alg }),
  });
  return {
    ...(await exportJWK(key)),
    ...(kid === undefined ? {} : { kid }),
    ...(alg === undefined ? {} : { alg }),
    use: 'enc',
  };
};
