import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { BlurringView, CitizenBlurrings } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { StoreUnavailable, type Store } from '../../server/store/store.ts';
import { citizens, createWorld, type Client, type World } from '../support/world.ts';

const manager = { sub: 'user-2', user_name: 'Lone Leder', roles: ['urn:dk:kommune:sloering:godkender'] };
const viewOf = async (response: Response): Promise<BlurringView> => (await response.json()) as BlurringView;
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;

describe('registering a blurring', () => {
  let world: World;
  let client: Client;
  before(async () => void (world = await createWorld()));
  beforeEach(async () => void (client = await world.login({ cpr: citizens.bodil })));
  after(() => world.close());

  test('is registered, not yet in force, and ends on the last day at 23:59:59 Danish time', async () => {
    const response = await client.register();
    const view = await viewOf(response);
    assert.equal(response.status, 201);
    assert.equal(view.status, 'registered');
    assert.equal(view.in_force_since, null);
    assert.equal(view.ends_at, '2027-02-21T22:59:59.000Z');
    assert.equal(view.registered_by, 'Mette Sundby');
    assert.equal(view.decision, 'pending');
    assert.match(view.reference, /^S-[0-9A-F]{4}-[0-9A-F]{4}$/);
  });

  test('what the answer says is what is read back', async () => {
    const answered = await viewOf(await client.register());
    assert.deepEqual(await viewOf(await client.call('GET', `/v1/blurrings/${answered.id}`)), answered);
  });

  // Two presses, two tabs, a repeat after a lost answer.
  test('the same key is the same registration, however often and however much at once it is sent', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.register({}, key)));
    const ids = await Promise.all(answers.map(async (one) => (await viewOf(one)).id));
    assert.deepEqual(new Set(answers.map((one) => one.status)), new Set([201]));
    assert.equal(new Set(ids).size, 1);
  });

  test('the same key in a later session of the same person is still the same registration', async () => {
    const key = randomUUID();
    const first = await viewOf(await client.register({}, key));
    const later = await world.login({ cpr: citizens.bodil });
    assert.equal((await viewOf(await later.register({}, key))).id, first.id);
  });

  test('the same key for something else is refused', async () => {
    const key = randomUUID();
    await client.register({}, key);
    assert.equal(await codeOf(await client.register({ days: 30 }, key)), 'idempotency_key_reused');
  });

  test('a key is demanded', async () => {
    assert.equal(await codeOf(await client.register({}, '')), 'body_invalid');
  });

  const refusals: [string, Record<string, unknown>, string][] = [
    ['a period over the policy', { days: 91 }, 'period_over_policy'],
    ['a reason nobody has', { reason: { category: 'weather' } }, 'reason_unknown'],
    [
      'text beyond 1,000 characters',
      { reason: { category: 'threat', text: 'a'.repeat(1001) } },
      'reason_text_too_long',
    ],
    [
      'text with control characters',
      { reason: { category: 'threat', text: 'a\u0000b' } },
      'reason_text_control_characters',
    ],
    [
      'text that reads another way than it is written',
      { reason: { category: 'threat', text: 'a\u202eb' } },
      'reason_text_control_characters',
    ],
    ['a CVR number that is not the municipality’s', { cvrs: ['13748136'] }, 'cvr_not_allowed'],
    ['a CVR number twice', { cvrs: ['29190623', '29190623'] }, 'cvr_not_allowed'],
    ['no days', { days: 0 }, 'body_invalid'],
    ['half a day', { days: 0.5 }, 'body_invalid'],
    ['a field nobody asked for', { cpr: citizens.asger }, 'body_invalid'],
  ];
  for (const [what, change, code] of refusals) {
    test(`${what} is refused with ${code} and nothing is kept`, async () => {
      const before = (await (await client.call('GET', '/v1/citizen')).json()) as CitizenBlurrings;
      const response = await client.register(change);
      assert.equal(response.status, 422);
      assert.equal(await codeOf(response), code);
      const now = (await (await client.call('GET', '/v1/citizen')).json()) as CitizenBlurrings;
      assert.equal(now.blurrings.length, before.blurrings.length);
    });
  }

  test('the limit that was passed is said', async () => {
    const problem = (await (await client.register({ days: 91 })).json()) as Problem;
    assert.deepEqual(problem.limits, { maxDays: 90 });
    assert.deepEqual(problem.fields, [{ pointer: '/days', code: 'period_over_policy' }]);
  });

  // Wrong patient: the record system changed citizen while the form was open.
  test('a form that was opened for another citizen registers nothing', async () => {
    const other = await world.login({ cpr: citizens.asger });
    const response = await client.register({ citizen_key: other.citizenKey });
    assert.equal(response.status, 409);
    assert.equal(await codeOf(response), 'context_changed');
  });

  test('several CVR numbers become one registration', async () => {
    const view = await viewOf(await client.register({ cvrs: ['29190623', '29189366'] }));
    assert.deepEqual(view.cvrs, ['29190623', '29189366']);
  });

  test('an employee sees that there is a reason, a manager reads its text', async () => {
    const villads = await world.login({ cpr: citizens.villads });
    const { id } = await viewOf(
      await villads.register({ reason: { category: 'threat', text: 'Truede i døren.' } }),
    );
    assert.deepEqual((await viewOf(await villads.call('GET', `/v1/blurrings/${id}`))).reason, {
      category: 'threat',
    });
    const lone = await world.login({ cpr: citizens.villads, ...manager });
    assert.equal(
      (await viewOf(await lone.call('GET', `/v1/blurrings/${id}`))).reason.text,
      'Truede i døren.',
    );
  });

  test('nothing of the citizen, the people or the reason is in the log', async () => {
    await client.register({ reason: { category: 'threat', text: 'kanariefugl' } });
    const logged = world.logged();
    assert.match(logged, /"event":"request"/);
    for (const secret of [
      citizens.asger,
      citizens.bodil,
      'Sundby',
      'Testmann',
      'kanariefugl',
      client.bearer,
      'eyJ',
    ]) {
      assert.ok(!logged.includes(secret), secret);
    }
  });
});

