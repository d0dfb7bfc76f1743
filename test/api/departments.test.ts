import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { tenantId } from '../../server/domain/ids.ts';
import type { DepartmentList, DepartmentView, ImportResult, UnitList } from '../../shared/departments.ts';
import type { Problem } from '../../shared/problem.ts';
import { createWorld, type Browser, type World } from '../support/world.ts';

const sample = readFileSync(new URL('../../examples/sor-sample.csv', import.meta.url));
const clinic = { classification: 'SHAK', code: '990101A' } as const;
const cvr = '29190623';
const documentation = 'To trusler mod aftenvagten i oktober. Politiet har en sag.\næøå';
const note = 'Truslen er ovre.';

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;
const read = async <T>(response: Response): Promise<T> => {
  assert.ok(response.ok, `${response.status}`);
  return (await response.json()) as T;
};
const upload = (browser: Browser, body: string, path = '/page/units/import') =>
  browser.call('POST', path, body, { 'Content-Type': 'text/csv' });

describe('department blurrings', () => {
  let world: World;
  let anna: Browser;
  let bo: Browser;
  let code: string;
  before(async () => {
    world = await createWorld();
    const operator = await world.visit({ roles: ['operator'], at: 'national', person: 'op' });
    await read(await upload(operator, sample.toString()));
    anna = await world.visit({ roles: ['admin'], person: 'anna' });
    bo = await world.visit({ roles: ['admin'], person: 'bo' });
    const found = await read<UnitList>(await anna.call('GET', '/page/units?q=hjemmeplejen%20nord'));
    code = found.units[0]?.code ?? '';
  });
  after(() => world.close());
  let open: string[] = [];
  // One open blurring of a unit is all there can be.
  beforeEach(async () => {
    for (const id of open) {
      const { revision, status } = await read<DepartmentView>(
        await anna.call('GET', `/page/departments/${id}`),
      );
      if (status === 'proposed') await anna.call('POST', `/page/departments/${id}/withdraw`, { revision });
      else await anna.call('POST', `/page/departments/${id}/remove`, { revision, note });
    }
    open = [];
  });

  const propose = async (unit: object = { classification: 'SOR', code }): Promise<DepartmentView> => {
    const made = await read<DepartmentView>(
      await anna.call('POST', '/page/departments', { cvr, unit, documentation }),
    );
    open.push(made.id);
    return made;
  };
  const decide = (who: Browser, { id, revision }: DepartmentView, verb: string, more: object = {}) =>
    who.call('POST', `/page/departments/${id}/${verb}`, { revision, ...more });

  test('are proposed by one, approved by another, and only then wanted in the register', async () => {
    const proposed = await propose();
    assert.equal(proposed.status, 'proposed');
    assert.equal(proposed.documentation, documentation);
    assert.equal(proposed.own, true);
    assert.equal(await world.store.departments.nextDueAt(), null);
    const seen = await read<DepartmentView>(await bo.call('GET', `/page/departments/${proposed.id}`));
    assert.equal(seen.own, false);
    const approved = await read<DepartmentView>(await decide(bo, seen, 'approve'));
    assert.equal(approved.status, 'registered');
    assert.equal(approved.review_on, '2027-11-23');
    assert.deepEqual(
      approved.history.map(({ action }) => action),
      ['org_blurring_proposed', 'org_blurring_registered'],
    );
    assert.ok((await world.store.departments.nextDueAt()) !== null);
  });

  // Attack: one person alone hides the names of a whole department from everybody.
  test('are never approved by who proposed them, and the try stays in the log', async () => {
    const proposed = await propose(clinic);
    const answer = await decide(anna, proposed, 'approve');
    assert.equal(answer.status, 403);
    assert.equal(await codeOf(answer), 'own_proposal');
    assert.equal(await codeOf(await decide(anna, proposed, 'reject', { note })), 'own_proposal');
    const after = await read<DepartmentView>(await anna.call('GET', `/page/departments/${proposed.id}`));
    assert.equal(after.status, 'proposed');
    assert.deepEqual(
      after.history.map(({ outcome }) => outcome),
      ['success', 'refused', 'refused'],
    );
  });

  test('are approved and removed by a fresh login only', async () => {
    const proposed = await propose(clinic);
    const stale = await world.visit({ roles: ['admin'], person: 'bo', ageMs: 6 * 60_000 });
    assert.equal(await codeOf(await decide(stale, proposed, 'approve')), 'fresh_login_required');
    assert.equal(await codeOf(await decide(stale, proposed, 'remove', { note })), 'fresh_login_required');
  });

  test('can be rejected with a reason, or taken back by the proposer alone', async () => {
    const one = await propose(clinic);
    const rejected = await read<DepartmentView>(
      await decide(bo, one, 'reject', { note: 'Slør borgeren i stedet.' }),
    );
    assert.deepEqual([rejected.status, rejected.note], ['rejected', 'Slør borgeren i stedet.']);
    open = [];
    const two = await propose(clinic);
    assert.equal(await codeOf(await decide(bo, two, 'withdraw')), 'not_authorised');
    assert.equal((await read<DepartmentView>(await decide(anna, two, 'withdraw'))).status, 'withdrawn');
    open = [];
  });

  // Two people decide at once on what each of them saw.
  test('are decided on as they were seen, or the answer shows how they are now', async () => {
    const proposed = await propose(clinic);
    const [one, two] = await Promise.all([
      decide(bo, proposed, 'approve'),
      decide(bo, proposed, 'reject', { note }),
    ]);
    assert.deepEqual([one.status, two.status].sort(), [200, 409]);
    const lost = one.status === 409 ? one : two;
    const problem = (await lost.json()) as Problem & { department: DepartmentView };
    assert.equal(problem.code, 'conflict');
    assert.equal(problem.department.revision, 2);
    if (problem.department.status === 'rejected') open = [];
  });

  test('of one unit are one at a time', async () => {
    await propose(clinic);
    const again = await anna.call('POST', '/page/departments', { cvr, unit: clinic, documentation });
    assert.equal(again.status, 409);
    assert.equal(await codeOf(again), 'unit_blurred');
  });

  test('need documentation, a unit that is open and known, and a CVR number of the municipality', async () => {
    const ask = async (change: object) =>
      anna.call('POST', '/page/departments', { cvr, unit: clinic, documentation, ...change });
    assert.equal((await ask({ documentation: ' \n' })).status, 422);
    assert.equal((await ask({ documentation: 'x'.repeat(4_001) })).status, 422);
    assert.equal(await codeOf(await ask({ documentation: 'a\u202eb' })), 'reason_text_control_characters');
    assert.equal((await ask({ unit: { classification: 'SOR', code: '99900031000017' } })).status, 422);
    assert.equal(await codeOf(await ask({ unit: { classification: 'SHAK', code: '7777' } })), 'unit_unknown');
    const dental = await read<UnitList>(await anna.call('GET', '/page/units?q=tandplejen'));
    assert.deepEqual(dental.units, []);
    assert.equal(await codeOf(await ask({ cvr: '13748136' })), 'cvr_not_allowed');
  });

  test('are reviewed: the day moves and nothing else; only a day ahead, at most three years', async () => {
    const proposed = await propose();
    const approved = await read<DepartmentView>(await decide(bo, proposed, 'approve'));
    for (const review_on of ['2026-11-23', '2029-11-24', '2026-02-31'])
      assert.equal((await decide(anna, approved, 'review', { review_on })).status, 422, review_on);
    const reviewed = await read<DepartmentView>(
      await decide(anna, approved, 'review', { review_on: '2027-02-28' }),
    );
    assert.deepEqual([reviewed.review_on, reviewed.review], ['2027-02-28', 'later']);
    assert.equal(reviewed.history.at(-1)?.action, 'org_blurring_reviewed');
  });

  test('are removed by one person with a reason, once', async () => {
    const proposed = await propose();
    const approved = await read<DepartmentView>(await decide(bo, proposed, 'approve'));
    const removed = await read<DepartmentView>(await decide(anna, approved, 'remove', { note }));
    open = [];
    assert.equal(removed.status, 'removing');
    assert.equal(removed.note, note);
    assert.equal((await decide(anna, removed, 'remove', { note })).status, 409);
  });

  // Attack: the id of another municipality's proposal is put into the address.
  test('are seen and decided on by their own municipality only; an auditor reads and changes nothing', async () => {
    const proposed = await propose(clinic);
    const stranger = await world.visit({ roles: ['admin'], at: 'proevestad', person: 'eve' });
    assert.equal((await stranger.call('GET', `/page/departments/${proposed.id}`)).status, 404);
    for (const verb of ['approve', 'withdraw', 'retry'])
      assert.equal((await decide(stranger, proposed, verb)).status, 404);
    assert.deepEqual(
      (await read<DepartmentList>(await stranger.call('GET', '/page/departments'))).departments,
      [],
    );
    const auditor = await world.visit({ roles: ['auditor'], person: 'aud' });
    const list = await read<DepartmentList>(await auditor.call('GET', '/page/departments'));
    assert.equal(list.departments[0]?.id, proposed.id);
    assert.equal((await decide(auditor, proposed, 'approve')).status, 403);
    const operator = await world.visit({ roles: ['operator'], at: 'national', person: 'op' });
    assert.equal((await operator.call('GET', '/page/departments')).status, 403);
  });

  test('leave no documentation, note or name in the log or the audit detail', async () => {
    const entries = await world.store.forTenant(tenantId('eksempelby')).readAudit(1, 10_000);
    const text = world.logged() + JSON.stringify(entries);
    assert.ok(entries.some(({ action }) => action === 'org_blurring_registered'));
    assert.doesNotMatch(text, /trusler mod aftenvagten|Truslen er ovre|Slør borgeren/);
  });
});

