import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { CallIds, Department } from '../../server/idsas/client.ts';
import { aCall, ASGER, EKSEMPELBY, HOSPITAL, startNational } from './national.ts';

const ids = (change: Partial<CallIds> = {}): CallIds => ({
  cvr: EKSEMPELBY,
  messageId: randomUUID(),
  flowId: randomUUID(),
  ...change,
});
const SOR: Department = { id: '440081000016006', classification: 'SOR' };
const SHAK: Department = { id: '130101A', classification: 'SHAK' };

for (const childQualification of ['qualified', 'unqualified'] as const) {
  test(`a unit is blurred, listed and freed again (children ${childQualification})`, async (t) => {
    const national = await startNational(t);
    await national.control({ strict: childQualification });
    const client = await national.client();
    for (const department of [SOR, SHAK])
      assert.equal((await client.createOrgBlurring({ ...ids(), department })).kind, 'delivered');
    const listed = await client.listOrgBlurrings(ids());
    assert.equal(listed.kind, 'listed');
    assert.deepEqual(new Set(listed.kind === 'listed' ? listed.departments : []), new Set([SOR, SHAK]));
    assert.equal((await client.removeOrgBlurring({ ...ids(), department: SOR })).kind, 'delivered');
    assert.deepEqual(await client.listOrgBlurrings(ids()), { kind: 'listed', departments: [SHAK] });
  });
}

test('creating and removing twice changes nothing and is no error', async (t) => {
  const client = await (await startNational(t)).client();
  for (const operation of [
    'createOrgBlurring',
    'createOrgBlurring',
    'removeOrgBlurring',
    'removeOrgBlurring',
  ] as const)
    assert.equal((await client[operation]({ ...ids(), department: SOR })).kind, 'delivered');
});

// The organisation is read from the ticket, so one organisation's list must never show another's units.
test('each organisation lists its own units only', async (t) => {
  const client = await (await startNational(t)).client();
  await client.createOrgBlurring({ ...ids(), department: SOR });
  await client.createOrgBlurring({ ...ids({ cvr: HOSPITAL }), department: SHAK });
  assert.deepEqual(await client.listOrgBlurrings(ids()), { kind: 'listed', departments: [SOR] });
  assert.deepEqual(await client.listOrgBlurrings(ids({ cvr: HOSPITAL })), {
    kind: 'listed',
    departments: [SHAK],
  });
});

test('a code that is neither SOR nor SHAK is refused here and sent to nobody', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  for (const department of [
    { id: '', classification: 'SOR' },
    { id: '44008100001600A', classification: 'SOR' },
    { id: '130<01', classification: 'SHAK' },
    { id: '130101a', classification: 'SHAK' },
  ] as const) {
    const outcome = await client.createOrgBlurring({ ...ids(), department });
    assert.deepEqual(outcome, { kind: 'refused', code: 'department_malformed', pause: 'key' });
  }
  assert.deepEqual(await national.ledger(), []);
});

test('operations the settings do not name are not configured, and nobody is called', async (t) => {
  const national = await startNational(t);
  const settings = await national.settings();
  const { CreateBlurring, ListOrgBlurrings } = settings.operations;
  assert.ok(ListOrgBlurrings);
  const off = { ...ListOrgBlurrings, enabled: false };
  const { nts: _, ...without } = settings;
  const client = await national.client({ ...without, operations: { CreateBlurring, ListOrgBlurrings: off } });
  const bare = await national.client({ operations: { CreateBlurring } });
  for (const one of [client, bare]) {
    assert.deepEqual(await one.createOrgBlurring({ ...ids(), department: SOR }), { kind: 'not_configured' });
    assert.deepEqual(await one.removeOrgBlurring({ ...ids(), department: SOR }), { kind: 'not_configured' });
    assert.deepEqual(await one.listOrgBlurrings(ids()), { kind: 'not_configured' });
  }
  assert.deepEqual(await national.ledger(), []);
});

test('CreateBlurring works on both interface versions, each with its own namespace and action', async (t) => {
  const national = await startNational(t);
  for (const version of ['20230601', '20240124']) {
    const response = await fetch(`${national.url}/control/settings?version=${version}`);
    const { operations } = (await response.json()) as Awaited<ReturnType<typeof national.settings>>;
    assert.equal(operations.CreateBlurring.version, version);
    const client = await national.client({ operations });
    assert.equal((await client.createBlurring(aCall())).kind, 'delivered', version);
  }
});

test('an empty success is delivered only where the settings say so', async (t) => {
  const national = await startNational(t);
  await national.control({ emptyResponse: true });
  const { operations } = await national.settings();
  const kindWith = async (acceptedResponse: 'OK' | 'empty' | 'OK or empty') => {
    const client = await national.client({
      operations: { CreateBlurring: { ...operations.CreateBlurring, acceptedResponse } },
    });
    return (await client.createBlurring(aCall())).kind;
  };
  assert.equal(await kindWith('OK'), 'unknown');
  assert.equal(await kindWith('empty'), 'delivered');
  assert.equal(await kindWith('OK or empty'), 'delivered');
  await national.control({ emptyResponse: false });
  assert.equal(await kindWith('empty'), 'unknown');
  assert.equal(await kindWith('OK or empty'), 'delivered');
});

test('the test service says whether the ticket works, and registers nothing', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  const call = ids();
  assert.deepEqual(await client.testTicket(call), { kind: 'accepted', messageId: call.messageId });
  await national.control({ fault: 'invalid_certificate' });
  assert.deepEqual(await client.testTicket(ids()), {
    kind: 'refused',
    code: 'invalid_certificate',
    pause: 'tenant',
  });
  await national.control({ fault: '', down: true });
  assert.equal((await client.testTicket(ids())).kind, 'unknown');
  assert.deepEqual(await national.blurrings(), []);
});

test('every operation goes through the gateway when there is one', async (t) => {
  const national = await startNational(t);
  const client = await national.client({ gatewayUrl: `${national.url}/decoupling/` });
  assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
  assert.equal((await client.createOrgBlurring({ ...ids(), department: SOR })).kind, 'delivered');
  assert.equal((await client.listOrgBlurrings(ids())).kind, 'listed');
  assert.equal((await client.testTicket(ids())).kind, 'accepted');
  assert.equal((await national.blurrings())[0]?.cpr, ASGER);
  const { operations } = await national.settings();
  const wrong = await national.client({
    gatewayUrl: `${national.url}/decoupling/`,
    operations: { CreateBlurring: { ...operations.CreateBlurring, soapAction: 'Wrong' } },
  });
  // The gateway's own fault carries no DGWS code; nobody has described it, so it is tried for a day and then given to a person.
  assert.deepEqual(await wrong.createBlurring(aCall()), { kind: 'unknown', code: 'fault_unlisted' });
});
