import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { RetentionReceipt, RetentionView } from '../../shared/retention-api.ts';
import type { Problem } from '../../shared/problem.ts';
import { instant, tenantId } from '../../server/domain/ids.ts';
import { recordExpired } from '../../server/schedule/expire.ts';
import { createLog } from '../../server/log.ts';
import { createRetentionJob } from '../../server/schedule/retention.ts';
import { citizens, createWorld, type Browser, type World } from '../support/world.ts';

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;
const year = 366 * 86_400_000;

describe('removal when the time is over', () => {
  let world: World;
  let admin: Browser;
  const login = async (): Promise<Browser> =>
    (admin = await world.visit({ roles: ['admin'], person: randomUUID(), name: 'Dorte Systemgaard' }));
  before(async () => {
    world = await createWorld();
    await (await world.login()).register({ reason: { category: 'threat', text: 'Råbte.' } }, randomUUID());
    world.pass(100 * 86_400_000);
    await recordExpired(world.store, world.now());
    await login();
  });
  after(() => world.close());
  const view = async (): Promise<RetentionView> =>
    (await (await admin.call('GET', '/page/retention')).json()) as RetentionView;

  test('shows the rule, what is due, and when', async () => {
    const shown = await view();
    assert.deepEqual(shown.policy, { text_months: 24, registration_months: 60, audit_months: 60 });
    assert.deepEqual(shown.preview, { texts: 0, registrations: 0, citizens: 0, audit: 0, oldest_end: null });
    assert.equal(shown.cutoffs.texts, '2025-03-03');
  });

  test('follows the municipality’s own rule, which needs a fresh login and is in the log', async () => {
    const { revision } = await view();
    const rule = { revision, text_months: 1, registration_months: 12, audit_months: 24 };
    const old = await world.visit({ roles: ['admin'], ageMs: 600_000, person: 'gammel' });
    assert.equal(await codeOf(await old.call('PUT', '/page/retention/policy', rule)), 'fresh_login_required');
    const wrong = await admin.call('PUT', '/page/retention/policy', { ...rule, audit_months: 11 });
    assert.equal(await codeOf(wrong), 'body_invalid');
    const saved = await admin.call('PUT', '/page/retention/policy', rule);
    assert.equal(saved.status, 200, await saved.clone().text());
    assert.equal(((await saved.json()) as RetentionView).policy.text_months, 1);
    assert.equal(await codeOf(await admin.call('PUT', '/page/retention/policy', rule)), 'conflict');
  });

  test('puts a citizen on hold, so that nothing of theirs goes', async () => {
    const hold = (cpr: string, reason = 'Retssag.') =>
      admin.call('POST', '/page/retention/holds', { cpr, reason });
    assert.equal(await codeOf(await hold(citizens.bodil)), 'not_found');
    assert.equal(await codeOf(await hold('1')), 'cpr_invalid');
    assert.equal(await codeOf(await hold(citizens.asger, 'x\u202ey')), 'reason_text_control_characters');
    const held = (await (await hold(citizens.asger)).json()) as RetentionView;
    assert.deepEqual(
      held.holds.map(({ by, reason, birth_date }) => [by, reason, birth_date]),
      [['Dorte Systemgaard', 'Retssag.', '1948-12-25']],
    );
    assert.equal(await codeOf(await hold(citizens.asger)), 'conflict');
    world.pass(60 * 86_400_000);
    await login();
    assert.equal((await view()).preview.texts, 0);
    const [one] = held.holds;
    await admin.call('POST', '/page/retention/holds/lift', { id: one?.id });
    assert.equal((await view()).preview.texts, 1);
    assert.doesNotMatch(world.logged(), /2512489996|Retssag/);
  });

  test('removes at once when it is asked to, and leaves a receipt', async () => {
    const done = (await (await admin.call('POST', '/page/retention/run', {})).json()) as RetentionReceipt;
    assert.equal(done.by, 'Dorte Systemgaard');
    assert.equal(done.counts.texts, 1);
    assert.equal((await view()).runs[0]?.id, done.id);
    const entries = await world.store.forTenant(tenantId('eksempelby')).readAudit(1, 10_000);
    assert.equal(entries.at(-1)?.action, 'retention_run');
  });

  test('removes every night by itself, once, and leaves no receipt of a night on which nothing went', async () => {
    let logged = '';
    let passed = 3 * year;
    const job = createRetentionJob({
      store: world.store,
      now: () => instant(world.now() + passed),
      log: createLog({ write: (line) => void (logged += line) }),
      newId: randomUUID,
    });
    await job();
    await job();
    assert.equal(logged.match(/retention_run/g)?.length, 1);
    const { runs } = await view();
    assert.equal(runs.length, 2);
    assert.equal(runs.find(({ by }) => by === null)?.counts.registrations, 0);
    passed += 86_400_000;
    await job();
    assert.equal((await view()).runs.length, 2);
    assert.equal((await world.store.forTenant(tenantId('eksempelby')).verifyAudit()).broken, null);
  });
});
