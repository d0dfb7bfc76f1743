import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { cvr, tenantId } from '../../server/domain/ids.ts';
import type { CredentialProblem } from '../../server/idsas/client.ts';
import { credentialOf, EKSEMPELBY, HOSPITAL, startNational } from '../idsas/national.ts';
import { createWorld, type World } from '../support/world.ts';
import { driveRelay, type DrivenRelay } from './server-relay-driver.ts';

const second = 1_000;
const minute = 60 * second;

type Stage = {
  world: World;
  national: Awaited<ReturnType<typeof startNational>>;
  /** Starts a relay; it is stopped with the test. */
  start: () => DrivenRelay;
  /** Registers citizens of Eksempelby, or of the other municipality. */
  register: (how: { many: number; from?: number; other?: boolean }) => Promise<void>;
  status: (citizen: number) => Promise<string | undefined>;
  /** How many ID cards were asked for, and how many blurrings the register has kept. */
  counts: () => Promise<{ tickets: number; kept: number }>;
};

const setStage = async (
  t: TestContext,
  credentials?: (cvr: string) => ReturnType<typeof credentialOf> | CredentialProblem,
): Promise<Stage> => {
  const world = await createWorld();
  const advance = (ms: number): number => {
    world.pass(ms);
    return world.now();
  };
  const national = await startNational(t, { now: world.now, advance });
  const idsas = await national.client({}, credentials);
  const started: DrivenRelay[] = [];
  t.after(async () => {
    for (const relay of started) await relay.stop();
    await world.close();
  });
  const login = (citizen: number, other: boolean) => {
    const place = other ? { cvr: HOSPITAL, iss: 'urn:eoj:proevestad' } : {};
    return world.login({ cpr: `010170${String(citizen).padStart(4, '0')}`, ...place });
  };
  return {
    world,
    national,
    start: () => {
      const { store, now, pass } = world;
      const relay = driveRelay({ store, idsas, now, pass, callTimeoutMs: 20_000 });
      started.push(relay);
      return relay;
    },
    register: async ({ many, from = 0, other = false }) => {
      for (let citizen = from; citizen < from + many; citizen += 1)
        assert.equal((await (await login(citizen, other)).register()).status, 201);
    },
    status: async (citizen) => {
      const answer = await (await login(citizen, false)).call('GET', '/v1/citizen');
      return ((await answer.json()) as { blurrings: { status: string }[] }).blurrings[0]?.status;
    },
    counts: async () => {
      const all = await national.ledger();
      return {
        tickets: all.filter(({ operation }) => operation === 'Issue').length,
        kept: all.filter(({ operation, kept }) => operation === 'CreateBlurring' && kept).length,
      };
    },
  };
};

describe('the relay and its tickets', () => {
  // Attack: the ticket service is away for ten minutes, and what was due meanwhile is taken for sent.
  test('while the ticket service is away nothing is sent, and everything is when it is back', async (t) => {
    const { national, start, register, status, counts } = await setStage(t);
    const relay = start();
    await national.control({ stsDown: true });
    await register({ many: 8 });
    await relay.advance(10 * minute);
    assert.deepEqual([...new Set(relay.settlements.map(({ kind }) => kind))], ['retry']);
    assert.deepEqual((await national.ledger('CreateBlurring')).length, 0);
    assert.equal(await status(0), 'on_its_way');
    await national.control({ stsDown: false });
    const { tickets } = await counts();
    await relay.advance(15 * minute);
    await relay.idle();
    assert.deepEqual(await counts(), { tickets: tickets + 1, kept: 8 });
    assert.equal(await status(0), 'in_force');
  });

  // Attack: the register stops believing the ticket while four calls carry it, and each fetches a ticket of its own.
  test('a ticket refused under four calls is replaced once, and all four are delivered', async (t) => {
    const { national, start, register, counts } = await setStage(t);
    await register({ many: 1 });
    const first = start();
    await first.idle();
    await first.stop();
    assert.deepEqual(await counts(), { tickets: 1, kept: 1 });
    // All four set out together, and are on their way before the first is answered.
    await register({ many: 4, from: 1 });
    await national.control({ fault: 'expired_idcard', faultTimes: 4, delayMs: 1_000 });
    const relay = start();
    await relay.idle();
    const refused = (await national.ledger('CreateBlurring')).filter(
      ({ outcome }) => outcome === 'expired_idcard',
    );
    assert.equal(refused.length, 4);
    assert.deepEqual(await counts(), { tickets: 2, kept: 5 });
    assert.deepEqual(
      relay.settlements.map(({ kind }) => kind),
      Array.from({ length: 4 }, () => 'delivered'),
    );
  });
});

describe('a municipality whose certificate is missing', () => {
  // Attack: one organisation's expired or mislaid certificate stops the protection of everybody else's staff.
  test('is stopped alone; the other goes on, and it follows when the certificate is there', async (t) => {
    let missing = true;
    const { world, national, start, register, counts } = await setStage(t, (asked) =>
      asked === HOSPITAL && missing ? 'credential_missing' : credentialOf(asked),
    );
    const relay = start();
    const each = 50;
    for (let citizen = 0; citizen < each; citizen += 1) {
      await register({ many: 1, from: citizen });
      await register({ many: 1, from: each + citizen, other: true });
    }
    await relay.idle();
    assert.equal((await counts()).kept, each);
    const [paused, ...others] = await world.store.outbox.paused();
    const { waiting, reason } = paused ?? assert.fail();
    assert.deepEqual(
      { cvr: paused?.cvr, waiting, reason, others },
      { cvr: HOSPITAL, waiting: each, reason: 'credential_missing', others: [] },
    );
    const tried = relay.settlements.length;
    await relay.advance(60 * minute);
    assert.equal(relay.settlements.length, tried, 'a paused CVR number is left alone');

    missing = false;
    const scope = { tenant: tenantId('proevestad'), cvr: cvr(HOSPITAL) };
    await world.store.outbox.resume(scope, world.now());
    await relay.idle();
    const held = await national.blurrings();
    assert.deepEqual(
      [EKSEMPELBY, HOSPITAL].map((own) => held.filter((row) => row.cvr === own).length),
      [each, each],
    );
    assert.deepEqual((await world.store.outbox.health(world.now())).waiting, 0);
  });
});
