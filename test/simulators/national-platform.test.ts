import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withAddressing } from '../../examples/simulators/national/gateway.ts';
import { readXml } from '../../examples/simulators/national/xml.ts';
import { initialSwitches, type Switches } from '../../examples/simulators/national/control.ts';
import type { CallIds, Department } from '../../server/idsas/client.ts';
import { aCall, ASGER, BODIL, DAY, EKSEMPELBY, HOSPITAL, NOON, startNational } from '../idsas/national.ts';

const ids = (cvr = EKSEMPELBY): CallIds => ({ cvr, messageId: randomUUID(), flowId: randomUUID() });
const unit: Department = { id: '440081000016006', classification: 'SOR' };

test('a unit of another organisation is refused where the organisation register knows whose it is', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  await national.post('/control/clients', { cvr: EKSEMPELBY, units: [unit] });
  await national.post('/control/clients', { cvr: HOSPITAL, units: [] });
  assert.equal((await client.createOrgBlurring({ ...ids(), department: unit })).kind, 'delivered');
  assert.equal((await client.createOrgBlurring({ ...ids(HOSPITAL), department: unit })).kind, 'unknown');
  const held = (await (await fetch(`${national.url}/control/departments`)).json()) as { cvr: string }[];
  assert.deepEqual(
    held.map(({ cvr }) => cvr),
    [EKSEMPELBY],
  );
});

test('the organisation register away is the server’s problem, and the unit is not kept', async (t) => {
  const national = await startNational(t);
  await national.control({ soresDown: true });
  const client = await national.client();
  assert.deepEqual(await client.createOrgBlurring({ ...ids(), department: unit }), {
    kind: 'unknown',
    code: 'processing_problem',
  });
  assert.deepEqual(await (await fetch(`${national.url}/control/departments`)).json(), []);
});

test('an organisation may be allowed one kind of call and not another', async (t) => {
  const national = await startNational(t);
  await national.post('/control/clients', { cvr: EKSEMPELBY, types: ['BLURRING'] });
  const client = await national.client();
  assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
  assert.deepEqual(await client.createOrgBlurring({ ...ids(), department: unit }), {
    kind: 'refused',
    code: 'not_authorized',
    pause: 'tenant',
  });
  assert.equal((await client.testTicket(ids())).kind, 'accepted');
});

test('departments survive a restart, removed ones too, and the file keeps only what counts', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  for (let round = 0; round < 5; round += 1) {
    await client.createOrgBlurring({ ...ids(), department: unit });
    await client.removeOrgBlurring({ ...ids(), department: unit });
  }
  await client.createOrgBlurring({ ...ids(), department: { id: '130101A', classification: 'SHAK' } });
  const { openRegister } = await import('../../examples/simulators/national/register.ts');
  const again = await openRegister(national.folder);
  assert.deepEqual(
    [...again.departments()].map(({ id }) => id),
    ['130101A'],
  );
  await again.close();
  assert.equal(readFileSync(`${national.folder}/departments.ndjson`, 'utf8').trim().split('\n').length, 2);
});

const cards: [Switches['card'], { kind: string; code: string; pause?: string }][] = [
  ['foreign', { kind: 'refused', code: 'sts_card_other_organisation', pause: 'tenant' }],
  ['unknown-signer', { kind: 'retry', code: 'sts_card_untrusted' }],
  ['expired', { kind: 'retry', code: 'sts_card_not_valid_now' }],
  ['not-yet-valid', { kind: 'retry', code: 'sts_card_not_valid_now' }],
];
for (const [card, outcome] of cards)
  test(`the ticket service hands out ${card} cards, and the client sends none of them`, async (t) => {
    const national = await startNational(t);
    await national.control({ card });
    assert.deepEqual(await (await national.client()).createBlurring(aCall()), outcome);
    assert.deepEqual(await national.ledger('CreateBlurring'), []);
    await national.control({ card: 'good' });
    assert.equal((await (await national.client()).createBlurring(aCall())).kind, 'delivered');
  });

// Four calls find their card refused at the same instant: one new card must serve them all (reliability: single-flight renewal).
test('cards called back while four calls are in flight are fetched anew exactly once', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  await client.createBlurring(aCall({ cpr: BODIL }));
  national.clock.advance(1000);
  await national.post('/control/revoke', {});
  const outcomes = await Promise.all(
    [1, 2, 3, 4].map((days) => client.createBlurring(aCall({ endDateTime: NOON + days * DAY }))),
  );
  assert.deepEqual(new Set(outcomes.map(({ kind }) => kind)), new Set(['delivered']));
  assert.equal((await national.ledger('Issue')).length, 2);
});

