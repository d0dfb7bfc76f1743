import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { instant } from '../../server/domain/ids.ts';
import { verifyContextToken } from '../../server/launch/context-token.ts';
import { launchRefusals } from '../../server/launch/refusal.ts';
import type { Vector } from './cases.ts';
import { createWorld, goodClaims, issuers } from './world.ts';

const folder = new URL('vectors/', import.meta.url);
const vectors = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    name: file.slice(0, -5),
    ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Vector),
  }));

/** What must never stand in a refusal: pieces of the token, the citizen, the names. */
const secretsOf = (token: string): string[] => [
  ...token.split('.').filter((part) => part.length > 8),
  ...['2512489996', '2512484916', '0101010AA1', '0101011AA1'],
  ...[goodClaims.name, goodClaims.user_name, goodClaims.sub, goodClaims.jti],
];

suite('context token vectors', () => {
  for (const { name, what, token, expected, verifications, mode, origin, now } of vectors) {
    test(`${name}: ${what}`, async () => {
      const world = createWorld();
      const at = instant(Date.parse(now));
      const verdict = await verifyContextToken(world.deps, token, { mode, origin, now: at });
      assert.equal(verdict.ok ? 'accepted' : verdict.code, expected);
      assert.equal(world.verifications(), verifications, 'number of signatures verified');
      if (verdict.ok || expected === 'accepted') return;
      assert.equal(verdict.publicCode, launchRefusals[expected]);
      assert.equal(verdict.signed, verifications === 1 && expected !== 'signature_invalid');
      assert.ok(verdict.issuer === undefined || issuers.has(verdict.issuer));
      const said = JSON.stringify(verdict);
      for (const secret of secretsOf(token))
        assert.ok(!said.includes(secret), 'a refusal tells nothing of the token');
    });
  }

  test('there are at least sixty vectors, and their names say what is expected', () => {
    assert.ok(vectors.length >= 60);
    for (const { name, expected } of vectors)
      assert.equal(name.startsWith('accepted.'), expected === 'accepted', name);
  });

  test('every refusal code is reached by a vector or by the test named here', () => {
    const elsewhere: Record<string, string> = {
      encryption_not_configured: 'context-token.test.ts',
      store_unavailable: 'context-token.test.ts',
      replayed: '../session/open-session.test.ts',
    };
    const reached = new Set<string>(vectors.map(({ expected }) => expected));
    for (const code of Object.keys(launchRefusals)) {
      const file = elsewhere[code];
      if (file === undefined) assert.ok(reached.has(code), `no vector reaches ${code}`);
      else assert.match(readFileSync(new URL(file, import.meta.url), 'utf8'), new RegExp(`'${code}'`));
    }
  });
});
