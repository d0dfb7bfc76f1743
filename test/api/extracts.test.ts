import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { AccessReport, ExtractRequest } from '../../shared/cases-api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { BlurringView } from '../../shared/api.ts';
import { tenantId } from '../../server/domain/ids.ts';
import type { Store } from '../../server/store/store.ts';
import { citizens, createWorld, type Browser, type World } from '../support/world.ts';

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;
const asked: ExtractRequest = {
  format: 'csv',
  filter: {},
  with_cpr: false,
  purpose: 'oversight',
  locale: 'da',
};

describe('an extract', () => {
  let world: World;
  let auditor: Browser;
  before(async () => {
    world = await createWorld();
    for (const cpr of [citizens.asger, citizens.bodil, citizens.asger]) {
      const client = await world.login({ cpr });
      await client.register({ reason: { category: 'threat', text: '=Truede; "råbte"' } }, randomUUID());
    }
    auditor = await world.visit({ roles: ['auditor'], person: 'revisor' });
  });
  after(() => world.close());
  const take = (change: Partial<ExtractRequest> = {}, as: Browser = auditor) =>
    as.call('POST', '/page/extracts', { ...asked, ...change });
  const audit = () => world.store.forTenant(tenantId('eksempelby')).readAudit(1, 10_000);

  test('has every registration with its reason, and not the CPR number', async () => {
    const response = await take();
    assert.equal(response.headers.get('X-Total-Rows'), '3');
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.match(
      response.headers.get('Content-Disposition') ?? '',
      /^attachment; filename="sloeringer-2026-11-23\.csv"$/,
    );
    const lines = (await response.text()).trimEnd().split('\r\n');
    assert.equal(lines.length, 5);
    assert.match(
      lines[1] ?? '',
      /;25-12-1948;A\.T\.;Trusler;"'=Truede; ""råbte""";23-11-2026 10:42;Mette Sundby;/,
    );
    assert.equal(lines[4], 'Udtræk slut / End of extract: 3');
    assert.ok(!lines.join().includes('9996'));
  });

  test('with CPR numbers needs a login made just now', async () => {
    const old = await world.visit({ roles: ['admin'], ageMs: 600_000, person: 'gammel' });
    assert.equal(await codeOf(await take({ with_cpr: true }, old)), 'fresh_login_required');
    const text = await (await take({ with_cpr: true })).text();
    assert.equal(text.match(/251248-9996/g)?.length, 2);
    assert.ok(!world.logged().includes('2512489996') && !world.logged().includes('251248-9996'));
  });

  test('has the overview’s filters, in each format', async () => {
    const rows = async (change: Partial<ExtractRequest>) => (await take(change)).headers.get('X-Total-Rows');
    assert.equal(await rows({ filter: { cpr: citizens.bodil } }), '1');
    assert.equal(await rows({ filter: { state: 'ended' } }), '0');
    assert.equal(
      await codeOf(await take({ filter: { state: 'open', decision: 'rejected' } })),
      'filter_contradictory',
    );
    const lines = (await (await take({ format: 'jsonl', filter: { cpr: citizens.bodil } })).text())
      .trimEnd()
      .split('\n');
    const [about, row, end] = lines.map((one) => JSON.parse(one) as Record<string, unknown>);
    assert.deepEqual(about?.['filter'], {});
    assert.equal(row?.['registered_by'], 'Mette Sundby');
    assert.deepEqual(end, { type: 'end', rows: 1 });
    const book = Buffer.from(await (await take({ format: 'xlsx' })).arrayBuffer());
    assert.equal(book.subarray(0, 2).toString(), 'PK');
  });

  test('is on record with who, what and why before anything is sent, and without what was looked for', async () => {
    await (await take({ filter: { cpr: citizens.bodil, state: 'open' }, purpose: 'audit' })).text();
    const last = (await audit()).at(-1);
    assert.equal(last?.action, 'extract_taken');
    assert.deepEqual(last.detail, {
      filter: 'cpr state',
      format: 'csv',
      purpose: 'audit',
      rows: 1,
      with_cpr: 0,
    });
  });

  // A store that goes away in the middle: what came must not look like an extract of fewer rows.
  test('that breaks half-way breaks for the reader, too', async () => {
    const wrapStore = (store: Store): Store => ({
      ...store,
      forTenant: (id) => {
        const tenant = store.forTenant(id);
        return {
          ...tenant,
          cases: {
            ...tenant.cases,
            extract: async function* (filter, now) {
              yield* tenant.cases.extract(filter, now);
              throw new Error('gone');
            },
          },
        };
      },
    });
    const broken = await createWorld({ wrapStore });
    await (await broken.login()).register({}, randomUUID());
    const reader = await broken.visit({ roles: ['auditor'] });
    const response = await reader.call('POST', '/page/extracts', asked);
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
    await broken.close();
  });
});

describe('an access request', () => {
  let world: World;
  let admin: Browser;
  before(async () => {
    world = await createWorld();
    admin = await world.visit({ roles: ['admin'], person: 'admin', name: 'Dorte Systemgaard' });
    const client = await world.login({});
    const registered = await client.register(
      { reason: { category: 'violence', text: 'Slog ud efter mig.' } },
      randomUUID(),
    );
    const { id } = (await registered.json()) as BlurringView;
    await admin.call(
      'POST',
      '/page/cases/decide',
      { decision: 'confirm', items: [{ id, revision: 0 }] },
      { 'Idempotency-Key': randomUUID() },
    );
  });
  after(() => world.close());
  const ask = (version: string, cpr: string = citizens.asger) =>
    admin.call('POST', '/page/access-requests', { cpr, version });

  test('has everything about the citizen, and who looked', async () => {
    const report = (await (await ask('complete')).json()) as AccessReport;
    assert.equal(report.citizen.cpr, '251248-9996');
    const [one] = report.registrations;
    assert.deepEqual(
      [one?.registered_by, one?.text, one?.decided_by],
      ['Mette Sundby', 'Slog ud efter mig.', 'Dorte Systemgaard'],
    );
    // In the municipality's own words: the citizen reads it.
    assert.deepEqual(one?.reason, { category: 'violence', label: { da: 'Vold', en: 'Violence' } });
    assert.deepEqual(
      report.timeline.map(({ kind }) => kind),
      ['registered', 'confirmed'],
    );
    assert.deepEqual(
      report.log.map(({ action, by }) => [action, by]),
      [
        ['session_opened', 'Mette Sundby'],
        ['blurring_registered', 'Mette Sundby'],
        ['blurring_confirmed', 'Dorte Systemgaard'],
        ['access_request_answered', 'Dorte Systemgaard'],
      ],
    );
  });

  // Attack: the citizen asks for access to learn who blurred their name.
  test('without staff has no name of anybody employed, and no id that leads to one', async () => {
    const text = await (await ask('without_staff')).text();
    for (const word of ['Mette', 'Sundby', 'Dorte', 'Systemgaard', 'user-1'])
      assert.ok(!text.includes(word), word);
    const report = JSON.parse(text) as AccessReport;
    assert.equal(report.registrations[0]?.text, 'Slog ud efter mig.');
    assert.equal(report.registrations[0].registered_by, null);
  });

  test('about somebody there is nothing about says so, and is on record all the same', async () => {
    assert.equal(await codeOf(await ask('complete', citizens.villads)), 'not_found');
    const entries = await world.store.forTenant(tenantId('eksempelby')).readAudit(1, 1_000);
    assert.equal(entries.at(-1)?.action, 'access_request_answered');
  });
});
