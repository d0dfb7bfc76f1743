import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CitizenBlurrings } from '../../shared/api.ts';
import { cpr, cvr, tenantId } from '../../server/domain/ids.ts';
import { registerIntent } from '../../server/domain/register-intent.ts';
import { EKSEMPELBY, startNational } from '../idsas/national.ts';
import { startFaultProxy } from '../support/tcp-proxy.ts';
import { citizens, createWorld } from '../support/world.ts';
import { registerAll } from './server-away-backlog.ts';
import { driveRelay } from './server-relay-driver.ts';

/** Keys that wait when the register returns. */
const keys = Number(process.env['AWAY_KEYS'] ?? 10_000);
/** Those of them that wait the whole hour and are tried eight times each; the rest come in its last second. */
const fromStart = Number(process.env['AWAY_FROM_START'] ?? keys / 10);
const second = 1_000;
const minute = 60 * second;
/** When a key is tried within an hour: at once, then after 2 s, 10 s, 1 min, 5 min and every 15 min. */
const pace = [0, 2, 12, 72, 372, 1_272, 2_172, 3_072].map((at) => at * second);

// Attack: the register is away, everything waits, and the relay floods it, forgets somebody or sends twice when it is back.
test(`the register is away for an hour, and ${keys} keys are brought to it when it returns`, async (t) => {
  const world = await createWorld();
  const advance = (ms: number): number => {
    world.pass(ms);
    return world.now();
  };
  const national = await startNational(t, { now: world.now, advance });
  const proxy = await startFaultProxy({ port: Number(new URL(national.url).port) });
  const { CreateBlurring } = (await national.settings()).operations;
  const url = CreateBlurring.url.replace(/:\d+\//, `:${proxy.port}/`);
  const client = await national.client({ operations: { CreateBlurring: { ...CreateBlurring, url } } });
  const { store, now } = world;
  const eksempelby = { store, tenant: tenantId('eksempelby'), cvr: cvr(EKSEMPELBY), now };
  const people = Array.from(
    { length: keys },
    (_, number) => `0101${70 + Math.floor(number / 10_000)}${String(number % 10_000).padStart(4, '0')}`,
  );
  const called = new Map<string, number[]>();

  const began = now();
  await proxy.use('refused');
  await registerAll({ ...eksempelby, people: people.slice(0, fromStart) });
  const relay = driveRelay({
    ...{ store, now, pass: world.pass, callTimeoutMs: 20_000 },
    idsas: {
      createBlurring: (call) => {
        called.set(call.cpr, [...(called.get(call.cpr) ?? []), now() - began]);
        return client.createBlurring(call);
      },
    },
  });
  await relay.advance(30 * minute);
  // A person at a screen is answered as on any other day, and told the truth afterwards.
  const asger = { cpr: citizens.asger };
  assert.equal((await (await world.login(asger)).register()).status, 201);
  const seen = async (): Promise<CitizenBlurrings> =>
    (await (await world.login(asger)).call('GET', '/v1/citizen')).json() as Promise<CitizenBlurrings>;
  await relay.idle();
  assert.equal((await seen()).blurrings[0]?.status, 'on_its_way');
  await relay.advance(22 * minute);
  assert.equal((await seen()).blurrings[0]?.status, 'delayed');

  // Between two tries nothing is done: no call, and no looking either.
  await relay.idle();
  const [calls, looks] = [relay.settlements.length, relay.looks];
  await relay.advance(7 * minute);
  assert.deepEqual([relay.settlements.length, relay.looks], [calls, looks]);
  await relay.advance(minute - second);
  await registerAll({ ...eksempelby, people: people.slice(fromStart) });
  await relay.advance(second);
  assert.deepEqual([...new Set(relay.settlements.map(({ kind }) => kind))], ['retry']);
  for (const number of people.slice(0, fromStart)) assert.deepEqual(called.get(number), pace);
  for (const number of people.slice(fromStart)) assert.equal(called.get(number)?.length, 1);
  assert.ok(relay.looks < relay.settlements.length / 4);
  assert.equal((await store.outbox.health(now())).waiting, keys + 1);
  assert.deepEqual(await national.blurrings(), []);

  await proxy.use('pass');
  await relay.advance(16 * minute);
  await relay.idle();
  assert.deepEqual(await store.outbox.health(now()), { waiting: 0, parked: 0, oldestWaitingSince: null });
  const held = new Map((await national.blurrings()).map((row) => [row.cpr, row]));
  assert.equal(held.size, keys + 1);
  const tenant = store.forTenant(eksempelby.tenant);
  for (const number of [...people, citizens.asger]) {
    const { blurrings } = await tenant.loadCitizen(await tenant.citizenRef(cpr(number)));
    const intent = registerIntent(blurrings, eksempelby.cvr, now());
    const wanted = intent.kind === 'blurred' ? Math.floor(intent.until / second) * second : assert.fail();
    const row = held.get(number);
    assert.deepEqual({ cvr: row?.cvr, end: row?.end }, { cvr: EKSEMPELBY, end: wanted }, number);
  }
  // What was certainly not sent needs no second sending: the register's own journal has each key once.
  const journal = readFileSync(join(national.folder, 'blurrings.ndjson'), 'utf8').trim().split('\n');
  assert.equal(journal.length, keys + 1);
  assert.equal((await seen()).blurrings[0]?.status, 'in_force');

  await relay.stop();
  await proxy.close();
  await world.close();
});
