import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { verifyContextToken } from '../../server/launch/context-token.ts';
import { isCanonicalBase64url, readJsonObject } from '../../server/launch/encoding.ts';
import { launchRefusals } from '../../server/launch/refusal.ts';
import { forge } from './forge.ts';
import { createWorld, goodClaims, goodHeader, now, origin } from './world.ts';

const arrival = { mode: 'in_page', origin, now } as const;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const answersWithACode = async (token: string, mustRefuse: boolean): Promise<void> => {
  const { deps } = createWorld();
  const verdict = await verifyContextToken(deps, token, arrival);
  if (verdict.ok) assert.ok(!mustRefuse, 'accepted');
  else assert.ok(Object.hasOwn(launchRefusals, verdict.code));
};

suite('arbitrary tokens', () => {
  // Attack: anything at all, in the hope of a crash that shows something.
  test('any text gives a known refusal', async () => {
    const part = fc.oneof(
      fc.base64String(),
      fc.string(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(text, (token) => answersWithACode(token, true)),
      { numRuns: 300 },
    );
  });

  // Attack: a registered issuer with a bug, or gone bad, signs a claim of any type.
  test('any value of any claim under a good signature gives a launch or a known refusal', async () => {
    const claim = fc.constantFrom(
      ...Object.keys(goodClaims),
      'nbf',
      'cnf',
      'cpr_type',
      'intent',
      'locale',
      'style_url',
      'txn',
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.integer(),
      fc.constantFrom('constructor', '__proto__', '', '0'.repeat(10)),
    );
    const property = fc.asyncProperty(claim, value, (name, given) =>
      answersWithACode(forge(goodHeader, { ...goodClaims, [name]: given }), false),
    );
    await fc.assert(property, { numRuns: 200 });
  });

  test('any value of a header field the profile checks gives a known refusal', async () => {
    const value = fc
      .jsonValue()
      .filter((one) => one !== 'sloering-context+jwt' && one !== 'ES256' && one !== 'es256');
    const property = fc.asyncProperty(
      fc.constantFrom('typ', 'alg', 'kid', 'jku', 'crit', 'jwk'),
      value,
      (name, given) => answersWithACode(forge({ ...goodHeader, [name]: given }, goodClaims), true),
    );
    await fc.assert(property, { numRuns: 200 });
  });
});

suite('spelling', () => {
  test('each byte sequence has exactly one accepted base64url spelling', () => {
    const property = fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 12 }),
      fc.nat(63),
      (bytes, other) => {
        const spelled = Buffer.from(bytes).toString('base64url');
        assert.ok(isCanonicalBase64url(spelled));
        const changed =
          spelled.slice(0, -1) +
          ('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[other] ?? '');
        if (changed !== spelled && Buffer.from(changed, 'base64url').equals(bytes))
          assert.ok(!isCanonicalBase64url(changed));
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  test('a JSON object written once is read as JSON reads it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const json = JSON.stringify(object);
        assert.deepEqual(readJsonObject(bytesOf(json)), JSON.parse(json));
      }),
    );
  });

  test('a name written twice, at any depth and in any spelling, is not read', () => {
    for (const json of [
      '{"a":1,"a":1}',
      '{"x":{"a":1,"a":2}}',
      '{"x":[{"a":1,"b":2,"a":3}]}',
      String.raw`{"a":1,"\u0061":2}`,
      '{"":1,"":2}',
    ]) {
      assert.equal(readJsonObject(bytesOf(json)), undefined, json);
    }
    for (const json of [
      '{"a":{"a":1},"b":{"a":2}}',
      '{"a":"a:,\\"a\\":","b":":"}',
      '{"a":["a","a"]}',
      ' { "a" : 1 } ',
    ]) {
      assert.deepEqual(readJsonObject(bytesOf(json)), JSON.parse(json), json);
    }
  });

  test('invalid UTF-8, other values than objects, and cut-off text are not read', () => {
    for (const json of ['', '[]', 'null', '1', '"a"', '{', '{"a":1}x'])
      assert.equal(readJsonObject(bytesOf(json)), undefined, json);
    assert.equal(readJsonObject(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)), undefined);
  });
});
