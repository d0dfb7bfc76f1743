import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { instant } from '../../server/domain/ids.ts';
import { createIssuerKeys } from '../../server/launch/issuer-keys.ts';
import type { FetchedKeySet, KeySetFailure } from '../../server/launch/key-set-fetch.ts';
import { publicHalf } from './forge.ts';
import { issuerA, now } from './world.ts';

type Answer = FetchedKeySet | { failed: KeySetFailure };

const issuer = { ...issuerA, keys: { kind: 'url', url: 'https://keys.example.dk/jwks' } } as const;
const es256 = { kid: 'es256', algorithm: 'ES256' };
const es384 = { kid: 'es384', algorithm: 'ES384' };
const at = (seconds: number) => instant(now + seconds * 1000);
const one: Answer = { keys: [publicHalf('es256')], maxAgeMs: 300_000 };
const both: Answer = { keys: [publicHalf('es256'), publicHalf('es384')], maxAgeMs: 300_000 };

/** Key memory over a host whose answer can be changed, and a count of fetches. */
const memory = (first: Answer) => {
  const host = { answer: first, fetches: 0 };
  const failures: string[] = [];
  const keys = createIssuerKeys({
    fetch: () => {
      host.fetches += 1;
      return Promise.resolve(host.answer);
    },
    onFailure: (iss, failure) => failures.push(`${iss} ${failure}`),
  });
  const find = async (question: typeof es256, seconds: number, who: typeof issuerA = issuer) => {
    const answer = await keys.find(who, question, at(seconds));
    return 'key' in answer ? 'found' : answer.refused;
  };
  return { host, failures, keys, find };
};

suite('keys of an issuer', () => {
  test('are fetched once and imported once while they are fresh', async () => {
    const { host, keys } = memory(one);
    const [first, second] = [await keys.find(issuer, es256, at(0)), await keys.find(issuer, es256, at(299))];
    assert.ok('key' in first && 'key' in second);
    assert.equal(first.key, second.key);
    assert.equal(host.fetches, 1);
    await keys.find(issuer, es256, at(300));
    assert.equal(host.fetches, 2);
  });

  test('fifty launches at once share one fetch', async () => {
    const { host, find } = memory(one);
    const answers = await Promise.all(Array.from({ length: 50 }, () => find(es256, 0)));
    assert.deepEqual(new Set(answers), new Set(['found']));
    assert.equal(host.fetches, 1);
  });

  // Attack: tokens with invented kids make us hammer the municipality's host.
  test('an unknown kid causes at most one fetch a minute', async () => {
    const { host, find } = memory(one);
    assert.equal(await find(es256, 0), 'found');
    for (const second of [1, 2, 30, 60]) assert.equal(await find(es384, second), 'key_unknown');
    assert.equal(host.fetches, 2);
    assert.equal(await find(es384, 61), 'key_unknown');
    assert.equal(host.fetches, 3);
  });

  test('fifty unknown kids at once share that fetch', async () => {
    const { host, find } = memory(one);
    await find(es256, 0);
    await Promise.all(Array.from({ length: 50 }, () => find(es384, 1)));
    assert.equal(host.fetches, 2);
  });

  test('a new key is found at once after the host rotates, by all who launch at that moment', async () => {
    const { host, find } = memory(one);
    await find(es256, 0);
    host.answer = both;
    const answers = await Promise.all(Array.from({ length: 50 }, () => find(es384, 10)));
    assert.deepEqual(new Set(answers), new Set(['found']));
    assert.equal(host.fetches, 2);
  });

  test('a key the host has withdrawn is refused when the set is no longer fresh', async () => {
    const { host, find } = memory(both);
    assert.equal(await find(es384, 0), 'found');
    host.answer = one;
    assert.equal(await find(es384, 299), 'found');
    assert.equal(await find(es384, 300), 'key_unknown');
  });

  test('a short cache time is no reason to fetch more than once a minute; a long one ends after 24 hours', async () => {
    const short = memory({ ...one, maxAgeMs: 0 });
    for (const second of [0, 1, 59]) await short.find(es256, second);
    assert.equal(short.host.fetches, 1);
    const long = memory({ ...one, maxAgeMs: 365 * 86_400_000 });
    for (const second of [0, 86_399]) await long.find(es256, second);
    assert.equal(long.host.fetches, 1);
    await long.find(es256, 86_400);
    assert.equal(long.host.fetches, 2);
  });

  test('keys stay in use while the host is down, for 24 hours, with one attempt a minute', async () => {
    const { host, failures, find } = memory(one);
    await find(es256, 0);
    host.answer = { failed: 'unreachable' };
    for (const second of [300, 301, 359]) assert.equal(await find(es256, second), 'found');
    assert.equal(host.fetches, 2);
    assert.equal(await find(es256, 86_399), 'found');
    assert.equal(await find(es256, 86_400), 'keys_unavailable');
    assert.deepEqual(new Set(failures), new Set([`${issuer.iss} unreachable`]));
    host.answer = one;
    assert.equal(await find(es256, 86_460), 'found');
  });

  test('without any keys kept, a host that is down is asked once a minute', async () => {
    const { host, find } = memory({ failed: 'timeout' });
    for (const second of [0, 1, 59]) assert.equal(await find(es256, second), 'keys_unavailable');
    assert.equal(host.fetches, 1);
    host.answer = one;
    assert.equal(await find(es256, 60), 'found');
  });

  test('a changed registration counts at once; inline keys are never fetched', async () => {
    const { host, find } = memory(one);
    assert.equal(await find(es384, 0, issuerA), 'found');
    assert.equal(host.fetches, 0);
    const inline = { kind: 'inline' as const, jwks: { keys: [publicHalf('es256')] } };
    assert.equal(await find(es384, 1, { ...issuerA, keys: inline }), 'key_unknown');
    assert.equal(await find(es256, 2, { ...issuerA, keys: inline, algorithms: ['ES384'] }), 'key_unusable');
    assert.equal(host.fetches, 0);
  });
});
