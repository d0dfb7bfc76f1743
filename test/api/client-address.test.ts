import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRateLimit } from '../../server/api/middleware/rate-limit.ts';
import { createWorld } from '../support/world.ts';

// Attack: every address of a subscriber's /64 counts as another caller.
void test('one IPv6 subscriber is one caller, however many addresses they use', async () => {
  const world = await createWorld({ deps: { launches: createRateLimit(2) } });
  const from = (address: string) =>
    world.request('POST', '/v1/sessions', {
      body: { context_token: 'x' },
      headers: { 'X-Forwarded-For': address },
    });
  const statuses = [];
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:aaaa::9', '2001:0db8:0001:0002:1:2:3:4'])
    statuses.push((await from(address)).status);
  assert.deepEqual(statuses, [401, 401, 429]);
  assert.equal((await from('2001:db8:1:3::1')).status, 401);
  assert.equal((await from('::1')).status, 401);
  assert.equal((await from('198.51.100.7')).status, 401);
  await world.close();
});
