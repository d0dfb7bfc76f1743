import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BlurringView, CitizenBlurrings } from '../../shared/api.ts';
import { tenantId } from '../../server/domain/ids.ts';
import { recordExpired } from '../../server/schedule/expire.ts';
import { createWorld, type World } from '../support/world.ts';

const day = 86_400_000;

describe('expiry', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const overview = async (): Promise<CitizenBlurrings> =>
    (await (await (await world.login()).call('GET', '/v1/citizen')).json()) as CitizenBlurrings;

  test('is a fact of time at once, is recorded once, and sends nothing', async () => {
    const client = await world.login();
    const { id } = (await (await client.register({ days: 10 })).json()) as BlurringView;
    await client.register({ days: 30 });
    assert.deepEqual(await recordExpired(world.store, world.now()), []);

    world.pass(11 * day);
    const before = await overview();
    const expired = before.blurrings.find((one) => one.id === id);
    assert.equal(expired?.status, 'ended');
    assert.equal(expired.ended?.cause, 'expired');
    assert.notEqual(before.blurred_until, null);

    const waiting = await world.store.outbox.health(world.now());
    assert.deepEqual(await recordExpired(world.store, world.now()), [{ tenant: 'eksempelby', count: 1 }]);
    assert.deepEqual(await recordExpired(world.store, world.now()), []);
    assert.deepEqual(await world.store.outbox.health(world.now()), waiting);
    assert.deepEqual((await overview()).blurrings.find((one) => one.id === id)?.ended, expired.ended);
  });

  test('is in the audit log, by nobody', async () => {
    const entries = await world.store.forTenant(tenantId('eksempelby')).readAudit(1, 1_000);
    const [entry, ...more] = entries.filter(({ action }) => action === 'blurring_expired');
    assert.equal(more.length, 0);
    assert.equal(entry?.actor, null);
  });
});

test('sessions and spent tokens that can no longer matter are removed, others are not', async () => {
  const world = await createWorld();
  await world.login();
  assert.equal(await world.store.sessions.purge(world.now()), 0);
  world.pass(2 * 3_600_000);
  const alive = await world.login();
  assert.equal(await world.store.sessions.purge(world.now()), 2);
  assert.equal((await alive.call('GET', '/v1/session')).status, 200);
  await world.close();
});