describe('changing a blurring', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const change = (client: Client, id: string, action: string, body: Record<string, unknown> = {}) =>
    client.call(
      'POST',
      `/v1/blurrings/${id}/${action}`,
      { citizen_key: client.citizenKey, ...body },
      { 'Idempotency-Key': randomUUID() },
    );

  test('a manager ends one; the other stays in force and decides until when the citizen is blurred', async () => {
    const lone = await world.login(manager);
    const short = await viewOf(await lone.register({ days: 30 }));
    const long = await viewOf(await lone.register({ days: 60 }));
    const until = async () =>
      ((await (await lone.call('GET', '/v1/citizen')).json()) as CitizenBlurrings).blurred_until;
    assert.equal(await until(), long.ends_at);
    const ended = await viewOf(await change(lone, long.id, 'end'));
    assert.equal(ended.status, 'ended');
    assert.equal(ended.ended?.cause, 'ended');
    assert.equal(ended.ended?.national, false);
    assert.equal(await until(), short.ends_at);
  });

  test('a manager renews: the period counts from today', async () => {
    const lone = await world.login({ ...manager, cpr: citizens.bodil });
    const { id } = await viewOf(await lone.register({ days: 10 }));
    world.pass(5 * 60_000);
    assert.equal(
      (await viewOf(await change(lone, id, 'renew', { days: 90 }))).ends_at,
      '2027-02-21T22:59:59.000Z',
    );
    assert.equal(await codeOf(await change(lone, id, 'renew', { days: 91 })), 'period_over_policy');
  });

  // Attack: an employee calls what the page does not offer.
  test('an employee may neither end nor renew', async () => {
    const mette = await world.login({ cpr: citizens.villads });
    const { id } = await viewOf(await mette.register());
    assert.equal(await codeOf(await change(mette, id, 'end')), 'not_authorised');
    assert.equal(await codeOf(await change(mette, id, 'renew', { days: 10 })), 'not_authorised');
  });

  test('what has ended cannot be ended or renewed', async () => {
    const lone = await world.login({ ...manager, cpr: citizens.villads });
    const { id } = await viewOf(await lone.register());
    await change(lone, id, 'end');
    assert.equal(await codeOf(await change(lone, id, 'end')), 'already_ended');
    assert.equal(await codeOf(await change(lone, id, 'renew', { days: 10 })), 'already_ended');
  });

  // Attack: a registration of another citizen, or of another municipality, named by its id.
  test('only registrations of the session’s own citizen can be named', async () => {
    const lone = await world.login(manager);
    const { id } = await viewOf(await lone.register());
    const elsewhere = await world.login({ ...manager, cpr: citizens.bodil });
    assert.equal(await codeOf(await change(elsewhere, id, 'end')), 'not_found');
    const foreign = await world.login({ ...manager, iss: 'urn:eoj:proevestad', cvr: '13748136' });
    assert.equal(await codeOf(await change(foreign, id, 'end')), 'not_found');
  });
});

describe('limits and outages', () => {
  test('more changes than the limit are refused for that person only, until the next minute', async () => {
    const world = await createWorld({ changesPerMinute: 3 });
    const mette = await world.login();
    for (let sent = 0; sent < 3; sent += 1) assert.equal((await mette.register()).status, 201);
    const refused = await mette.register();
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('Retry-After'), '5');
    assert.equal((await (await world.login(manager)).register()).status, 201);
    world.pass(60_000);
    assert.equal((await mette.register()).status, 201);
    await world.close();
  });

  for (const code of ['locked', 'full', 'io', 'gone'] as const) {
    test(`a store that is ${code} is 503, and never "registered"`, async () => {
      let broken = false;
      const wrapStore = (store: Store): Store => ({
        ...store,
        forTenant: (tenant) => {
          const real = store.forTenant(tenant);
          return {
            ...real,
            commit: (commit) => (broken ? Promise.reject(new StoreUnavailable(code)) : real.commit(commit)),
          };
        },
      });
      const world = await createWorld({ wrapStore });
      const client = await world.login();
      broken = true;
      const key = randomUUID();
      const response = await client.register({}, key);
      assert.equal(response.status, 503);
      assert.equal(await codeOf(response), 'store_unavailable');
      broken = false;
      assert.equal((await client.register({}, key)).status, 201);
      const after = (await (await client.call('GET', '/v1/citizen')).json()) as CitizenBlurrings;
      assert.equal(after.blurrings.length, 1);
      await world.close();
    });
  }
});
