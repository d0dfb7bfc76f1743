import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';
import type { CertificateState } from '../../server/domain/certificate.ts';
import { cvr, tenantId } from '../../server/domain/ids.ts';
import type { IdsasClient } from '../../server/idsas/client.ts';
import { createCredentials } from '../../server/credentials/credentials.ts';
import { installCredential, removeCredential } from '../../server/credentials/install.ts';
import { createLog } from '../../server/log.ts';
import { createMetrics } from '../../server/operations/metrics.ts';
import { createOperations, type OperationsDeps } from '../../server/operations/operations.ts';
import { operatorLine, parseOperators } from '../../server/operations/operators.ts';
import { createRelay, relaySettings } from '../../server/relay/relay.ts';
import { citizens, createWorld, type World } from '../support/world.ts';

const EKSEMPELBY = { tenant: 'eksempelby', cvr: '29190623' };
const authorization = `Basic ${Buffer.from('anna:secret').toString('base64')}`;

describe("the operator's side", () => {
  let world: World;
  let side: Hono;
  let answer: Awaited<ReturnType<IdsasClient['testTicket']>>;
  let listed: Awaited<ReturnType<IdsasClient['listOrgBlurrings']>> = { kind: 'not_configured' };
  let tested: string[];
  const forgotten: string[] = [];
  let lines = '';
  const certificates: CertificateState[] = [];

  before(async () => {
    world = await createWorld();
    const { store, now } = world;
    const platform: OperationsDeps['platform'] = {
      testTicket: ({ cvr: number }) => {
        tested.push(number);
        return Promise.resolve(answer);
      },
      listOrgBlurrings: () => Promise.resolve(listed),
      tickets: () => [{ cvr: EKSEMPELBY.cvr, issuedAt: now() - 60_000, notOnOrAfter: now() + 3_600_000 }],
    };
    const metrics = createMetrics({
      store,
      tickets: platform.tickets,
      certificates: () => certificates,
      now,
    });
    metrics.observe({
      event: 'idsas.call',
      operation: 'CreateBlurring',
      cvr: EKSEMPELBY.cvr,
      outcome: 'delivered',
      durationMs: 20,
    });
    metrics.observe({
      event: 'idsas.call',
      operation: 'CreateBlurring',
      cvr: EKSEMPELBY.cvr,
      outcome: 'unknown',
      code: 'http_503',
      durationMs: 20,
    });
    const { find, forget } = createCredentials({
      folder: undefined,
      findStored: (number) => store.credentials.find(cvr(number)),
      now,
    });
    const credentials = {
      find,
      forget: (number: string) => {
        forgotten.push(number);
        forget(number);
      },
    };
    side = createOperations({
      store,
      platform,
      certificates: () => certificates,
      operators: parseOperators(operatorLine('anna', 'secret')),
      remove: (scope, by) => removeCredential({ store, now, credentials }, scope, by),
      install: (scope, file, by) => installCredential({ store, now, credentials }, scope, file, by),
      metrics,
      log: createLog({ write: (line) => void (lines += line) }),
      now,
      newId: randomUUID,
      delayAlarmMs: 15 * 60_000,
    });
    tested = [];
    answer = { kind: 'accepted', messageId: 'm' };
  });
  after(() => world.close());

  const get = (path: string, headers: Record<string, string> = { authorization }) =>
    side.request(path, { headers: { host: 'ops.example', ...headers } });
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
    const body = new URLSearchParams(form).toString();
    return side.request(path, {
      method: 'POST',
      body,
      headers: {
        host: 'ops.example',
        authorization,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
        ...headers,
      },
    });
  };

  /** Registers for Asger and lets a relay be refused, so that a key is set aside. */
  const setAside = async (pause: 'key' | 'tenant', code: string): Promise<void> => {
    const client = await world.login({ roles: ['urn:dk:kommune:sloering:godkender'] });
    await client.register({ days: 1 + Math.floor(world.now() % 80) });
    world.pass(1000);
    const relay = createRelay({
      ...{ store: world.store, now: world.now, random: () => 0.5, newId: randomUUID, log: () => undefined },
      idsas: { createBlurring: () => Promise.resolve({ kind: 'refused', code, pause }) },
      callTimeoutMs: 30_000,
      settings: relaySettings(30_000),
    });
    relay.start();
    while ((await world.store.outbox.health(world.now())).parked === 0) await new Promise(setImmediate);
    await relay.stop();
  };

  test('asks everyone but the collector of metrics who they are', async () => {
    for (const path of ['/', '/deliveries', '/nothing']) {
      const response = await get(path, {});
      assert.equal(response.status, 401);
      assert.match(response.headers.get('www-authenticate') ?? '', /^Basic /);
    }
    for (const path of ['/test', '/pause', '/resume'])
      assert.equal((await post(path, EKSEMPELBY, { authorization: 'Basic eA==' })).status, 401);
    assert.equal((await get('/metrics', {})).status, 200);
  });

  test('shows that nothing waits, in the language asked for', async () => {
    assert.match(await (await get('/')).text(), /<html lang="da">[\s\S]*Alt er leveret\./);
    assert.match(await (await get('/?lang=en')).text(), /<html lang="en">[\s\S]*Everything is delivered\./);
    assert.match(await (await get('/', { authorization, 'accept-language': 'en-GB' })).text(), /lang="en"/);
  });

  test('lists what is set aside in plain words, and lets exactly that go on', async () => {
    await setAside('key', 'syntax_error');
    const { parkedRows } = (await (await get('/deliveries')).json()) as {
      parkedRows: { reference: string }[];
    };
    const reference = parkedRows[0]?.reference ?? assert.fail();
    const page = await (await get('/?lang=en')).text();
    assert.match(page, /The register does not understand the message\./);
    assert.ok(page.includes(reference));
    assert.deepEqual(await (await post('/resume', { ...EKSEMPELBY, reference: 'AAAAAAAAAAAA' })).json(), {
      result: 'nothing',
      code: '',
    });
    assert.deepEqual(await (await post('/resume', { ...EKSEMPELBY, reference })).json(), {
      result: 'resumed',
      code: '',
    });
    assert.equal((await world.store.outbox.health(world.now())).parked, 0);
  });

  test('pauses and releases an organisation, and the audit log says who did', async () => {
    assert.equal((await post('/pause', EKSEMPELBY)).status, 200);
    assert.match(await (await get('/?lang=en')).text(), /Paused since/);
    assert.match(await (await get('/metrics')).text(), /sloering_paused_cvrs 1/);
    assert.deepEqual(await (await post('/resume', EKSEMPELBY)).json(), { result: 'resumed', code: '' });
    assert.deepEqual(await (await post('/resume', EKSEMPELBY)).json(), { result: 'nothing', code: '' });
    const entries = await world.store.forTenant(tenantId('eksempelby')).readAudit(1, 1000);
    const paused = entries.filter(({ action }) => action.startsWith('delivery_')).slice(-2);
    assert.deepEqual(
      paused.map(({ action, actor, subject }) => [action, actor, subject]),
      [
        ['delivery_paused', 'operator:anna', EKSEMPELBY.cvr],
        ['delivery_resumed', 'operator:anna', EKSEMPELBY.cvr],
      ],
    );
  });

  test('says in words whether the ticket works, and calls for that CVR number only', async () => {
    answer = { kind: 'accepted', messageId: 'm' };
    assert.deepEqual(await (await post('/test', EKSEMPELBY)).json(), { result: 'accepted', code: '' });
    answer = { kind: 'refused', code: 'credential_expired', pause: 'tenant' };
    const response = await post('/test?lang=en', EKSEMPELBY, { accept: 'text/html' });
    assert.equal(response.status, 303);
    const page = await (await get(response.headers.get('location') ?? '')).text();
    assert.match(
      page,
      /role="status"[^<]*>CVR 29190623: The ticket does not work\. The certificate has expired\./,
    );
    answer = { kind: 'not_configured' };
    assert.deepEqual(await (await post('/test', EKSEMPELBY)).json(), {
      result: 'failed',
      code: 'not_configured',
    });
    assert.deepEqual(new Set(tested), new Set([EKSEMPELBY.cvr]));
  });

  test('tells which units the register holds for a CVR number, or that the environment has no such list', async () => {
    assert.deepEqual(await (await post('/departments', EKSEMPELBY)).json(), {
      result: 'failed',
      code: 'not_configured',
    });
    const departments = [{ id: '440081000016006', classification: 'SOR' as const }];
    listed = { kind: 'listed', departments };
    assert.deepEqual(await (await post('/departments', EKSEMPELBY)).json(), {
      result: 'listed',
      code: '',
      departments,
    });
  });

  test('installs a certificate that passes every check, and says why when it does not', async () => {
    const made = await createOrganisationCertificate({
      ...{ cvr: EKSEMPELBY.cvr, organisation: 'Eksempelby Kommune' },
      notBefore: new Date(world.now() - 86_400_000),
      notAfter: new Date(world.now() + 100 * 86_400_000),
    });
    const file = Buffer.from(`${made.certificatePem}${made.privateKeyPem}`).toString('base64');
    await post('/pause', EKSEMPELBY);
    const done = (await (await post('/certificate', { ...EKSEMPELBY, file })).json()) as object;
    assert.deepEqual(
      { ...done, thumbprint: '' },
      { result: 'installed', code: '', thumbprint: '', days: 100 },
    );
    // An operator's own pause is not about the certificate.
    assert.equal((await world.store.outbox.paused()).length, 1);
    await post('/resume', EKSEMPELBY);
    const kept = await world.store.credentials.find(cvr(EKSEMPELBY.cvr));
    assert.equal(typeof kept === 'object' ? kept.privateKeyPem : kept, made.privateKeyPem);
    assert.deepEqual(forgotten, [EKSEMPELBY.cvr]);
    const other = { tenant: 'proevestad', cvr: '13748136', file };
    assert.deepEqual(await (await post('/certificate', other)).json(), {
      result: 'refused',
      code: 'credential_of_other_organisation',
    });
    assert.ok(!lines.includes(made.privateKeyPem.slice(40, 80)));
    assert.deepEqual(await (await post('/remove-certificate', EKSEMPELBY)).json(), {
      result: 'removed',
      code: '',
    });
    assert.deepEqual(await (await post('/remove-certificate', EKSEMPELBY)).json(), {
      result: 'nothing',
      code: '',
    });
  });

  // A browser sends Basic credentials with any site's form: a page elsewhere could stop a municipality's deliveries.
  test('takes no form from another site', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-site', origin: 'http://ops.example' },
    ])
      assert.equal((await post('/pause', EKSEMPELBY, headers)).status, 403);
    assert.deepEqual(await world.store.outbox.paused(), []);
    assert.equal(
      (await post('/resume', EKSEMPELBY, { origin: 'http://ops.example', 'sec-fetch-site': 'same-origin' }))
        .status,
      200,
    );
  });

  // A CVR number under a municipality that does not have it would stop somebody else's deliveries.
  test('knows a CVR number only under its own municipality', async () => {
    const wrong = [
      { tenant: 'proevestad', cvr: EKSEMPELBY.cvr },
      { tenant: 'eksempelby', cvr: '13748136' },
      { tenant: 'nowhere', cvr: EKSEMPELBY.cvr },
      { tenant: '', cvr: '' },
    ];
    for (const form of wrong)
      for (const path of ['/test', '/pause', '/resume']) assert.equal((await post(path, form)).status, 400);
    assert.equal((await post('/pause', { ...EKSEMPELBY, more: 'x'.repeat(200_000) })).status, 400);
    assert.equal(
      (await side.request('/pause', { method: 'POST', headers: { host: 'ops.example', authorization } }))
        .status,
      400,
    );
    assert.deepEqual(await world.store.outbox.paused(), []);
  });

  test('what comes in by the address is looked up, never written into the page', async () => {
    const page = await (await get('/?result=<script>&cvr=<script>&code=<script>')).text();
    assert.ok(!page.includes('<script'));
    const known = await (await get('/?result=failed&cvr=<b>&code=<b>')).text();
    assert.ok(!known.includes('<b>'));
  });

  test('gives figures that a Prometheus can read, without anything of a person', async () => {
    certificates.push(
      { tenant: tenantId('eksempelby'), cvr: cvr(EKSEMPELBY.cvr), daysLeft: 13, problem: null },
      { tenant: tenantId('proevestad'), cvr: cvr('13748136'), daysLeft: null, problem: 'credential_missing' },
    );
    await setAside('tenant', 'not_authorized');
    world.pass(20 * 60_000);
    const response = await get('/metrics', {});
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const value = (line: string): number =>
      Number(
        text
          .split('\n')
          .find((one) => one.startsWith(`${line} `))
          ?.slice(line.length + 1),
      );
    assert.ok(value('sloering_oldest_undelivered_seconds') >= 20 * 60);
    assert.equal(value('sloering_outbox_keys{state="waiting"}'), 1);
    assert.equal(value('sloering_outbox_keys{state="parked"}'), 1);
    assert.equal(value('sloering_paused_cvrs'), 1);
    assert.equal(
      value('sloering_register_calls_total{operation="CreateBlurring",outcome="delivered",code=""}'),
      1,
    );
    assert.equal(
      value('sloering_register_calls_total{operation="CreateBlurring",outcome="unknown",code="http_503"}'),
      1,
    );
    assert.equal(value('sloering_register_call_seconds_count{operation="CreateBlurring"}'), 2);
    assert.equal(value('sloering_ticket_age_seconds{cvr="29190623"}'), 60);
    assert.equal(value('sloering_ticket_valid_seconds{cvr="29190623"}'), 3600);
    assert.equal(value('sloering_certificate_days_left{cvr="29190623"}'), 13);
    assert.equal(value('sloering_certificate_problem{cvr="13748136",code="credential_missing"}'), 1);
    assert.match(text, /process_resident_memory_bytes \d+/);
    await post('/resume', EKSEMPELBY);
  });

  // Canaries: what a citizen or employee is known by must not reach page, JSON, figures or log.
  test('nothing it says or logs names a citizen, an employee or a reason', async () => {
    await setAside('key', 'syntax_error');
    const said = await Promise.all(
      ['/', '/deliveries', '/metrics'].map(async (path) => (await get(path)).text()),
    );
    const { citizen } = (await (await world.login()).call('GET', '/v1/citizen').then((r) => r.json())) as {
      citizen?: unknown;
    };
    for (const text of [...said, lines]) {
      for (const canary of [citizens.asger, '251248-9996', 'Asger', 'Mette', 'Sundby', 'threat', 'Trusler'])
        assert.ok(!text.includes(canary), canary);
      assert.ok(citizen === undefined || !text.includes(JSON.stringify(citizen)));
    }
    const ref = await world.store.forTenant(tenantId('eksempelby')).citizenRef(citizens.asger as never);
    for (const text of [...said, lines]) assert.ok(!text.includes(ref));
  });
});
