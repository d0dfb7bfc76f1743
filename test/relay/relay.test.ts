import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { actorId, cvr, instant, tenantId, type Instant } from '../../server/domain/ids.ts';
import type { BlurringCall, IdsasOutcome } from '../../server/idsas/client.ts';
import { createRelay, relaySettings, type Relay } from '../../server/relay/relay.ts';
import { createSignal, type Signal } from '../support/signals.ts';
import { createWorld, type Client, type World } from '../support/world.ts';

/** A register the test answers for, one call at a time. */
type Received = BlurringCall & { answer: (outcome: IdsasOutcome) => void };

describe('the relay', () => {
  let world: World;
  let relay: Relay;
  let received: Received[];
  let arrived: Signal<Received>;
  let citizen = 0;
  const delivered: IdsasOutcome = { kind: 'delivered', messageId: 'm' };

  before(async () => void (world = await createWorld()));
  after(() => world.close());

  beforeEach(() => {
    received = [];
    arrived = createSignal<Received>();
  });

  /** Starts a relay that never looks by itself within the test: whatever it does, a commit has woken it to do. */
  const start = (now: () => Instant = world.now, store = world.store): void => {
    relay = createRelay({
      store,
      idsas: {
        createBlurring: (call) =>
          new Promise((answer) => {
            const one = { ...call, answer };
            received.push(one);
            arrived.fire(one);
          }),
      },
      now,
      random: () => 0.5,
      newId: randomUUID,
      log: () => undefined,
      callTimeoutMs: 30_000,
      settings: { ...relaySettings(30_000), longestSleepMs: 3_600_000 },
    });
    relay.start();
  };

  const cpr = (): string =>
    `0101${String(70 + (citizen % 20)).padStart(2, '0')}${String(++citizen).padStart(4, '0')}`;
  const newClient = (): Promise<Client> =>
    world.login({ cpr: cpr(), roles: ['urn:dk:kommune:sloering:godkender'] });
  const statusOf = async (client: Client): Promise<string> => {
    const { blurrings } = (await (await client.call('GET', '/v1/citizen')).json()) as {
      blurrings: { status: string }[];
    };
    return blurrings[0]?.status ?? 'none';
  };

  test('is woken by the commit, and the registration is in force only after the answer', async () => {
    start();
    const client = await newClient();
    const next = arrived.next();
    await client.register();
    const call = await next;
    assert.equal(call.cvr, '29190623');
    assert.equal(await statusOf(client), 'on_its_way');
    call.answer(delivered);
    await relay.stop();
    assert.equal(await statusOf(client), 'in_force');
  });

  test('stopping waits for the call that is under way, and settles it', async () => {
    start();
    const client = await newClient();
    const next = arrived.next();
    await client.register();
    const call = await next;
    const stopped = relay.stop();
    call.answer(delivered);
    await stopped;
    assert.equal(await statusOf(client), 'in_force');
  });

  test('has four calls in flight at most, each for another citizen', async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, newClient));
    for (const client of clients) await client.register();
    start();
    let most = 0;
    let open = 0;
    for (let answered = 0; answered < 10; answered += 1) {
      while (received.length <= answered) await arrived.next();
      open = received.length - answered;
      most = Math.max(most, open);
      received[answered]?.answer(delivered);
    }
    await relay.stop();
    assert.equal(most, 4);
    assert.equal(new Set(received.map(({ cpr: number }) => number)).size, 10);
  });

  test('what changes while a call is under way is sent after it, never beside it', async () => {
    start();
    const client = await newClient();
    let next = arrived.next();
    await client.register({ days: 30 });
    const first = await next;
    await client.register({ days: 60 });
    assert.equal(received.length, 1);
    next = arrived.next();
    first.answer(delivered);
    const second = await next;
    assert.ok(second.endDateTime > first.endDateTime);
    second.answer(delivered);
    await relay.stop();
    assert.equal(received.length, 2);
  });

  test('a refusal is shown as needing attention, stays, and goes on when a person says so', async () => {
    start();
    const client = await newClient();
    let next = arrived.next();
    await client.register();
    (await next).answer({ kind: 'refused', code: 'syntax_error', pause: 'key' });
    await relay.stop();
    assert.equal(await statusOf(client), 'needs_attention');
    start();
    next = arrived.next();
    const tenant = (await world.store.registry.listTenants())[0] ?? assert.fail();
    const { cvrs } = (await world.store.forTenant(tenant.id).loadSettings()) ?? assert.fail();
    for (const one of cvrs) await world.store.outbox.resume({ tenant: tenant.id, cvr: one.cvr }, world.now());
    (await next).answer(delivered);
    await relay.stop();
    assert.equal(await statusOf(client), 'in_force');
  });

  // A person who stops an organisation must not have to wait for what was claimed before.
  test('what was claimed before a person stopped the organisation is not sent, and goes on when released', async () => {
    const clients = await Promise.all(Array.from({ length: 8 }, newClient));
    for (const client of clients) await client.register();
    const { outbox } = world.store;
    const scope = { tenant: tenantId('eksempelby'), cvr: cvr('29190623') };
    let stopped = false;
    const store = {
      ...world.store,
      outbox: {
        ...outbox,
        // The pause arrives after the claim and before the first attempt is written.
        beginAttempt: async (attempt: Parameters<typeof outbox.beginAttempt>[0]) => {
          if (!stopped) await outbox.pause(scope, 'operator', world.now(), actorId('operator:anna'));
          stopped = true;
          return outbox.beginAttempt(attempt);
        },
      },
    };
    start(world.now, store);
    while (!stopped) await new Promise(setImmediate);
    await relay.stop();
    assert.equal(received.length, 0);
    assert.equal(await outbox.resume(scope, world.now()), 8);
    start();
    for (let answered = 0; answered < 8; answered += 1) {
      while (received.length <= answered) await arrived.next();
      received[answered]?.answer(delivered);
    }
    await relay.stop();
    for (const client of clients) assert.equal(await statusOf(client), 'in_force');
  });

  test('a key whose lease has too little left for a call is given up, not sent', async () => {
    const client = await newClient();
    await client.register();
    // The clock jumps ahead between the claim and the call, as it does for a process that was asleep.
    let looks = 0;
    start(() => instant(world.now() + (looks++ === 0 ? 0 : 60_000)));
    await relay.stop();
    assert.equal(received.length, 0);
    assert.equal(await statusOf(client), 'on_its_way');
  });
});
