import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { instant } from '../../server/domain/ids.ts';
import { rules } from '../../server/saml/rules.ts';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { logoutKit as kit } from './forge/logout.ts';
import type { LogoutVector } from './forge/logout-vector.ts';

const folder = new URL('vectors/logout/', import.meta.url);
const vectors = new Map<string, LogoutVector>();
for (const file of readdirSync(folder).sort()) {
  const module = (await import(new URL(file, folder).href)) as { default: LogoutVector };
  vectors.set(file.replace(/\.ts$/, ''), module.default);
}

const outcomeOf = ({ make, settings }: LogoutVector) =>
  createServiceProvider({
    settings: { ...kit.settings, ...settings },
    provider: () => kit.provider,
    randomBytes,
  }).acceptLogout(make(kit), instant(kit.now));

const genuineRequest = {
  kind: 'request',
  id: '_l1c0ffee00c0ffee00c0',
  nameId: { value: kit.nameIdOf(kit.genuine), format: kit.x509Format },
  sessionIndexes: [kit.sessionIndex],
  relayState: null,
};
const genuineResponse = {
  kind: 'response',
  inResponseTo: '_a5c0ffee00c0ffee00c0',
  complete: true,
  relayState: null,
};

for (const [name, vector] of vectors) {
  const { wanted } = vector;
  if (wanted === 'accepted' || 'accepted' in wanted) {
    test(`accepted: ${name}: ${vector.title}`, async () => {
      const outcome = await outcomeOf(vector);
      assert.ok(outcome.ok, outcome.ok ? '' : `refused: ${outcome.rule}`);
      const genuine = outcome.kind === 'request' ? genuineRequest : genuineResponse;
      const special = wanted === 'accepted' ? {} : wanted.accepted;
      assert.deepEqual(outcome, { ok: true, ...genuine, ...special });
    });
  } else {
    test(`refused: ${name}: ${vector.title}`, async () => {
      assert.ok(Object.hasOwn(rules, wanted.rule));
      assert.deepEqual(await outcomeOf(vector), { ok: false, rule: wanted.rule });
    });
  }
}

test('every logout vector says what it is and where it comes from, in words of its own', () => {
  const all = [...vectors.values()];
  assert.equal(new Set(all.map(({ title }) => title)).size, all.length);
  for (const { title, source } of all) assert.ok(title !== '' && source !== '');
});
