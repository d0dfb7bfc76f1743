import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { change } from './change.ts';
import { bringToRest, checkRest } from './ending.ts';
import { createDatabases } from './property.ts';
import type { World } from './world.ts';

const minute = 60_000;

describe('schedules the model once failed under', () => {
  const databases = createDatabases();
  let world: World;
  beforeEach(async () => void (world = await databases.world({ workers: 32, jitter: 0.5 })));
  afterEach(() => world.close());
  after(() => databases.close());

  const pass = (ms: number): Promise<void> => {
    const settle = (): Promise<void> => world.gate.drain(world.owners());
    return settle().then(() => world.clock.moveTo(world.clock.now() + ms, settle));
  };
  const register = (days: number): Promise<void> =>
    change(world, { what: 'register', tenant: 2, person: 0, cvrs: 0, days });

  // A call times out, its repeat is delivered, the period is changed and delivered: then the first call lands after all.
  test('a newer intent delivered meanwhile does not cancel the repeat that a late call makes necessary', async () => {
    world.register.fates.push({ late: 5 * minute });
    await register(30);
    await pass(minute);
    await change(world, { what: 'end', which: 0 });
    await pass(minute);
    const ended = world.register.ledger.length;
    await pass(20 * minute);
    assert.equal(world.register.ledger.filter(({ appliedLate }) => appliedLate).length, 1);
    assert.equal(world.register.ledger.length, ended + 1);
    await bringToRest(world);
    await checkRest(world);
  });

  // The register goes away between a delivery and its repeat, and someone registers meanwhile.
  test('a repeat that falls due while a newer intent cannot be delivered waits with it', async () => {
    world.register.fates.push('lose_reply');
    await register(30);
    await pass(9 * minute);
    world.register.usual = 'refuse_connection';
    await register(60);
    await pass(0);
    const before = world.register.ledger.length;
    await pass(30 * minute);
    // 2 s, 10 s, 1 min, 5 min and twice 15 min at the most, and once when the repeat falls due.
    assert.ok(world.register.ledger.length - before <= 8, String(world.register.ledger.length - before));
    await bringToRest(world);
    await checkRest(world);
  });
});
