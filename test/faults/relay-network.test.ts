import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { BlurringView, CitizenBlurrings } from '../../shared/api.ts';
import type { IdsasClient } from '../../server/idsas/client.ts';
import { HOSPITAL, EKSEMPELBY, startNational } from '../idsas/national.ts';
import { FAULTS, seededModes, startFaultProxy, type Fault, type FaultProxy } from '../support/tcp-proxy.ts';
import { createWorld, type Client, type World } from '../support/world.ts';
import { driveRelay, type DrivenRelay } from './server-relay-driver.ts';

const minute = 60_000;
/** Long enough for the register to have read a call before its caller gives up. */
const callTimeoutMs = 1_000;

type Expected = {
  /** What the attempt may be written as. `retry` claims that not one byte was sent. */
  outcomes: readonly ('retry' | 'unknown')[];
  /** Whether the register has the call although its caller never read an answer. */
  kept: boolean;
};

/** A connection reset before it was taken up may or may not have looked open to the caller. */
const expected: Record<Fault, Expected> = {
  refused: { outcomes: ['retry'], kept: false },
  'reset-on-accept': { outcomes: ['retry', 'unknown'], kept: false },
  'black-hole': { outcomes: ['unknown'], kept: false },
  'reset-before-reply': { outcomes: ['unknown'], kept: true },
  'close-before-reply': { outcomes: ['unknown'], kept: true },
  'reply-swallowed': { outcomes: ['unknown'], kept: true },
  'reply-cut': { outcomes: ['unknown'], kept: true },
  'reset-in-reply': { outcomes: ['unknown'], kept: true },
  'reply-dripped': { outcomes: ['unknown'], kept: true },
};