describe('the list of units', () => {
  let world: World;
  let operator: Browser;
  let admin: Browser;
  before(async () => {
    world = await createWorld();
    operator = await world.visit({ roles: ['operator'], at: 'national', person: 'op' });
    admin = await world.visit({ roles: ['admin'], person: 'anna' });
  });
  after(() => world.close());
  const heading = 'klassifikation;kode;navn;overordnet;ejer;gyldig_fra;gyldig_til';
  const names = async (question: string) =>
    (
      await read<UnitList>(await admin.call('GET', `/page/units?q=${encodeURIComponent(question)}`))
    ).units.map(({ name }) => name);

  test('is found by the beginning of each word in any order, and by code', async () => {
    await read(await upload(operator, sample.toString()));
    assert.deepEqual(
      await names('hjemmeplej'),
      [
        'Eksempelby Hjemmepleje',
        'Hjemmeplejen Nord',
        'Hjemmeplejen Syd',
        'Hjemmeplejen Øst, aftenvagt',
        'Prøvestad Hjemmepleje',
      ].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
    assert.deepEqual(await names('AFTEN øst'), ['Hjemmeplejen Øst, aftenvagt']);
    assert.deepEqual(await names('990101a'), ['Eksempelby Sundhedscenter, akutpladser']);
    assert.deepEqual(await names('pleje'), await names('plej'));
    assert.deepEqual(await names('he'), []);
    // Attack: signs of the database's search language in the question.
    assert.deepEqual(await names('%%% ___'), []);
    assert.deepEqual(await names("nor'; drop table sor_units --"), []);
  });

  test('takes the good rows of an extract with bad ones, and names the bad ones by line', async () => {
    const rows = [
      heading,
      'SHAK;5501;Første;;;;',
      'SOR;99900031000017;Forkert ciffer;;;;',
      'SHAK;5502;Anden;;;;;ekstra',
      '',
      'SHAK;5503;"åben;;;;',
      'XXX;5504;Art;;;;',
      'SHAK;55;Kort;;;;',
      'SHAK;5505; ;;;;',
      'SHAK;5506;Dato;;;31-02-2026;',
      'SHAK;5507;Slut;;;2026-01-01;2025-01-01',
      'SHAK;5501;Igen;;;;',
      `SHAK;5508;${'x'.repeat(301)};;;;`,
      `SHAK;5509;${'x'.repeat(9_000)};;;;`,
      'SHAK;5510;"Sidste; med ""tegn""";5501;Ejer;01-02-2020;',
    ];
    const result = await read<ImportResult>(await upload(operator, rows.join('\r\n')));
    assert.deepEqual(result.faults, [
      { line: 3, fault: 'check_digit' },
      { line: 4, fault: 'columns' },
      { line: 6, fault: 'quote' },
      { line: 7, fault: 'classification' },
      { line: 8, fault: 'code' },
      { line: 9, fault: 'name' },
      { line: 10, fault: 'date' },
      { line: 11, fault: 'period' },
      { line: 12, fault: 'duplicate' },
      { line: 13, fault: 'too_long' },
      { line: 14, fault: 'too_long' },
    ]);
    assert.deepEqual([result.rows, result.taken, result.bad], [13, 2, 11]);
    const { units } = await read<UnitList>(await admin.call('GET', '/page/units?q=5510'));
    assert.deepEqual(units, [
      { classification: 'SHAK', code: '5510', name: 'Sidste; med "tegn"', parent: 'Første', owner: 'Ejer' },
    ]);
  });

  test('reads Latin-1 and UTF-8 with a byte order mark, and columns in any order', async () => {
    const latin = Buffer.from(`${heading}\nSHAK;5601;Åhusets rød-grøn;;;;\n`, 'latin1');
    const response = await world.app.request('/page/units/import', {
      method: 'POST',
      headers: {
        ...{ Cookie: operator.cookie, Origin: 'https://sloering.example', 'Sec-Fetch-Site': 'same-origin' },
        'Content-Type': 'text/csv',
      },
      body: latin,
    });
    assert.equal((await read<ImportResult>(response)).taken, 1);
    assert.deepEqual(await names('åhusets rød'), ['Åhusets rød-grøn']);
    const turned = '\uFEFFname;andet;code;classification\nBlåklokken;?;5602;shak\n';
    assert.equal((await read<ImportResult>(await upload(operator, turned))).taken, 1);
    assert.deepEqual(await names('blåklokken'), ['Blåklokken']);
  });

  test('closes what a full extract does not name, deletes nothing, and leaves what a bad row meant', async () => {
    const all = ['6101;Alfa hus', '6102;Beta hus', '6103;Gamma hus'].map((row) => `SHAK;${row};;;;`);
    await read(await upload(operator, [heading, ...all].join('\n')));
    world.pass(1_000);
    const full = '/page/units/import?full=1';
    const some = [heading, all[0], 'SHAK;6102;Beta hus;;;ikke en dato;'].join('\n');
    const before = await names('hus');
    assert.ok(before.includes('Gamma hus'));
    const result = await read<ImportResult>(await upload(operator, some, full));
    assert.ok(result.closed > 0);
    assert.equal(result.too_many_to_close, 0);
    assert.deepEqual(await names('hus'), ['Alfa hus', 'Beta hus']);
    world.pass(1_000);
    await read(await upload(operator, [heading, all[2]].join('\n')));
    assert.deepEqual(await names('gamma'), ['Gamma hus']);
  });

  // A file that was cut off on its way must not close half of the nation.
  test('closes nothing when a full extract lacks too much', async () => {
    const many = Array.from({ length: 60 }, (_, i) => `SHAK;${7000 + i};Mange ${i};;;;`);
    await read(await upload(operator, [heading, ...many].join('\n')));
    world.pass(1_000);
    const half = [heading, ...many.slice(0, 20)].join('\n');
    const result = await read<ImportResult>(await upload(operator, half, '/page/units/import?full=1'));
    assert.equal(result.closed, 0);
    assert.ok(result.too_many_to_close >= 40);
    assert.deepEqual(await names('7059'), ['Mange 59']);
  });

  test('refuses what is no extract, is too large, or is no file, and takes nothing of it', async () => {
    assert.equal(await codeOf(await upload(operator, 'a;b;c\n1;2;3\n')), 'extract_unusable');
    assert.equal(await codeOf(await upload(operator, `${heading}\nSOR;1;x;;;;\n`)), 'extract_unusable');
    assert.equal(await codeOf(await upload(operator, '')), 'extract_unusable');
    const headers = { 'Content-Type': 'text/csv', 'Content-Length': String(21 * 1024 * 1024) };
    const large = await operator.call('POST', '/page/units/import', 'x', headers);
    assert.equal(await codeOf(large), 'body_too_large');
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    assert.equal((await operator.call('POST', '/page/units/import', 'x', form)).status, 415);
    assert.equal(
      (await admin.call('POST', '/page/units/import', 'x', { 'Content-Type': 'text/csv' })).status,
      403,
    );
  });

  test('is imported under the name of who did it', async () => {
    const audit = await world.store.forTenant(tenantId('national')).readAudit(1, 10_000);
    const entry = audit.findLast(({ action }) => action === 'units_imported');
    assert.ok(entry?.actor);
    assert.ok(typeof entry.detail['taken'] === 'number');
  });
});
