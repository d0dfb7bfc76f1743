import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { BlurringView } from '../../shared/api.ts';
import type {
  CaseFile,
  CaseFilter,
  CaseLine,
  CasePage,
  CaseSummary,
  DecisionResults,
} from '../../shared/cases-api.ts';
import type { Problem } from '../../shared/problem.ts';
import { tenantId } from '../../server/domain/ids.ts';
import { citizens, createWorld, type Browser, type World } from '../support/world.ts';

const json = async <T>(response: Response): Promise<T> => {
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as T;
};
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;
const day = 86_400_000;
const pending: CaseFilter = { state: 'open', decision: 'pending' };

describe('casework', () => {
  let world: World;
  let manager: Browser;
  before(async () => {
    world = await createWorld();
    manager = await world.visit({ roles: ['manager'], person: 'leder', name: 'Lise Leder' });
  });
  after(() => world.close());

  const register = async (
    cpr: string,
    change: Record<string, unknown> = {},
    claims = {},
  ): Promise<string> => {
    const client = await world.login({ cpr, ...claims });
    const answer = await client.register(change, randomUUID());
    assert.equal(answer.status, 201, await answer.clone().text());
    return ((await answer.json()) as BlurringView).id;
  };
  const search = async (
    filter: CaseFilter,
    more: Record<string, unknown> = {},
    as: Browser = manager,
  ): Promise<CasePage> => json(await as.call('POST', '/page/cases/search', { filter, ...more }));
  const decide = (
    body: Record<string, unknown>,
    as: Browser = manager,
    key: string = randomUUID(),
  ): Promise<Response> => as.call('POST', '/page/cases/decide', body, { 'Idempotency-Key': key });
  const results = async (response: Promise<Response>) =>
    (await json<DecisionResults>(await response)).results;
  const lineOf = async (id: string): Promise<CaseLine> => {
    const found = (await search({})).cases.find((one) => one.id === id);
    assert.ok(found);
    return found;
  };

  test('shows who waits for a decision by birth date and initials, with the reason, and without the number', async () => {
    await register(citizens.asger, { reason: { category: 'threat', text: 'Truede på vej ud.' } });
    const response = await manager.call('POST', '/page/cases/search', { filter: pending });
    const text = await response.clone().text();
    assert.ok(!text.includes(citizens.asger) && !text.includes('9996') && !text.includes('Asger'));
    const [line] = (await json<CasePage>(response)).cases;
    assert.deepEqual(line?.citizen, { birth_date: '1948-12-25', initials: 'A.T.' });
    assert.deepEqual(line.reason, { category: 'threat', text: 'Truede på vej ud.' });
    assert.equal(line.registered_by, 'Mette Sundby');
    assert.equal(line.own, false);
    assert.equal(line.overdue, false);
  });

  test('confirms, and a second decision says that it has been decided, and shows it', async () => {
    const id = await register(citizens.bodil);
    const [done] = await results(decide({ decision: 'confirm', items: [{ id, revision: 0 }] }));
    assert.equal(done?.outcome, 'done');
    assert.equal(done.case?.decision, 'confirmed');
    assert.equal(done.case.decided?.by, 'Lise Leder');
    assert.equal(done.case.status, 'registered');
    const again = decide({ decision: 'reject', items: [{ id, revision: 0 }], note: 'For sent.' });
    const [refused] = await results(again);
    assert.deepEqual([refused?.outcome, refused?.code], ['changed', 'already_decided']);
    assert.equal(refused?.case?.decision, 'confirmed');
  });

  test('rejects one registration and leaves the citizen’s other one in force', async () => {
    const one = await register(citizens.villads);
    const other = await register(citizens.villads);
    const [done] = await results(
      decide({ decision: 'reject', items: [{ id: one, revision: 0 }], note: 'Truslen gjaldt en anden.' }),
    );
    assert.deepEqual(
      [done?.outcome, done?.case?.status, done?.case?.ended?.cause],
      ['done', 'ended', 'rejected'],
    );
    assert.equal((await lineOf(other)).ended, null);
    const file = await json<CaseFile>(await manager.call('POST', '/page/cases/open', { id: one }));
    const rejected = file.timeline.find(({ kind }) => kind === 'rejected');
    assert.equal(rejected?.note, 'Truslen gjaldt en anden.');
    assert.equal(rejected.by, 'Lise Leder');
  });

  test('asks for the reason before anything is decided', async () => {
    const id = await register(citizens.villads);
    for (const decision of ['reject', 'end', 'renew']) {
      const answer = await decide({ decision, items: [{ id, revision: 0 }] });
      assert.equal(answer.status, 422);
      const problem = (await answer.json()) as Problem;
      assert.deepEqual([problem.code, problem.fields?.[0]?.pointer], ['note_required', '/note']);
    }
    assert.equal((await lineOf(id)).revision, 0);
  });

  // Attack: a double click, a browser's repeat, a proxy's: the same decision is sent twice, also at the same instant.
  test('is decided once, however often the same request comes', async () => {
    const id = await register(citizens.villads);
    const key = randomUUID();
    const body = { decision: 'renew', items: [{ id, revision: 0 }], note: 'Truslen består.', days: 60 };
    const both = await Promise.all([decide(body, manager, key), decide(body, manager, key)]);
    for (const answer of both) assert.equal((await results(Promise.resolve(answer)))[0]?.outcome, 'done');
    const line = await lineOf(id);
    assert.equal(line.revision, 1);
    const file = await json<CaseFile>(await manager.call('POST', '/page/cases/open', { id }));
    assert.equal(file.timeline.filter(({ kind }) => kind === 'renewed').length, 1);
    const other = decide({ ...body, note: 'Noget andet.' }, manager, key);
    assert.equal((await results(other))[0]?.code, 'idempotency_key_reused');
  });

  test('renews many in one step, and says of each what became of it', async () => {
    const ids = [];
    for (let count = 0; count < 30; count += 1) ids.push(await register(citizens.bodil));
    const changed = ids[7] ?? '';
    await results(decide({ decision: 'end', items: [{ id: changed, revision: 0 }], note: 'Flyttet.' }));
    const items = [...ids.map((id) => ({ id, revision: 0 })), { id: randomUUID(), revision: 0 }];
    const all = await results(decide({ decision: 'renew', items, note: 'Gennemgået i dag.', days: 80 }));
    assert.equal(all.length, 31);
    assert.equal(all.filter(({ outcome }) => outcome === 'done').length, 29);
    assert.deepEqual([all[7]?.outcome, all[7]?.code], ['changed', 'already_ended']);
    assert.deepEqual([all[30]?.outcome, all[30]?.code, all[30]?.case], ['refused', 'not_found', null]);
    assert.equal(all[0]?.case?.ends_at.slice(0, 10), '2027-02-11');
    const fresh = { id: await register(citizens.bodil), revision: 0 };
    const tooLong = await decide({ decision: 'renew', items: [fresh], note: 'x', days: 91 });
    assert.equal(await codeOf(tooLong), 'period_over_policy');
  });

  // Attack: a manager registers in the record system, and confirms on the hosted page.
  test('nobody decides on their own registration, through whichever door they came', async () => {
    const uuid = randomUUID();
    const id = await register(
      citizens.villads,
      {},
      { sub: 'egen', user_uuid: uuid, user_name: 'Selv Selvsen' },
    );
    const self = await world.visit({ roles: ['manager'], person: uuid, name: 'Selv Selvsen' });
    const [result] = await results(decide({ decision: 'confirm', items: [{ id, revision: 0 }] }, self));
    assert.deepEqual([result?.outcome, result?.code], ['refused', 'own_registration']);
    assert.equal(result?.case?.own, true);
    const [rejected] = await results(
      decide({ decision: 'reject', items: [{ id, revision: 0 }], note: 'Min egen.' }, self),
    );
    assert.equal(rejected?.code, 'own_registration');
  });

  // Attack: the id of another municipality's registration in an otherwise right request.
  test('another municipality’s registration is not there, and neither is its citizen', async () => {
    const id = await register(citizens.asger);
    const stranger = await world.visit({ roles: ['manager'], at: 'proevestad', person: 'fremmed' });
    const [result] = await results(decide({ decision: 'confirm', items: [{ id, revision: 0 }] }, stranger));
    assert.deepEqual([result?.code, result?.case], ['not_found', null]);
    assert.deepEqual((await search({}, {}, stranger)).cases, []);
    assert.equal(await codeOf(await stranger.call('POST', '/page/cases/open', { id })), 'not_found');
    const byNumber = await stranger.call('POST', '/page/cases/open', { cpr: citizens.asger });
    assert.equal(await codeOf(byNumber), 'not_found');
  });

  test('opening a file is on record before it is shown, and shows number, changes and deliveries', async () => {
    const id = await register(citizens.asger);
    const tenant = world.store.forTenant(tenantId('eksempelby'));
    const entriesBefore = (await tenant.readAudit(1, 10_000)).length;
    const file = await json<CaseFile>(await manager.call('POST', '/page/cases/open', { id }));
    assert.equal(file.citizen.cpr, '251248-9996');
    assert.equal(file.elsewhere, 0);
    assert.ok(file.registrations.some((one) => one.id === id));
    assert.ok(file.timeline.every((one, at, all) => at === 0 || (all[at - 1]?.at ?? '') <= one.at));
    const entries = (await tenant.readAudit(1, 10_000)).slice(entriesBefore);
    assert.deepEqual(
      entries.map(({ action, subject }) => [action, subject]),
      [['citizen_opened', id]],
    );
    await search({ cpr: citizens.asger });
    assert.equal((await tenant.readAudit(1, 10_000)).at(-1)?.action, 'citizen_searched');
    // Attack: how many a citizen has is asked for instead of the list, and nobody ever learns who was curious.
    const before = (await tenant.readAudit(1, 10_000)).length;
    await manager.call('POST', '/page/cases/count', { filter: { cpr: citizens.asger } });
    const [counted, ...more] = (await tenant.readAudit(1, 10_000)).slice(before);
    assert.deepEqual([counted?.action, more.length], ['citizen_searched', 0]);
    assert.equal((await tenant.verifyAudit()).broken, null);
    assert.ok(!world.logged().includes(citizens.asger));
  });

  test('filters that exclude each other say which', async () => {
    const wrong: [CaseFilter, string][] = [
      [{ registered_from: '2026-12-01', registered_to: '2026-11-01' }, '/filter/registered_to'],
      [{ ends_from: '2026-12-02', ends_to: '2026-12-01' }, '/filter/ends_to'],
      [{ registered_from: '2026-12-01', ends_to: '2026-11-01' }, '/filter/ends_to'],
      [{ state: 'open', decision: 'rejected' }, '/filter/decision'],
      [{ state: 'open', expired_unseen: true }, '/filter/state'],
    ];
    for (const [filter, pointer] of wrong) {
      const answer = await manager.call('POST', '/page/cases/search', { filter });
      const problem = (await answer.json()) as Problem;
      assert.deepEqual([problem.code, problem.fields?.[0]?.pointer], ['filter_contradictory', pointer]);
    }
    const cpr = await manager.call('POST', '/page/cases/search', { filter: { cpr: '3113111111' } });
    assert.equal(await codeOf(cpr), 'cpr_invalid');
  });

  test('pages hold everything once, in each order', async () => {
    for (const sort of ['registered_desc', 'registered_asc', 'ends_asc', 'ends_desc']) {
      const seen: CaseLine[] = [];
      let after: CasePage['after'] = null;
      do {
        const page: CasePage = await search({}, { sort, after, limit: 7 });
        seen.push(...page.cases);
        after = page.after;
      } while (after);
      const whole = (await search({}, { sort, limit: 100 })).cases;
      assert.ok(whole.length > 30);
      assert.deepEqual(
        seen.map(({ id }) => id),
        whole.map(({ id }) => id),
      );
      assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length);
      const key = (one: CaseLine): string => (sort.startsWith('ends') ? one.ends_at : one.registered_at);
      const sorted = [...seen].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
      const keys = seen.map(key);
      assert.deepEqual(keys, (sort.endsWith('asc') ? sorted : sorted.reverse()).map(key));
    }
  });

  test('the summary counts what waits, and what waits too long stands out', async () => {
    const before = await json<CaseSummary>(await manager.call('GET', '/page/cases/summary'));
    const id = await register(citizens.villads, { days: 10 });
    world.pass(8 * day);
    const later = await world.visit({ roles: ['manager'], person: 'leder', name: 'Lise Leder' });
    const summary = await json<CaseSummary>(await later.call('GET', '/page/cases/summary'));
    assert.equal(summary.pending, before.pending + 1);
    assert.equal(summary.overdue, summary.pending);
    assert.equal(summary.ends_within.find(({ days }) => days === 7)?.count, 1);
    const [line] = (await search({ state: 'open', ends_to: '2026-12-04' }, {}, later)).cases;
    assert.deepEqual([line?.id, line?.overdue], [id, true]);
    world.pass(3 * day);
    manager = await world.visit({ roles: ['manager'], person: 'leder', name: 'Lise Leder' });
  });

  test('what the summary says falls due is what the list then shows, to the end of the last day', async () => {
    for (const days of [7, 8, 14, 15, 30]) await register(citizens.asger, { days });
    const { now, ends_within } = await json<CaseSummary>(await manager.call('GET', '/page/cases/summary'));
    const listed = [];
    for (const { days } of ends_within) {
      const last = new Date(Date.parse(now) + days * day);
      const ends_to = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Copenhagen' }).format(last);
      const { cases } = await search({ state: 'open', ends_to });
      listed.push({ days, count: cases.length });
    }
    assert.deepEqual(ends_within, listed);
    const [week = 0, two = 0, month = 0] = ends_within.map(({ count }) => count);
    assert.ok(week > 0 && two === week + 2 && month === two + 2);
  });
});

