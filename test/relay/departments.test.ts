import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test, type TestContext } from 'node:test';
import { cvr, tenantId } from '../../server/domain/ids.ts';
import type { IdsasClient } from '../../server/idsas/client.ts';
import type { Log } from '../../server/log.ts';
import {
  createDepartmentRelay,
  deliverDueDepartments,
  type DepartmentDelivery,
} from '../../server/relay/departments.ts';
import { differencesOf, reconcileDepartments } from '../../server/relay/reconcile.ts';
import type { DepartmentList, DepartmentView, OrgStatus } from '../../shared/departments.ts';
import { startNational } from '../idsas/national.ts';
import { createSignal } from '../support/signals.ts';
import { createWorld, type Browser, type World } from '../support/world.ts';

const minute = 60_000;
const unit = { classification: 'SHAK', code: '990101A' } as const;
const named = `${unit.classification} ${unit.code}`;
const number = '29190623';
const note = 'Ikke længere nødvendig.';

describe('a department blurring on its way to the register', () => {
  let world: World;
  let anna: Browser;
  let bo: Browser;
  let logged: { event: string; fields: object }[];
  const log: Log = (event, fields = {}) => void logged.push({ event, fields });

  beforeEach(async () => {
    logged = [];
    world = await createWorld();
    await world.store.units.put(
      [{ ...unit, name: 'Akutpladserne', parent: null, owner: null, validFrom: null, validTo: null }],
      world.now(),
    );
    anna = await world.visit({ roles: ['admin'], person: 'anna' });
    bo = await world.visit({ roles: ['admin'], person: 'bo' });
  });
  afterEach(() => world.close());

  const read = async (response: Response): Promise<DepartmentView> => {
    assert.ok(response.ok, `${response.status}`);
    return (await response.json()) as DepartmentView;
  };
  const approved = async (): Promise<DepartmentView> => {
    const body = { cvr: number, unit, documentation: 'To trusler i oktober.' };
    const { id, revision } = await read(await anna.call('POST', '/page/departments', body));
    return read(await bo.call('POST', `/page/departments/${id}/approve`, { revision }));
  };
  const remove = async ({ id, revision }: DepartmentView): Promise<DepartmentView> =>
    read(await anna.call('POST', `/page/departments/${id}/remove`, { revision, note }));
  const now = ({ id }: DepartmentView): Promise<DepartmentView> =>
    anna.call('GET', `/page/departments/${id}`).then(read);
  const status = async (one: DepartmentView): Promise<OrgStatus> => (await now(one)).status;

  const deliveryBy = (idsas: DepartmentDelivery['idsas']): DepartmentDelivery => ({
    ...{ outbox: world.store.departments, idsas, now: world.now, random: () => 0.5 },
    ...{ newId: randomUUID, log, callTimeoutMs: 20_000 },
  });

  /** The national platform with the world's clock. */
  const national = async (t: TestContext) => {
    const advance = (ms: number): number => (world.pass(ms), world.now());
    const platform = await startNational(t, { now: world.now, advance });
    const client = await platform.client();
    const deliver = () => deliverDueDepartments(deliveryBy(client));
    const calls = async () =>
      (await platform.ledger()).map(({ operation, cvr: of, unit: what, kept }) => [
        operation,
        of,
        what,
        kept,
      ]);
    return { ...platform, client: client, deliver, calls };
  };

  test('is created after the approval and removed after the removal, for the right CVR number and code', async (t) => {
    const { deliver, calls } = await national(t);
    assert.equal(await deliver(), null);
    const one = await approved();
    assert.equal(one.status, 'registered');
    world.pass(minute);
    await deliver();
    const inForce = await now(one);
    assert.deepEqual([inForce.status, inForce.since], ['in_force', new Date(world.now()).toISOString()]);
    const removed = await remove(inForce);
    assert.equal(removed.status, 'removing');
    await deliver();
    assert.equal(await status(one), 'ended');
    assert.deepEqual(
      (await calls()).filter(([operation]) => operation !== 'Issue'),
      [
        ['CreateOrgBlurring', number, named, true],
        ['RemoveOrgBlurring', number, named, true],
      ],
    );
  });

  test('waits while the register is away, says so honestly, and arrives afterwards', async (t) => {
    const { deliver, control, calls } = await national(t);
    await control({ down: true });
    const one = await approved();
    await deliver();
    assert.equal(await status(one), 'on_its_way');
    world.pass(20 * minute);
    await deliver();
    assert.equal(await status(one), 'delayed');
    await control({ down: false });
    world.pass(20 * minute);
    // A login is idle after half an hour; the person is back.
    anna = await world.visit({ roles: ['admin'], person: 'anna' });
    await deliver();
    assert.equal(await status(one), 'in_force');
    assert.ok(
      (await calls()).some(
        ([operation, , what, kept]) => operation === 'CreateOrgBlurring' && what === named && kept,
      ),
    );
  });

  // The reply is lost: the register may have acted. It is asked again until an answer is read, each time under a message id of its own.
  test('is repeated after a lost reply, and once more later because the first call may land late', async (t) => {
    const { deliver, control, ledger } = await national(t);
    await control({ dropReply: true });
    const one = await approved();
    await deliver();
    assert.equal(await status(one), 'on_its_way');
    await control({ dropReply: false });
    world.pass(minute);
    await deliver();
    assert.equal(await status(one), 'in_force');
    world.pass(11 * minute);
    await deliver();
    const created = await ledger('CreateOrgBlurring');
    assert.equal(created.length, 3);
    assert.equal(new Set(created.map(({ messageId }) => messageId)).size, 3);
    assert.equal(await world.store.departments.nextDueAt(), null);
  });

  test('is set aside when the register refuses it, and goes on when a person says so', async () => {
    const answers: Awaited<ReturnType<IdsasClient['createOrgBlurring']>>[] = [
      { kind: 'refused', code: 'processing_problem', pause: 'key' },
      { kind: 'delivered', messageId: 'm' },
    ];
    const answer = () => Promise.resolve(answers.shift() ?? assert.fail('one call too many'));
    const deps = deliveryBy({ createOrgBlurring: answer, removeOrgBlurring: answer });
    const one = await approved();
    await deliverDueDepartments(deps);
    const aside = await now(one);
    assert.deepEqual([aside.status, aside.delivery_code], ['needs_attention', 'processing_problem']);
    world.pass(15 * minute);
    await deliverDueDepartments(deps);
    assert.equal(answers.length, 1);
    await read(await anna.call('POST', `/page/departments/${one.id}/retry`, { revision: aside.revision }));
    await deliverDueDepartments(deps);
    assert.equal(await status(one), 'in_force');
    assert.equal((await now(one)).history.at(-1)?.action, 'org_blurring_resent');
  });

  test('stops with its CVR number on a credential problem, and goes on with it', async () => {
    let calls = 0;
    const refuse = () => {
      calls += 1;
      return Promise.resolve({ kind: 'refused', code: 'invalid_certificate', pause: 'tenant' } as const);
    };
    const one = await approved();
    await deliverDueDepartments(deliveryBy({ createOrgBlurring: refuse, removeOrgBlurring: refuse }));
    assert.equal(calls, 1);
    assert.equal(await status(one), 'needs_attention');
    await world.store.outbox.resume({ tenant: tenantId('eksempelby'), cvr: cvr(number) }, world.now());
    const ok = () => Promise.resolve({ kind: 'delivered', messageId: 'm' } as const);
    await deliverDueDepartments(deliveryBy({ createOrgBlurring: ok, removeOrgBlurring: ok }));
    assert.equal(await status(one), 'in_force');
  });

  test('waits where the operation is not set up, instead of being given up', async () => {
    const off = () => Promise.resolve({ kind: 'not_configured' } as const);
    const one = await approved();
    await deliverDueDepartments(deliveryBy({ createOrgBlurring: off, removeOrgBlurring: off }));
    const waiting = await now(one);
    assert.deepEqual([waiting.status, waiting.delivery_code], ['on_its_way', 'not_configured']);
    assert.ok((await world.store.departments.nextDueAt()) !== null);
  });

  test('that is removed before anything was sent ends without a call', async () => {
    const never = () => assert.fail('nothing is to be sent');
    const one = await remove(await approved());
    await deliverDueDepartments(deliveryBy({ createOrgBlurring: never, removeOrgBlurring: never }));
    assert.equal(await status(one), 'ended');
  });

  // A removal while the creation is under way must follow it, never overtake it.
  test('that is removed while its creation is under way is removed after it, never beside it', async () => {
    const order: string[] = [];
    const one = await approved();
    let removed: DepartmentView | undefined;
    const deps = deliveryBy({
      createOrgBlurring: async () => {
        order.push('create begins');
        removed = await remove(await now(one));
        order.push('create ends');
        return { kind: 'delivered', messageId: 'm' };
      },
      removeOrgBlurring: () => {
        order.push('remove');
        return Promise.resolve({ kind: 'delivered', messageId: 'm' });
      },
    });
    await deliverDueDepartments(deps);
    assert.deepEqual(order, ['create begins', 'create ends', 'remove']);
    assert.equal(removed?.status, 'removing');
    assert.equal(await status(one), 'ended');
  });

  // A server dies between the call and its answer: the attempt is there, its fate unknown, and another server goes on.
  test('is taken over when its lease has run out, and repeated later because nobody knows', async () => {
    const one = await approved();
    const { departments: outbox } = world.store;
    const [claim] = await outbox.claim({ now: world.now(), limit: 1, leaseMs: minute, leaseToken: 'dead' });
    assert.ok(claim);
    const begun = { ...claim, leaseToken: 'dead', revision: 1, messageId: 'lost', now: world.now() };
    assert.equal(await outbox.beginAttempt(begun), true);
    const ok = () => Promise.resolve({ kind: 'delivered', messageId: 'm' } as const);
    const deps = deliveryBy({ createOrgBlurring: ok, removeOrgBlurring: ok });
    assert.equal(await deliverDueDepartments(deps), world.now() + minute);
    world.pass(minute);
    const repeatAt = await deliverDueDepartments(deps);
    assert.equal(await status(one), 'in_force');
    assert.ok(repeatAt !== null && repeatAt > world.now());
    // The dead one's late answer changes nothing.
    const late = { kind: 'refused', code: 'x', pause: 'key' } as const;
    assert.equal(await outbox.settle(claim, 'dead', 'lost', late, world.now()), false);
  });

  test('is delivered by a relay that the approval wakes', async () => {
    const arrived = createSignal<string>();
    const call: IdsasClient['createOrgBlurring'] = ({ department }) => {
      arrived.fire(department.id);
      return Promise.resolve({ kind: 'delivered', messageId: 'm' });
    };
    const { outbox: _, ...deps } = deliveryBy({ createOrgBlurring: call, removeOrgBlurring: call });
    const relay = createDepartmentRelay({ ...deps, store: world.store, after: () => () => undefined });
    relay.start();
    const next = arrived.next();
    const one = await approved();
    assert.equal(await next, unit.code);
    await relay.stop();
    assert.equal(await status(one), 'in_force');
  });

  test('is compared with the register once a night: differences are an alarm, on the page, and left alone', async (t) => {
    const { deliver, client, ledger } = await national(t);
    const compare = () =>
      reconcileDepartments({ store: world.store, idsas: client, now: world.now, newId: randomUUID, log });
    const comparisons = async () =>
      ((await (await anna.call('GET', '/page/departments')).json()) as DepartmentList).comparisons;
    const alarms = () => logged.filter(({ event }) => event === 'department_difference');
    await approved();
    await deliver();
    await compare();
    const [first] = (await comparisons()).filter((one) => one.cvr === number);
    assert.deepEqual([first?.code, first?.differences], ['ok', []]);
    assert.equal(alarms().length, 0);

    const ids = () => ({ cvr: number, messageId: randomUUID(), flowId: randomUUID() });
    await client.removeOrgBlurring({ ...ids(), department: { id: unit.code, classification: 'SHAK' } });
    await client.createOrgBlurring({ ...ids(), department: { id: '1301', classification: 'SHAK' } });
    const asked = async () => (await ledger()).filter(({ operation }) => operation.startsWith('List')).length;
    assert.equal(await asked(), 2);
    await compare();
    assert.equal(await asked(), 2, 'once a night');
    world.pass(24 * 60 * minute);
    await compare();
    anna = await world.visit({ roles: ['admin'], person: 'anna' });
    const found = (await comparisons()).find((one) => one.cvr === number);
    assert.deepEqual(found?.differences, [
      { kind: 'missing', ...unit, name: 'Akutpladserne' },
      { kind: 'foreign', classification: 'SHAK', code: '1301', name: null },
    ]);
    assert.deepEqual(
      alarms().map(({ fields }) => fields),
      [{ tenant: 'eksempelby', cvr: number, missing: 1, foreign: 1 }],
    );
    assert.equal(await world.store.departments.nextDueAt(), null);
  });

  test('is not compared where the register gives no list, and a failed comparison is said', async () => {
    const idsas = (answer: Awaited<ReturnType<IdsasClient['listOrgBlurrings']>>) => ({
      listOrgBlurrings: () => Promise.resolve(answer),
    });
    const deps = { store: world.store, now: world.now, newId: randomUUID, log };
    await approved();
    await reconcileDepartments({ ...deps, idsas: idsas({ kind: 'not_configured' }) });
    const { departments } = world.store.forTenant(tenantId('eksempelby'));
    assert.deepEqual(await departments.comparisons(), []);
    await reconcileDepartments({ ...deps, idsas: idsas({ kind: 'unknown', code: 'network_timeout' }) });
    assert.equal((await departments.comparisons())[0]?.code, 'network_timeout');
    assert.ok(logged.some(({ event }) => event === 'department_list_failed'));
  });
});

test('what is on its way for a unit is no difference, in either direction', () => {
  const one = { ...unit, name: 'x' };
  const listed = [{ id: unit.code, classification: unit.classification }];
  assert.deepEqual(differencesOf([{ ...one, wanted: true, settled: false }], []), []);
  assert.deepEqual(differencesOf([{ ...one, wanted: false, settled: false }], listed), []);
  assert.equal(differencesOf([{ ...one, wanted: false, settled: true }], listed)[0]?.kind, 'foreign');
  assert.equal(differencesOf([{ ...one, wanted: true, settled: true }], [])[0]?.kind, 'missing');
});
