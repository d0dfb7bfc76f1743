import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CompactEncrypt, exportJWK, generateKeyPair, importJWK } from 'jose';
import { readDecryptionKeys } from '../../server/launch/decryption-keys.ts';
import { decryptToken } from '../../server/launch/encryption.ts';

const folder = mkdtempSync(join(tmpdir(), 'sloering-keys-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

const keyFile = async (alg: string): Promise<{ file: string; secret: string }> => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const file = join(folder, `${alg}.json`);
  writeFileSync(file, JSON.stringify({ keys: [{ ...jwk, kid: alg, alg }] }));
  return { file, secret: String(jwk.d) };
};

for (const alg of ['ECDH-ES+A256KW', 'RSA-OAEP-256']) {
  test(`a token encrypted to the published ${alg} key is opened with the private one`, async () => {
    const { file } = await keyFile(alg);
    const { keys, published } = await readDecryptionKeys(file);
    const key = await importJWK(published.keys[0] ?? {}, alg);
    const token = await new CompactEncrypt(new TextEncoder().encode('a.b.c'))
      .setProtectedHeader({ alg, enc: 'A256GCM', cty: 'JWT', kid: alg })
      .encrypt(key);
    assert.deepEqual(await decryptToken(token, keys), { token: 'a.b.c' });
  });

  // Attack on ourselves: the address that publishes keys gives away the private one.
  test(`nothing private of a ${alg} key is published`, async () => {
    const { file, secret } = await keyFile(alg);
    const { published } = await readDecryptionKeys(file);
    assert.ok(!JSON.stringify(published).includes(secret));
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])
      assert.ok(!(member in (published.keys[0] ?? {})));
  });
}

test('without a file there is no key, and no key is published', async () => {
  assert.deepEqual(await readDecryptionKeys(undefined), { keys: [], published: { keys: [] } });
});

test('a public key in the file stops the server', async () => {
  const { publicKey } = await generateKeyPair('RSA-OAEP-256', { extractable: true });
  const file = join(folder, 'public.json');
  writeFileSync(
    file,
    JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RSA-OAEP-256' }] }),
  );
  await assert.rejects(readDecryptionKeys(file), TypeError);
});
