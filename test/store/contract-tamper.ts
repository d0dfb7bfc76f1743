import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

/** Each column an intruder with the database could change, and what to. */
const changes: Record<string, string> = {
  tenant_id: "'aarhus'",
  sequence: 'sequence + 100000',
  at: '{at}',
  action: "'something_else'",
  outcome: "case when outcome = 'success' then 'refused' else 'success' end",
  actor: "'someone'",
  session: "'another'",
  citizen: "'someone'",
  subject: "'something'",
  detail: `'{}'`,
  hash: "'AAAA'",
};

export const tamperContract = ({ store, tenant, database, stranger }: Context): void => {
  const isSqlite = () => store().dialect === 'sqlite';
  const triggersOff = async () => {
    if (!isSqlite()) return void (await database().sql('alter table audit disable trigger all'));
    await database().sql('drop trigger if exists audit_refuses_update');
    await database().sql('drop trigger if exists audit_refuses_delete');
  };

  // Attack: someone with access to the database rewrites or removes what the log says they did.
  it('refuses to change or remove audit entries', async () => {
    await assert.rejects(database().sql("update audit set action = 'x'"), /append-only/);
    await assert.rejects(database().sql('delete from audit'), /append-only/);
  });

  it('names the audit entry of which any column was changed behind its back', async () => {
    await s.register(tenant(), stranger());
    const whole = await tenant().verifyAudit();
    assert.equal(whole.broken, null);
    const sequence = whole.entries;
    const where = `where tenant_id = 'odense' and sequence = ${sequence}`;
    await triggersOff();
    const [row] = await database().sql(`select * from audit ${where}`);
    assert.deepEqual(Object.keys(row ?? {}).sort(), Object.keys(changes).sort());
    for (const [column, value] of Object.entries(changes)) {
      const changed = value.replace('{at}', isSqlite() ? 'at + 1' : "at + interval '1 second'");
      await database().sql(`update audit set ${column} = ${changed} ${where}`);
      assert.equal((await tenant().verifyAudit()).broken, sequence, column);
      const old = row?.[column];
      const back =
        old === null
          ? 'null'
          : old instanceof Date
            ? `'${old.toISOString()}'`
            : `'${old as string | number}'`;
      const moved = { tenant_id: where.replace('odense', 'aarhus'), sequence: `${where} + 100000` }[column];
      await database().sql(`update audit set ${column} = ${back} ${moved ?? where}`);
      assert.equal((await tenant().verifyAudit()).broken, null, `${column} restored`);
    }
  });

  it('notices a removed entry, also the last one', async () => {
    await s.register(tenant(), stranger());
    const { entries } = await tenant().verifyAudit();
    await triggersOff();
    await database().sql(`delete from audit where tenant_id = 'odense' and sequence = ${entries}`);
    assert.equal((await tenant().verifyAudit()).broken, entries);
    // The chain is beyond repair now; the municipality's head is set back so that other tests have a whole one.
    const [last] = await database().sql(
      `select hash from audit where tenant_id = 'odense' and sequence = ${entries - 1}`,
    );
    await database().sql(
      `update audit_heads set sequence = ${entries - 1}, hash = '${String(last?.['hash'])}' where tenant_id = 'odense'`,
    );
    assert.equal((await tenant().verifyAudit()).broken, null);
  });

  // Attack: ciphertexts are exchanged, so that one citizen's delivery carries another's number.
  it('does not open a value that was moved from another row or municipality', async () => {
    const [first, second] = [stranger(), stranger()];
    await s.register(tenant(), first, { text: 'den ene' });
    await s.register(tenant(), second, { text: 'den anden' });
    await s.register(store().forTenant(s.aarhus), first, { text: 'den tredje' });
    const [own, next] = [await tenant().citizenRef(first), await tenant().citizenRef(second)];
    const abroad = await store().forTenant(s.aarhus).citizenRef(first);
    const key = { tenant: s.odense, cvr: s.hospital, citizen: own };
    const openCpr = async () => (await store().outbox.loadKey(key)).openCpr();
    const move = (from: string, table = 'citizens') =>
      database().sql(
        `update ${table} set cpr = (select cpr from citizens where citizen = '${from}') where citizen = '${own}'`,
      );
    await database().sql(`create table kept as select * from citizens where citizen = '${own}'`);
    for (const from of [next, abroad]) {
      await move(from);
      await assert.rejects(openCpr());
    }
    await database().sql(`update citizens set cpr = (select cpr from kept) where citizen = '${own}'`);
    await database().sql('drop table kept');
    assert.equal(await openCpr(), first);
    const texts = (
      await database().sql(`select id from blurrings where citizen in ('${own}', '${next}')`)
    ).map(({ id }) => String(id));
    await database().sql(
      `update blurring_texts set text = (select text from blurring_texts where blurring = '${texts[0]}') where blurring = '${texts[1]}'`,
    );
    const both = await Promise.allSettled(
      [own, next].map((ref) => tenant().loadBlurrings(ref, { withText: true })),
    );
    assert.equal(both.filter(({ status }) => status === 'rejected').length, 1);
  });
};
