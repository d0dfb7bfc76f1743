import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { blurringId, cvr, instant, tenantId, type Cpr, type Instant } from '../../server/domain/ids.ts';
import { monthOf, stepOf, type Measure } from '../../server/domain/figures.ts';
import { newMunicipality } from '../../server/municipality-defaults.ts';
import { readFigures } from '../../server/reports/figures.ts';
import { rollUpFigures } from '../../server/schedule/roll-up.ts';
import type { TenantStore } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

const own = tenantId('talby');

/** What is counted is what was written to the log, once. */
export const figureContract = ({ store, database, stranger }: Context): void => {
  let tenant: TenantStore;
  const month = monthOf(s.noon);
  before(async () => {
    await store().registry.registerMunicipality(newMunicipality(own, 'Talby', cvr('99000066')), s.noon);
    tenant = store().forTenant(own);
  });

  const change = (person: Cpr, id: string, type: 'blurring_confirmed' | 'blurring_rejected', at: Instant) =>
    s.apply(tenant, person, { events: [{ type, at, by: s.nurse, id: blurringId(id) }], now: at });
  const counted = async (): Promise<Partial<Record<Measure, number>>> =>
    Object.fromEntries(
      (await store().figures.byMonth([own], month, month)).map(({ measure, count }) => [measure, count]),
    );
  const steps = async (span: 'time_to_decision' | 'time_to_effect') =>
    (await store().figures.steps([own], month, month))
      .filter((one) => one.span === span)
      .map(({ step, count }) => [step, count]);

  it('counts each entry of the log once, however often and by how many it is rolled up', async () => {
    const people = [stranger(), stranger(), stranger()];
    const ids = [];
    for (const person of people) ids.push(await s.register(tenant, person));
    await Promise.all([1, 2, 3].map(() => rollUpFigures(store())));
    await rollUpFigures(store());
    assert.deepEqual(await counted(), { registered: 3 });
    await change(people[0] ?? ('' as Cpr), ids[0] ?? '', 'blurring_confirmed', s.at(3_600_000));
    await change(people[1] ?? ('' as Cpr), ids[1] ?? '', 'blurring_rejected', s.at(7_200_000));
    await rollUpFigures(store());
    assert.deepEqual(await counted(), { registered: 3, confirmed: 1, rejected: 1 });
    assert.deepEqual(
      (await steps('time_to_decision')).sort(),
      [
        [stepOf(3_600_000), 1],
        [stepOf(7_200_000), 1],
      ].sort(),
    );
  });

  it('counts how long it took to the register once every organisation has been answered OK', async () => {
    const person = stranger();
    await s.register(tenant, person, { cvrs: [s.hospital, s.clinic] });
    const citizen = await tenant.citizenRef(person);
    const answered = (organisation: string, number: number, ms: number) => {
      const moment =
        store().dialect === 'sqlite' ? String(s.noon + ms) : `'${new Date(s.noon + ms).toISOString()}'`;
      return database().sql(
        `insert into attempts (tenant_id, cvr, citizen, number, revision, message_id, started_at, finished_at, outcome) values ('talby', '${organisation}', '${citizen}', ${number}, 1, '${s.newId()}', ${moment}, ${moment}, 'delivered')`,
      );
    };
    await answered(s.hospital, 1, 5_000);
    await rollUpFigures(store());
    const before = await steps('time_to_effect');
    assert.ok(!before.some(([step]) => step === stepOf(60_000)));
    await answered(s.clinic, 1, 60_000);
    await rollUpFigures(store());
    await rollUpFigures(store());
    assert.deepEqual(
      (await steps('time_to_effect')).find(([step]) => step === stepOf(60_000)),
      [stepOf(60_000), 1],
    );
  });

  it('shows small numbers to the national body and to nobody else', async () => {
    const open = await readFigures(store(), null, month, month);
    const line = open.municipalities.find(({ id }) => id === own);
    assert.deepEqual([line?.registered, line?.confirmed, line?.started], [4, 1, month]);
    assert.ok(open.adoption && open.adoption.started >= 1 && open.adoption.of === 98);
    const closed = await readFigures(store(), own, month, month);
    assert.deepEqual(
      [closed.months[0]?.registered, closed.months[0]?.confirmed, closed.months[0]?.ended],
      [null, null, 0],
    );
    assert.equal(closed.totals.median_decision_hours, null);
    assert.deepEqual([closed.adoption, closed.municipalities], [null, []]);
    const text = JSON.stringify(closed);
    assert.doesNotMatch(text, /Talby|\b4\b/);
  });

  it('carries what is in force from month to month', async () => {
    const later = instant(s.noon + 70 * s.day);
    const { months } = await readFigures(store(), null, month, monthOf(later));
    const own3 = months.map(({ in_force }) => in_force);
    assert.ok(own3.length >= 3 && own3.every((count) => count === own3[0]));
  });

  it('stays when what it counted has gone', async () => {
    const before = await counted();
    await database().sql("delete from figure_waiting where tenant_id = 'talby'");
    await rollUpFigures(store());
    assert.deepEqual(await counted(), before);
  });
};
