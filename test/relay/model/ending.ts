import assert from 'node:assert/strict';
import { statusOf } from '../../../server/domain/status.ts';
import { wantedEnd } from './history.ts';
import type { Municipality } from './municipalities.ts';
import { longestSleepMs } from './process.ts';
import { network } from './register.ts';
import type { World } from './world.ts';

/** More looks than the slowest way to rest takes: retries, repeats and landings of every key. */
const mostLooks = 1_000;

const everything = (world: World): Promise<void> => world.gate.drain(world.owners());
const ids = (world: World): string[] => world.municipalities.map(({ id }) => id);

/** A person lets everything go on that waits for one. */
const resumeAll = async (world: World): Promise<void> => {
  if (world.database.held(ids(world)) === 0) return;
  for (const { id, cvrs } of world.municipalities)
    for (const cvr of cvrs) await world.outbox.resume({ tenant: id, cvr }, world.clock.now());
  await everything(world);
};

/** Faults stop, everything is resumed, and time moves on until nothing is left to do. */
export const bringToRest = async (world: World): Promise<void> => {
  world.register.fates.length = 0;
  world.register.usual = 'answer';
  world.disk.locked = 0;
  if (world.processes().every(({ stopping }) => stopping)) world.start();
  for (let looks = 0; looks < mostLooks; looks += 1) {
    await everything(world);
    await resumeAll(world);
    if (world.database.unfinished(ids(world)) === 0 && world.register.loose() === 0) return;
    const next = world.clock.next();
    assert.ok(
      next !== null && next - world.clock.now() <= longestSleepMs,
      'there is work, and no relay will ever look for it',
    );
    await world.clock.moveTo(next, () => everything(world));
  }
  assert.fail('the outbox never empties');
};

/** What must be true at rest, from the test's own memory of what was acknowledged. */
export const checkRest = async (world: World): Promise<void> => {
  const { register, history, clock } = world;
  const now = clock.now();
  assert.equal(world.gate.waiting([...world.owners(), network]), 0);
  assert.deepEqual(
    world.processes().filter(({ stopping }) => stopping),
    [],
    'a relay that was asked to stop never did',
  );
  for (const [tenant, municipality] of world.municipalities.entries()) {
    for (const [person, { cpr }] of municipality.people.entries()) {
      for (const cvr of municipality.cvrs) {
        const wanted = wantedEnd(history, { tenant, person, cvr }, now);
        const held = register.held(cvr, cpr)?.end ?? null;
        const holds = held !== null && held > now ? held : null;
        assert.equal(holds, wanted, `the register does not hold what is wanted for ${cvr}`);
      }
    }
    await checkMunicipality(world, tenant, municipality);
  }
  world.checker.attempts();
  await world.checker.look();
};

const checkMunicipality = async (
  world: World,
  tenant: number,
  { people, store }: Municipality,
): Promise<void> => {
  const now = world.clock.now();
  for (const { citizen } of people)
    for (const { blurring, deliveries } of await store.loadBlurrings(citizen, { withText: false }))
      assert.match(statusOf(blurring, deliveries, now), /^(in_force|ended)$/);
  const audit = (await store.readAudit(1, 10_000))
    .filter(({ action }) => action.startsWith('blurring_'))
    .map(({ action, subject }) => `${action} ${subject}`);
  assert.deepEqual(audit, world.history.audit[tenant], 'an acknowledged command is not in the audit log');
  assert.equal((await store.verifyAudit()).broken, null);
};
