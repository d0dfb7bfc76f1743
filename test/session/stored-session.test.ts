import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { instant } from '../../server/domain/ids.ts';
import { createLaunchVerifier } from '../../server/launch/context-token.ts';
import { createSessions } from '../../server/session/session.ts';
import { openStore } from '../../server/store/open.ts';
import { forge } from '../launch/forge.ts';
import { audience, goodClaims, goodHeader, issuerA, now, origin } from '../launch/world.ts';
import { eksempelby } from '../support/municipality.ts';
import { later } from './world.ts';

const municipality = eksempelby();
const issuer = { ...issuerA, tenant: municipality.id, cvrs: municipality.cvrs.map(({ cvr }) => cvr) };

/** Verifier and sessions over a SQLite file of their own. */
const start = async (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-session-'));
  const store = await openStore({
    url: `sqlite:${join(folder, 'store.db')}`,
    masterKey: Buffer.alloc(32, 7),
    newId: randomUUID,
    random: randomBytes,
  });
  t.after(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  await store.registry.registerMunicipality({ ...municipality, issuers: [issuer] }, now);
  const verify = createLaunchVerifier({ audience, findIssuer: (iss) => store.registry.findIssuer(iss) });
  const sessions = createSessions({ store, random: randomBytes, newId: randomUUID });
  const launch = async (token: string, at = now) => {
    const verdict = await verify(token, { mode: 'in_page', origin, now: at });
    return verdict.ok ? sessions.open(verdict.launch, at) : verdict;
  };
  return { store, sessions, launch };
};

const good = forge(goodHeader, goodClaims);

suite('session in SQLite', () => {
  // Attack: fifty copies of one token at the same moment; a check that looks up and then saves lets several in.
  test('fifty concurrent launches with one token open one session', async (t) => {
    const { launch, store } = await start(t);
    const all = await Promise.all(Array.from({ length: 50 }, () => launch(good)));
    assert.deepEqual(all.map((one) => (one.ok ? 'opened' : one.code)).sort(), [
      'opened',
      ...Array.from({ length: 49 }, () => 'replayed'),
    ]);
    const audit = await store.forTenant(municipality.id).readAudit(0, 100);
    assert.equal(audit.filter(({ action }) => action === 'session_opened').length, 1);
  });

  test('lives, moves its idle limit, and ends as the limits say', async (t) => {
    const { launch, sessions } = await start(t);
    const opened = await launch(good);
    assert.ok(opened.ok);
    const at = async (minute: number) => {
      const found = await sessions.authenticate(opened.token, origin, later(minute));
      return found.ok ? found.principal.idleSeconds : found.code;
    };
    assert.deepEqual([await at(14), await at(28), await at(43)], [900, 900, 'session_expired']);
  });

  test('gives the citizen back to its own principal only while it lives', async (t) => {
    const { launch, sessions } = await start(t);
    const opened = await launch(good);
    assert.ok(opened.ok);
    const found = await sessions.authenticate(opened.token, origin, now);
    assert.ok(found.ok);
    const secret = { cpr: goodClaims.cpr, citizenName: goodClaims.name, userName: goodClaims.user_name };
    assert.deepEqual(await found.principal.openSecret(), secret);
    assert.equal(found.principal.actor, opened.principal.actor);
    await sessions.end(found.principal, now);
    const after = await sessions.authenticate(opened.token, origin, now);
    assert.deepEqual(after, { ok: false, code: 'session_expired', publicCode: 'session_expired' });
  });

  // Attack: keep a used token until its id has been tidied away.
  test('a used token id is kept for as long as any tolerance would accept the token', async (t) => {
    const { launch, store } = await start(t);
    assert.ok((await launch(good)).ok);
    const codeAt = async (ms: number) => {
      const at = instant(goodClaims.exp * 1000 + ms);
      await store.sessions.purge(at);
      const again = await launch(good, at);
      return again.ok ? 'opened' : again.code;
    };
    assert.equal(await codeAt(29_999), 'replayed');
    assert.equal(await codeAt(30_000), 'expired');
    assert.equal(await codeAt(3_600_000), 'expired');
  });
});