const hostile: Switches['hostileReply'][] = [
  'entity-bomb',
  'huge',
  'utf16',
  'latin1',
  'truncated',
  'ok-in-header',
  'ok-in-comment',
  'two-responses',
  'html',
  'other-message',
];
for (const hostileReply of hostile)
  test(`the hostile reply ${hostileReply} is unknown to the client, while the register holds the blurring`, async (t) => {
    const national = await startNational(t);
    await national.control({ hostileReply });
    assert.equal((await (await national.client()).createBlurring(aCall())).kind, 'unknown');
    assert.equal((await national.blurrings()).length, 1);
    assert.match(
      (await national.ledger('CreateBlurring'))[0]?.outcome ?? '',
      new RegExp(`^ok, ${hostileReply}$`),
    );
  });

test('an HTTP status without SOAP is unknown, and nothing is kept', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  await client.createBlurring(aCall({ cpr: BODIL }));
  await national.control({ http: 404 });
  assert.deepEqual(await client.createBlurring(aCall()), { kind: 'unknown', code: 'http_404' });
  assert.equal((await national.blurrings()).length, 1);
});

test('a citizen master data does not know is refused, the next one is not', async (t) => {
  const national = await startNational(t);
  await national.control({ unknownCpr: [ASGER] });
  const client = await national.client();
  assert.deepEqual(await client.createBlurring(aCall()), { kind: 'unknown', code: 'processing_problem' });
  assert.equal((await client.createBlurring(aCall({ cpr: BODIL }))).kind, 'delivered');
});

test('a fault can be for one operation only', async (t) => {
  const national = await startNational(t);
  await national.control({ fault: 'syntax_error', faultOperation: 'CreateOrgBlurring' });
  const client = await national.client();
  assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
  assert.equal((await client.createOrgBlurring({ ...ids(), department: unit })).kind, 'refused');
});

test('children in the wrong form are refused when strict, and taken when lenient', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  await national.control({ strict: 'qualified' });
  assert.deepEqual(await client.createBlurring(aCall()), {
    kind: 'refused',
    code: 'syntax_error',
    pause: 'key',
  });
  await national.control({ lenient: true });
  assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
});

test('the gateway adds its addressing headers, gives up on a slow service that acts all the same, and knows no foreign address', async (t) => {
  const national = await startNational(t);
  const client = await national.client({ gatewayUrl: `${national.url}/decoupling/` });
  await national.control({ delayMs: 30, gatewayTimeoutMs: 10 });
  assert.deepEqual(await client.createBlurring(aCall()), { kind: 'unknown', code: 'fault_unlisted' });
  await national.control({ delayMs: 0 });
  assert.equal((await national.blurrings()).length, 1);
  const outside = await national.client({
    gatewayUrl: `${national.url}/decoupling/http://elsewhere.example/`,
  });
  assert.equal((await outside.createBlurring(aCall())).kind, 'unknown');
  assert.equal((await national.ledger('gateway')).at(-1)?.outcome, 'unrouted');
});

test('the gateway routes by the name of a service, and knows no other name', async (t) => {
  const national = await startNational(t);
  const named = async (name: string) => {
    const settings = await national.settings();
    const { CreateBlurring } = settings.operations;
    const url = `${national.url}/decoupling/service/${name}/`;
    return national.client({
      operations: { ...settings.operations, CreateBlurring: { ...CreateBlurring, url } },
    });
  };
  assert.equal((await (await named('idsas-registration')).createBlurring(aCall())).kind, 'delivered');
  assert.equal((await national.blurrings()).length, 1);
  assert.equal((await (await named('toString')).createBlurring(aCall())).kind, 'unknown');
  assert.equal((await national.ledger('gateway')).at(-1)?.outcome, 'unrouted');
});

test('the gateway’s headers leave every byte of the ID card as it was', () => {
  const message = Buffer.concat([
    Buffer.from('<s:Envelope xmlns:s="x"><s:Header><card>Ærø '),
    Buffer.from([0xff, 0xc3, 0x28]),
    Buffer.from('</card><!-- <Header> --></s:Header></s:Envelope>'),
  ]);
  const sent = withAddressing(message, 'urn:a', '/to');
  const at = message.indexOf('<card>');
  assert.deepEqual(sent.subarray(sent.indexOf('<card>')), message.subarray(at));
  assert.deepEqual(sent.subarray(0, at), message.subarray(0, at));
  assert.match(
    sent.toString('latin1'),
    /<s:Header><wsa:Action [^>]*>urn:a<\/wsa:Action><wsa:To [^>]*>\/to<\/wsa:To><card>/,
  );
  assert.deepEqual(
    withAddressing(Buffer.from('<s:Envelope><s:Header/></s:Envelope>'), 'a', 'b').toString(),
    '<s:Envelope><s:Header/></s:Envelope>',
  );
});

