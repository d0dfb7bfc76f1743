import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm';
import { blurringId, cvr, instant, tenantId, type Cpr, type Instant } from '../../server/domain/ids.ts';
import { commonRetention, cutoffsAt, type Cutoffs } from '../../server/domain/retention.ts';
import { newMunicipality } from '../../server/municipality-defaults.ts';
import { runRetention } from '../../server/run-retention.ts';
import type { RetentionCounts, TenantStore } from '../../server/store/store.ts';
import * as tables from '../../server/store/tables.sqlite.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

const own = tenantId('arkivby');
const years = (count: number): Instant => instant(s.noon - count * 366 * s.day);
const by = { actor: s.nurse, session: 's', name: 'Anna Andersen' };

type Reference = { table: string; column: 'citizen' | 'blurring' };

/** Every table that refers to a citizen or a registration, so that a new one is not forgotten. The log has a time of its own. */
const referring = Object.values(tables).flatMap((one): Reference[] => {
  if (!is(one, Table) || getTableName(one) === 'audit') return [];
  const columns = Object.values(getTableColumns<Table>(one)).map(({ name }) => name);
  return (['citizen', 'blurring'] as const)
    .filter((column) => columns.includes(column))
    .map((column) => ({ table: getTableName(one), column }));
});

/** What goes when its time is over, and what must stay. */
export const retentionContract = ({ store, database, stranger }: Context): void => {
  let tenant: TenantStore;
  before(async () => {
    await store().registry.registerMunicipality(newMunicipality(own, 'Arkivby', cvr('99000031')), years(7));
    tenant = store().forTenant(own);
  });

  const delivered = () =>
    database().sql(
      "update outbox set delivered_revision = wanted_revision, waiting_since = null, due_at = null where tenant_id in ('arkivby', 'logby')",
    );
  /** A registration that ended by itself so long ago, delivered and forgotten. */
  const ended = async (person: Cpr, endedAgo: Instant, text = 'Truede.'): Promise<string> => {
    const key = s.newId();
    const id = await s.register(tenant, person, { now: instant(endedAgo - 30 * s.day), text, key });
    const event = {
      type: 'blurring_expired',
      at: endedAgo,
      by: null,
      id: blurringId(id),
      endsAt: endedAgo,
    } as const;
    await s.apply(tenant, person, { events: [event], now: endedAgo });
    await delivered();
    return id;
  };
  /** Tables with anything left of a citizen or their registration. */
  const leftOf = async (person: Cpr, id: string): Promise<string[]> => {
    const value = { citizen: await tenant.citizenRef(person), blurring: id };
    const found = await Promise.all(
      referring.map(async ({ table, column }) => {
        const rows = await database().sql(`select * from ${table} where ${column} = '${value[column]}'`);
        return rows.length > 0 ? [table] : [];
      }),
    );
    return found.flat().sort();
  };
  const textOf = async (person: Cpr): Promise<(string | null)[]> =>
    (await tenant.loadBlurrings(await tenant.citizenRef(person), { withText: true })).map(({ text }) => text);
  const run = async (now: Instant = s.noon): Promise<RetentionCounts> => {
    const done = await runRetention(tenant, { id: s.newId(), now, by: null });
    assert.ok(done?.finishedAt);
    return done.counts;
  };
  const cutoffs = (): Cutoffs => cutoffsAt(commonRetention, s.noon);

  it('removes text after two years and registrations after five, with the citizen of whom nothing is left', async () => {
    const [recent, middle, old, both] = [stranger(), stranger(), stranger(), stranger()];
    await ended(recent, years(1));
    await ended(middle, years(3));
    const id = await ended(old, years(6));
    assert.deepEqual(await leftOf(old, id), [
      ...['blurring_changes', 'blurring_entries', 'blurring_texts', 'blurrings'],
      ...['citizens', 'idempotency', 'outbox'],
    ]);
    await ended(both, years(6));
    await s.register(tenant, both, { text: 'Truer stadig.' });
    await delivered();
    const preview = await tenant.retention.preview(cutoffs());
    assert.deepEqual([preview.texts, preview.registrations, preview.citizens], [3, 2, 1]);
    assert.equal(preview.oldestEnd, years(6));
    const { texts, registrations, citizens } = await run();
    assert.deepEqual({ texts, registrations, citizens }, { texts: 3, registrations: 2, citizens: 1 });
    assert.deepEqual(await textOf(recent), ['Truede.']);
    assert.deepEqual(await textOf(middle), [null]);
    assert.deepEqual(await textOf(old), []);
    assert.deepEqual(await textOf(both), ['Truer stadig.']);
    assert.equal((await tenant.loadCitizen(await tenant.citizenRef(old))).revision, 0);
    assert.deepEqual(await leftOf(old, id), []);
    assert.deepEqual(await tenant.retention.preview(cutoffs()).then(({ registrations: left }) => left), 0);
    const again = await run();
    assert.deepEqual([again.texts, again.registrations], [0, 0]);
  });

  // The register must not be left holding what nobody can end any more.
  it('keeps what the register has not been told, however old', async () => {
    const person = stranger();
    await ended(person, years(6));
    await database().sql(
      `update outbox set wanted_revision = wanted_revision + 1 where tenant_id = 'arkivby' and citizen = '${await tenant.citizenRef(person)}'`,
    );
    assert.equal((await run()).registrations, 0);
    await delivered();
    assert.equal((await run()).registrations, 1);
  });

  it('takes nothing from a citizen on hold, and keeps the log from there on', async () => {
    const person = stranger();
    await ended(person, years(6));
    const citizen = await tenant.citizenRef(person);
    const held = { id: s.newId(), citizen, reason: 'Retssag verserer.', now: s.noon, by };
    assert.equal(await tenant.retention.hold(held), true);
    assert.equal(await tenant.retention.hold({ ...held, id: s.newId() }), false);
    const [hold] = await tenant.retention.holds();
    assert.deepEqual([hold?.reason, hold?.by, hold?.cpr], ['Retssag verserer.', 'Anna Andersen', person]);
    const { texts, registrations } = await run();
    assert.deepEqual([texts, registrations], [0, 0]);
    assert.deepEqual(await textOf(person), ['Truede.']);
    assert.ok((await tenant.cases.auditOf(citizen)).length >= 2);
    assert.equal(await tenant.retention.lift(held.id, s.noon, by), true);
    assert.equal(await tenant.retention.lift(held.id, s.noon, by), false);
    assert.equal((await run()).registrations, 1);
    const [dump] = await database().sql(
      "select count(*) as found from legal_holds where tenant_id = 'arkivby'",
    );
    assert.equal(Number(dump?.['found']), 0);
  });

  it('closes the log by whole months, and what is left is a whole chain that says what went', async () => {
    // A municipality of its own, whose log was written in the order of time.
    const another = tenantId('logby');
    await store().registry.registerMunicipality(newMunicipality(another, 'Logby', cvr('99000058')), years(7));
    const former = tenant;
    tenant = store().forTenant(another);
    await ended(stranger(), years(6));
    await s.register(tenant, stranger());
    const { audit } = await run();
    assert.ok(audit > 0);
    const entries = await tenant.readAudit(1, 10_000);
    assert.ok(entries.every(({ at }) => at >= cutoffs().audit));
    const closing = entries.findLast(({ action }) => action === 'audit_closed');
    assert.equal(closing?.detail['through'], (entries[0]?.sequence ?? 0) - 1);
    assert.equal((await tenant.verifyAudit()).broken, null);
    assert.equal((await tenant.audit.closed())?.through, closing?.detail['through']);
    tenant = former;
  });

  // Attack: whoever has the database closes the log over what they did, and removes it.
  it('lets no entry go that is not closed, and finds a closing nobody wrote', async () => {
    await s.register(tenant, stranger());
    await assert.rejects(database().sql("delete from audit where tenant_id = 'arkivby'"), /append-only/);
    const { entries } = await tenant.verifyAudit();
    const [kept] = await database().sql("select * from audit_closed where tenant_id = 'arkivby'");
    const [row] = await database().sql(
      `select hash from audit where tenant_id = 'arkivby' and sequence = ${entries - 1}`,
    );
    await database().sql(
      `update audit_closed set through = ${entries - 1}, hash = '${String(row?.['hash'])}' where tenant_id = 'arkivby'`,
    );
    assert.equal((await tenant.verifyAudit()).broken, entries - 1);
    await database().sql(
      `update audit_closed set through = ${Number(kept?.['through'])}, hash = '${String(kept?.['hash'])}' where tenant_id = 'arkivby'`,
    );
    assert.equal((await tenant.verifyAudit()).broken, null);
  });

  it('one run at a time; one that broke off is gone on with under the same receipt', async () => {
    const people = [stranger(), stranger(), stranger()];
    for (const person of people) await ended(person, years(6));
    const first = await tenant.retention.begin({ id: s.newId(), cutoffs: cutoffs(), now: s.noon, by });
    assert.ok(first);
    assert.equal(
      await tenant.retention.begin({ id: s.newId(), cutoffs: cutoffs(), now: s.noon, by }),
      undefined,
    );
    const part = await tenant.retention.remove(first, cutoffs(), 1, s.noon);
    assert.equal(part.registrations, 1);
    // The process dies here.
    const later = instant(s.noon + 2 * 3_600_000);
    const done = await runRetention(tenant, { id: s.newId(), now: later, by: null });
    assert.equal(done?.id, first);
    assert.equal(done.counts.registrations, 3);
    assert.equal(done.by, 'Anna Andersen');
    const entries = await tenant.readAudit(1, 10_000);
    const receipt = entries.findLast(({ action }) => action === 'retention_run');
    assert.deepEqual([receipt?.subject, receipt?.detail['registrations']], [first, 3]);
    assert.equal((await tenant.retention.runs(1))[0]?.id, first);
  });
};
