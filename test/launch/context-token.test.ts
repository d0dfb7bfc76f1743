import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compactVerify, importJWK } from 'jose';
import { createLaunchVerifier, verifyContextToken } from '../../server/launch/context-token.ts';
import { launchRefusals } from '../../server/launch/refusal.ts';
import { StoreUnavailable } from '../../server/store/store.ts';
import { withClaims } from './cases.ts';
import { encryptionCases } from './cases-encryption.ts';
import { forge, publicHalf } from './forge.ts';
import { audience, createWorld, goodClaims, goodHeader, issuerA, now, origin } from './world.ts';

const good = forge(goodHeader, goodClaims);
const arrival = { mode: 'in_page', origin, now } as const;

suite('context token', () => {
  test('gives exactly what the registration allows of a good token', async () => {
    const { deps } = createWorld();
    const roles = ['anmoder', 'administrator'].map((one) => `urn:dk:kommune:sloering:${one}`);
    const verdict = await verifyContextToken(
      deps,
      withClaims({ roles, locale: 'en-GB', intent: 'extend', txn: 't-1' }),
      arrival,
    );
    assert.ok(verdict.ok);
    const { issuer, ...launch } = verdict.launch;
    assert.equal(issuer.iss, issuerA.iss);
    assert.deepEqual(launch, {
      mode: 'in_page',
      jti: goodClaims.jti,
      expiresAt: goodClaims.exp * 1000,
      user: { subject: goodClaims.sub, name: goodClaims.user_name, title: goodClaims.user_title, uuid: null },
      roles: ['employee'],
      cpr: goodClaims.cpr,
      citizenName: goodClaims.name,
      cvr: goodClaims.cvr,
      unit: goodClaims.sor,
      intent: 'extend',
      locale: 'en',
      origin,
      returnUri: null,
      challenge: null,
      transaction: 't-1',
      keyId: 'es256',
    });
  });

  test('refuses with store_unavailable when the registry cannot be read', async () => {
    const { deps, verifications } = createWorld();
    const findIssuer = () => Promise.reject(new StoreUnavailable('locked'));
    const verdict = await verifyContextToken({ ...deps, findIssuer }, good, arrival);
    assert.deepEqual(verdict, {
      ok: false,
      code: 'store_unavailable',
      publicCode: 'store_unavailable',
      signed: false,
    });
    assert.equal(verifications(), 0);
  });

  test('refuses an encrypted token where no decryption key is configured', async () => {
    const verify = createLaunchVerifier({ audience, findIssuer: () => Promise.resolve(issuerA) });
    const encrypted = (await encryptionCases())['accepted.encrypted-ecdh-es-a256kw'];
    const verdict = await verify(encrypted?.token ?? '', arrival);
    assert.ok(!verdict.ok);
    assert.equal(verdict.code, 'encryption_not_configured');
  });

  // Attack: probe with forged tokens and watch which keys are fetched or which issuers are asked for.
  test('asks for the issuer only after the header has passed, and for keys only of a registered issuer', async () => {
    const { deps } = createWorld();
    const asked: string[] = [];
    const watched = {
      ...deps,
      findIssuer: (iss: string) => (asked.push(`issuer ${iss}`), deps.findIssuer(iss)),
      keys: {
        find: (...parts: Parameters<typeof deps.keys.find>) => (asked.push('keys'), deps.keys.find(...parts)),
      },
    };
    await verifyContextToken(watched, forge({ ...goodHeader, typ: 'JWT' }, goodClaims), arrival);
    assert.deepEqual(asked, []);
    await verifyContextToken(watched, withClaims({ iss: 'https://evil.example' }), arrival);
    assert.deepEqual(asked, ['issuer https://evil.example']);
  });
});

suite('damaged tokens', () => {
  // Attack: change any byte of a good token and hope for an accepted one, a crash, or a second spelling of the same.
  test('every changed character gives a known refusal, never acceptance', async () => {
    const { deps } = createWorld();
    for (let at = 0; at < good.length; at += 1) {
      for (const other of ['A', 'B', '_', '.', '=', 'é']) {
        if (good[at] === other) continue;
        const verdict = await verifyContextToken(
          deps,
          good.slice(0, at) + other + good.slice(at + 1),
          arrival,
        );
        assert.ok(!verdict.ok, `character ${at} as ${other} was accepted`);
        assert.ok(verdict.code in launchRefusals);
      }
    }
  });

  test('every truncation gives a known refusal', async () => {
    const { deps } = createWorld();
    for (let length = 0; length < good.length; length += 1) {
      const verdict = await verifyContextToken(deps, good.slice(0, length), arrival);
      assert.ok(!verdict.ok && verdict.code in launchRefusals, `accepted at ${length} characters`);
    }
  });

  // jose and Buffer ignore the unused bits of the last character, so a token has sixteen spellings; we accept one.
  test('jose accepts another spelling of the signature; we do not', async () => {
    const { deps } = createWorld();
    const respelled = good.slice(0, -1) + String.fromCharCode(good.charCodeAt(good.length - 1) + 1);
    await compactVerify(respelled, await importJWK(publicHalf('es256'), 'ES256'));
    const verdict = await verifyContextToken(deps, respelled, arrival);
    assert.ok(!verdict.ok);
    assert.equal(verdict.code, 'encoding_not_canonical');
  });
});