describe('the relay over a network that fails', () => {
  let world: World;
  let national: Awaited<ReturnType<typeof startNational>>;
  let proxy: FaultProxy;
  let client: IdsasClient;
  let relay: DrivenRelay;
  const ending: (() => unknown)[] = [];
  let citizen = 0;

  before(async () => {
    world = await createWorld();
    const advance = (ms: number): number => {
      world.pass(ms);
      return world.now();
    };
    national = await startNational(
      { after: (end: () => unknown) => void ending.push(end) },
      { now: world.now, advance },
    );
  });
  after(async () => {
    for (const end of ending) await end();
    await world.close();
  });
  beforeEach(async () => void (proxy = await startFaultProxy({ port: Number(new URL(national.url).port) })));
  afterEach(async () => {
    await relay.stop();
    await proxy.close();
  });

  const through = (url: string): string => url.replace(/:\d+\//, `:${proxy.port}/`);
  const start = async (what: 'register' | 'tickets'): Promise<void> => {
    const { operations, stsUrl } = await national.settings();
    const { CreateBlurring } = operations;
    client = await national.client({
      requestTimeoutMs: callTimeoutMs,
      ...(what === 'tickets'
        ? { stsUrl: through(stsUrl) }
        : { operations: { CreateBlurring: { ...CreateBlurring, url: through(CreateBlurring.url) } } }),
    });
    relay = driveRelay({
      ...{ store: world.store, idsas: client, now: world.now, pass: world.pass, callTimeoutMs },
    });
  };

  const newCpr = (): string => `010170${String(++citizen).padStart(4, '0')}`;
  const login = (cpr: string, more: Record<string, unknown> = {}): Promise<Client> =>
    world.login({ cpr, roles: ['urn:dk:kommune:sloering:godkender'], ...more });
  /** What the server itself says, asked in a session of its own because time has passed. */
  const view = async (cpr: string, more?: Record<string, unknown>): Promise<CitizenBlurrings> =>
    (await (await login(cpr, more)).call('GET', '/v1/citizen')).json() as Promise<CitizenBlurrings>;
  const only = async (cpr: string): Promise<BlurringView> => {
    const [one, ...rest] = (await view(cpr)).blurrings;
    assert.equal(rest.length, 0);
    return one ?? assert.fail('the registration is gone');
  };
  const keptCalls = async (cpr: string): Promise<readonly { end?: number | undefined }[]> =>
    (await national.ledger('CreateBlurring')).filter((entry) => entry.cpr === cpr && entry.kept);

  const recovers = async (cpr: string, before: number, wasUnknown: boolean): Promise<void> => {
    const { ends_at } = await only(cpr);
    await proxy.use('pass');
    await relay.advance(3_000);
    assert.equal(relay.settlements.at(-1)?.kind, 'delivered');
    assert.equal((await only(cpr)).status, 'in_force');
    assert.equal((await keptCalls(cpr)).length, before + 1);

    // The unknown call may still arrive after the newer one: the intent goes out once more, ten minutes later.
    await relay.advance(10 * minute - 3_001);
    assert.equal((await keptCalls(cpr)).length, before + 1);
    await relay.advance(2 * minute);
    assert.equal((await keptCalls(cpr)).length, before + 1 + (wasUnknown ? 1 : 0));
    await relay.advance(60 * minute);
    const calls = await keptCalls(cpr);
    assert.equal(calls.length, before + 1 + (wasUnknown ? 1 : 0));
    for (const { end } of calls) assert.equal(end, Math.floor(Date.parse(ends_at) / 1000) * 1000);
    assert.equal((await only(cpr)).status, 'in_force');
  };

  for (const fault of FAULTS) {
    // Attack: the network swallows, cuts or resets a call, and somebody is told that they are protected when they are not.
    test(`${fault} at the register is told as on its way, and mends by itself`, async () => {
      await start('register');
      await proxy.use(fault);
      const cpr = newCpr();
      await (await login(cpr)).register();
      await relay.idle();
      const [settlement] = relay.settlements;
      const { outcomes, kept } = expected[fault];
      assert.ok(
        outcomes.some((one) => one === settlement?.kind),
        `written as ${settlement?.kind}`,
      );
      const [row] = await world.store.outbox.deliveries('waiting', 10);
      assert.equal(row?.last?.outcome, settlement?.kind);
      const { status, in_force_since } = await only(cpr);
      assert.deepEqual({ status, in_force_since }, { status: 'on_its_way', in_force_since: null });
      const before = (await keptCalls(cpr)).length;
      assert.equal(before, kept ? 1 : 0);
      await recovers(cpr, before, settlement?.kind === 'unknown');
    });

    test(`${fault} at the ticket service sends nothing to the register, and mends by itself`, async () => {
      await start('tickets');
      await proxy.use(fault);
      const cpr = newCpr();
      await (await login(cpr)).register();
      await relay.idle();
      assert.equal(relay.settlements[0]?.kind, 'retry');
      assert.equal((await only(cpr)).status, 'on_its_way');
      assert.equal((await keptCalls(cpr)).length, 0);
      await recovers(cpr, 0, false);
    });
  }

  const steps = 30;
  const seed = Number(process.env['NETWORK_SEED'] ?? randomInt(1_000_000));
  test(`any sequence of ${steps} faults ends with what is wanted (NETWORK_SEED=${seed})`, async () => {
    await start('register');
    const people = [
      { cpr: newCpr(), cvr: EKSEMPELBY, more: {} },
      { cpr: newCpr(), cvr: HOSPITAL, more: { cvr: HOSPITAL, iss: 'urn:eoj:proevestad' } },
    ];
    const faults = seededModes(seed);
    // A second sequence chooses what is asked: the modes stand for the numbers of their places.
    const choices = seededModes(seed + 1);
    const all = [...FAULTS, 'pass'] as const;
    const choose = (below: number): number => all.indexOf(choices.next().value) % below;

    for (let step = 0; step < steps; step += 1) {
      await proxy.use(faults.next().value);
      const person = people[step % 2] ?? assert.fail();
      const staff = await login(person.cpr, person.more);
      const inForce = (await view(person.cpr, person.more)).blurrings.find(({ ended }) => ended === null);
      const response =
        inForce && choose(3) === 0
          ? await staff.call(
              ...(['POST', `/v1/blurrings/${inForce.id}/end`, { citizen_key: staff.citizenKey }] as const),
              { 'Idempotency-Key': `end-${seed}-${String(step).padStart(10, '0')}` },
            )
          : await staff.register({ days: 1 + 9 * choose(10) });
      assert.ok([200, 201].includes(response.status), `step ${step}: ${response.status}`);
      await relay.idle();
      // A connection kept open would carry the next call past the next fault.
      await client.close();
      await relay.advance(choose(5) * minute);
      for (const { cpr, more } of people) {
        const calls = await keptCalls(cpr);
        for (const one of (await view(cpr, more)).blurrings) {
          const end = Math.floor(Date.parse(one.ends_at) / 1000) * 1000;
          const carried = calls.some((call) => call.end !== undefined && call.end >= end);
          assert.ok(one.status !== 'in_force' || carried, `step ${step}: in force, and never heard of`);
        }
      }
    }

    await proxy.use('pass');
    await client.close();
    await relay.advance(60 * minute);
    const held = await national.blurrings();
    for (const { cpr, cvr, more } of people) {
      const { blurred_until, blurrings } = await view(cpr, more);
      const rows = held.filter((row) => row.cpr === cpr);
      assert.deepEqual(
        rows.map((row) => row.cvr),
        [cvr],
      );
      const until = blurred_until === null ? null : Math.floor(Date.parse(blurred_until) / 1000) * 1000;
      const end = rows[0]?.end ?? assert.fail();
      assert.equal(end > world.now() ? end : null, until);
      assert.deepEqual([...new Set(blurrings.map(({ status }) => status))].sort(), [
        ...(blurrings.some(({ ended }) => ended) ? ['ended'] : []),
        ...(blurred_until === null ? [] : ['in_force']),
      ]);
    }
    assert.equal((await world.store.outbox.health(world.now())).waiting, 0);
  });
});
