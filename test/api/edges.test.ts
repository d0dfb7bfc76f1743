import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Problem } from '../../shared/problem.ts';
import { createWorld, type World } from '../support/world.ts';

describe('every answer', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const paths: [string, string][] = [
    ['GET', '/health/live'],
    ['GET', '/.well-known/sloering-configuration'],
    ['GET', '/widget/manifest.json'],
    ['GET', '/v1/citizen'],
    ['GET', '/nothing'],
    ['PUT', '/v1/blurrings'],
  ];
  for (const [method, path] of paths) {
    test(`${method} ${path} cannot be sniffed, framed or made to load anything, and asks for https`, async () => {
      const { headers } = await world.request(method, path);
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(headers.get('Referrer-Policy'), 'no-referrer');
      assert.equal(headers.get('Content-Security-Policy'), "default-src 'none'; frame-ancestors 'none'");
      assert.match(headers.get('Strict-Transport-Security') ?? '', /max-age=31536000/);
    });
  }

  const wrong: [string, string][] = [
    ['GET', '/v1/sessions'],
    ['DELETE', '/v1/sessions'],
    ['PUT', '/v1/sessions'],
  ];
  for (const [method, path] of wrong) {
    test(`${method} ${path} is a method not allowed, as a problem`, async () => {
      const response = await world.request(method, path);
      assert.equal(response.status, 405);
      assert.equal(((await response.json()) as Problem).code, 'method_not_allowed');
    });
  }

  test('a wrong method on a path that needs a session says so only to who has one', async () => {
    const { call } = await world.login();
    const response = await call('PUT', '/v1/blurrings');
    assert.equal(((await response.json()) as Problem).code, 'method_not_allowed');
    assert.equal((await world.request('PUT', '/v1/blurrings')).status, 401);
  });

  test('an address nobody knows is a problem too, also outside the API', async () => {
    const response = await world.request('GET', '/nothing');
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
  });

  // Attack: a body that says it is small and is not, or does not say.
  test('a chunked body is counted as it comes, and refused at the limit', async () => {
    const { bearer } = await world.login();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(4_096).fill(32)),
    });
    const response = await world.app.request('/v1/blurrings', {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${bearer}`,
        Origin: 'https://eoj.example',
        'Content-Type': 'application/json',
        'Idempotency-Key': 'k'.repeat(20),
      },
      body: endless,
      duplex: 'half',
    });
    assert.equal(response.status, 413);
  });
});