describe('a manager limited to organisation units', () => {
  const unit = '4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21';
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  test('sees and decides what was registered there, by UUID or SOR code, and nothing else', async () => {
    const sor = '325421000016001';
    const tenant = tenantId('eksempelby');
    const settings = await world.store.forTenant(tenant).loadSettings();
    assert.ok(settings);
    const { kind: _, limits: __, revision: ___, ...rest } = settings;
    const issuers = await world.store.registry.listIssuers(tenant);
    const units = [{ id: unit, name: 'Hjemmepleje Nord', sor, parent: null }];
    await world.store.registry.registerMunicipality({ ...rest, issuers, units }, world.now());
    const there = await (await world.login({ sor })).register({}, randomUUID());
    const elsewhere = await (await world.login({})).register({}, randomUUID());
    const { id } = (await there.json()) as BlurringView;
    const { id: hidden } = (await elsewhere.json()) as BlurringView;
    const limited = await world.visit({ roles: ['manager'], units: [unit], person: 'gruppeleder' });
    const page = await json<CasePage>(await limited.call('POST', '/page/cases/search', { filter: {} }));
    assert.deepEqual(
      page.cases.map((one) => [one.id, one.unit]),
      [[id, 'Hjemmepleje Nord']],
    );
    const file = await json<CaseFile>(await limited.call('POST', '/page/cases/open', { id }));
    assert.deepEqual([file.registrations.length, file.elsewhere], [1, 1]);
    assert.equal(await codeOf(await limited.call('POST', '/page/cases/open', { id: hidden })), 'not_found');
    const answer = await limited.call(
      'POST',
      '/page/cases/decide',
      { decision: 'confirm', items: [id, hidden].map((one) => ({ id: one, revision: 0 })) },
      { 'Idempotency-Key': randomUUID() },
    );
    const { results } = await json<DecisionResults>(answer);
    assert.deepEqual(
      results.map(({ outcome, code }) => [outcome, code]),
      [
        ['done', null],
        ['refused', 'not_found'],
      ],
    );
    assert.equal(results[1]?.case, null);
  });
});

