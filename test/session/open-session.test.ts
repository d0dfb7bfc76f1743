import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import { tenantId } from '../../server/domain/ids.ts';
import { actorOf } from '../../server/session/identity.ts';
import { openSession } from '../../server/session/open-session.ts';
import { issuerB, now, origin } from '../launch/world.ts';
import { createMemory, later, launch } from './world.ts';

suite('opening a session', () => {
  test('gives a token of 256 bits and stores only its hash', async () => {
    const { deps, sessions } = createMemory();
    const opened = await openSession(deps, launch, now);
    assert.ok(opened.ok);
    assert.match(opened.token, /^[A-Za-z0-9_-]{43}$/);
    const [stored] = sessions.values();
    assert.equal(stored?.tokenHash, createHash('sha256').update(opened.token).digest('base64url'));
    assert.ok(!JSON.stringify(stored).includes(opened.token));
  });

  test('carries what the launch gives, nothing else, for 15 minutes idle and 60 in all', async () => {
    const { deps, sessions } = createMemory();
    const opened = await openSession(deps, launch, now);
    assert.ok(opened.ok);
    assert.equal(opened.idleSeconds, 900);
    assert.equal(opened.expiresAt, later(60));
    const [stored] = sessions.values();
    assert.deepEqual(stored, {
      tokenHash: stored?.tokenHash,
      id: 'session-1',
      citizen: 'ref(kommune-a, 10)',
      actor: {
        id: actorOf(launch.issuer.tenant, launch.issuer.iss, launch.user.subject),
        issuer: launch.issuer.iss,
        ...launch.user,
      },
      tenant: 'kommune-a',
      roles: ['employee'],
      secret: { cpr: '2512489996', citizenName: launch.citizenName, userName: launch.user.name },
      unit: null,
      cvr: '29190623',
      cvrs: ['29190623', '13748136'],
      origin,
      intent: 'create',
      locale: null,
      issuedAt: now,
      idleUntil: later(15),
      expiresAt: later(60),
      login: null,
    });
    assert.deepEqual(opened.principal.permissions, {
      register: true,
      renew: false,
      end: false,
      readReasons: false,
    });
  });

  test('a token id is remembered for a minute after the token has ended', async () => {
    const { deps, consumed } = createMemory();
    await openSession(deps, launch, now);
    assert.deepEqual([...consumed.values()], [launch.expiresAt + 60_000]);
  });

  // Attack: use a stolen token again, at the same moment as its owner.
  test('fifty concurrent uses of one token open one session', async () => {
    const { deps, sessions } = createMemory();
    const all = await Promise.all(Array.from({ length: 50 }, () => openSession(deps, launch, now)));
    assert.equal(all.filter(({ ok }) => ok).length, 1);
    assert.equal(sessions.size, 1);
    const refused = all.filter((one) => !one.ok);
    for (const one of refused) {
      assert.deepEqual(one, {
        ok: false,
        code: 'replayed',
        publicCode: 'token_rejected',
        tenant: 'kommune-a',
        issuer: launch.issuer.iss,
        signed: true,
      });
    }
  });

  test('the same token id of another issuer is another token', async () => {
    const { deps } = createMemory();
    assert.ok((await openSession(deps, launch, now)).ok);
    assert.ok((await openSession(deps, { ...launch, issuer: issuerB }, now)).ok);
  });

  // Attack: bring the store down and hope the replay check is skipped.
  test('opens nothing while the store cannot write', async () => {
    const { deps, state, sessions } = createMemory();
    state.down = true;
    const refused = await openSession(deps, launch, now);
    assert.ok(!refused.ok);
    assert.equal(refused.code, 'store_unavailable');
    assert.equal(refused.publicCode, 'store_unavailable');
    assert.equal(sessions.size, 0);
  });

  test('an error that is no refusal is not swallowed', async () => {
    const { deps } = createMemory();
    const broken = { ...deps, newId: () => assert.fail('broken') };
    await assert.rejects(openSession(broken, launch, now), /broken/);
  });
});

suite('actor', () => {
  test('is the same person at every launch, and another at another issuer or municipality', () => {
    const a = tenantId('a');
    assert.equal(actorOf(a, 'iss', 'sub'), actorOf(a, 'iss', 'sub'));
    const all = [
      actorOf(a, 'iss', 'sub'),
      actorOf(tenantId('b'), 'iss', 'sub'),
      actorOf(a, 'iss2', 'sub'),
      actorOf(a, 'iss', 'sub2'),
    ];
    assert.equal(new Set(all).size, 4);
    for (const one of all) assert.match(one, /^[A-Za-z0-9_-]{43}$/);
  });

  // Attack: move characters between issuer and subject to become someone else.
  test('no two triples read as the same text', () => {
    const a = tenantId('a');
    assert.notEqual(actorOf(a, 'is', 's1'), actorOf(a, 'iss', '1'));
    assert.notEqual(actorOf(a, 'x1:y', 'z'), actorOf(a, 'x', '1:yz'));
    assert.notEqual(actorOf(a, '', '1:b'), actorOf(a, '1:b', ''));
  });
});