test('a certificate, a unit or a range that makes no sense is answered with 400', async (t) => {
  const national = await startNational(t);
  const post = async (value: unknown) =>
    (
      await fetch(`${national.url}/control/clients`, {
        method: 'POST',
        body: JSON.stringify({ cvr: EKSEMPELBY, ...(value as object) }),
      })
    ).status;
  assert.equal(await post({ certificatePem: 'x' }), 400);
  assert.equal(await post({ units: [{ id: 'ABCDEFGHIJ', classification: 'SHAK' }] }), 400);
  for (const query of ['since=abc', 'limit=-1', 'limit=0', 'since=1.5'])
    assert.equal((await fetch(`${national.url}/control/ledger?${query}`)).status, 400);
});

test('no action is known when the platform has lost its routes', async (t) => {
  const national = await startNational(t);
  await national.control({ wrongSoapAction: true });
  assert.deepEqual(await (await national.client()).createBlurring(aCall()), {
    kind: 'unknown',
    code: 'fault_unlisted',
  });
  assert.deepEqual(await national.blurrings(), []);
});

test('every interface describes itself in a WSDL that says it is unofficial and follows the form of children', async (t) => {
  const national = await startNational(t);
  const { operations, nts } = await national.settings();
  for (const url of [...Object.values(operations), nts ?? assert.fail()].map((one) => one.url)) {
    for (const strict of ['qualified', 'unqualified'] as const) {
      await national.control({ strict });
      const text = await (await fetch(`${url}?wsdl`)).text();
      assert.match(text, /Unofficial/);
      assert.match(text, new RegExp(`elementFormDefault="${strict}"`));
      assert.ok(readXml(text, (root) => root.find('//*[local-name()="operation"]').length) > 0);
    }
  }
});

test('switches are reset together, a wrong one is named, and the calls after a number can be asked for', async (t) => {
  const national = await startNational(t);
  await national.control({ down: true, delayMs: 5, card: 'expired' });
  await national.post('/control/reset', {});
  const client = await national.client();
  await client.createBlurring(aCall());
  await client.createBlurring(aCall({ cpr: BODIL }));
  const answer = await fetch(`${national.url}/control`, {
    method: 'POST',
    body: JSON.stringify({ downn: true, delayMs: -1 }),
  });
  assert.equal(answer.status, 400);
  assert.deepEqual(((await answer.json()) as { fields: string[] }).fields.sort(), ['delayMs', 'downn']);
  const { total } = (await (await fetch(`${national.url}/control/ledger`)).json()) as { total: number };
  const { entries } = (await (
    await fetch(`${national.url}/control/ledger?since=${total - 1}&limit=10`)
  ).json()) as { entries: { cpr: string }[] };
  assert.deepEqual(
    entries.map(({ cpr }) => cpr),
    [BODIL],
  );
});

test('the control page sets every switch there is, and resets them', async (t) => {
  const national = await startNational(t);
  const page = await (await fetch(national.url)).text();
  const switches = (await (await fetch(`${national.url}/control`)).json()) as Switches;
  for (const name of Object.keys(switches)) assert.ok(page.includes(`name="${name}"`), name);
  const form = new URLSearchParams({
    hostileReply: 'html',
    http: '503',
    unknownCpr: `${ASGER} ${BODIL}`,
    card: 'foreign',
    strict: 'qualified',
    signatureAlgorithm: 'sha1',
    lenient: 'on',
  });
  await fetch(national.url, { method: 'POST', body: form, redirect: 'manual' });
  const set = (await (await fetch(`${national.url}/control`)).json()) as Switches;
  assert.deepEqual(
    [set.hostileReply, set.http, set.unknownCpr, set.card, set.lenient, set.gatewayTimeoutMs],
    ['html', 503, [ASGER, BODIL], 'foreign', true, null],
  );
  await fetch(national.url, {
    method: 'POST',
    body: new URLSearchParams({ reset: '1' }),
    redirect: 'manual',
  });
  assert.deepEqual(await (await fetch(`${national.url}/control`)).json(), switches);
});

test('the guide to the simulators names every switch', () => {
  const guide = readFileSync(new URL('../../examples/simulators/README.md', import.meta.url), 'utf8');
  for (const name of Object.keys(initialSwitches)) assert.ok(guide.includes(`\`${name}\``), name);
});