describe('saved views', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  test('are a person’s own, at most twenty, and never hold a number', async () => {
    const manager = await world.visit({ roles: ['manager'], person: 'a' });
    const view = {
      name: 'Vold i nord',
      filter: { reason: 'violence' },
      sort: 'ends_asc',
      columns: ['citizen'],
    };
    const saved = await manager.call('POST', '/page/views', view);
    assert.equal(saved.status, 201);
    const other = await world.visit({ roles: ['manager'], person: 'b' });
    assert.deepEqual(await json(await other.call('GET', '/page/views')), { views: [] });
    const { id } = (await saved.json()) as { id: string };
    assert.deepEqual(await json(await manager.call('GET', '/page/views')), { views: [{ ...view, id }] });
    await other.call('POST', '/page/views/remove', { id });
    assert.deepEqual(await json(await manager.call('GET', '/page/views')), { views: [{ ...view, id }] });
    const withCpr = { ...view, filter: { cpr: citizens.asger } };
    assert.equal((await manager.call('POST', '/page/views', withCpr)).status, 422);
    for (let count = 1; count < 20; count += 1) await manager.call('POST', '/page/views', view);
    assert.equal(await codeOf(await manager.call('POST', '/page/views', view)), 'too_many');
    assert.equal((await manager.call('POST', '/page/views/remove', { id })).status, 204);
  });
});
