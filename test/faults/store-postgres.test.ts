import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import postgres from 'postgres';
import { cpr } from '../../server/domain/ids.ts';
import { StoreUnavailable, type Store } from '../../server/store/store.ts';
import * as s from '../store/scenario.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';

describe('the store when Postgres goes away', () => {
  let server: PostgresServer;
  let store: Store;
  before(async () => {
    server = await startPostgres({ durable: true });
    store = await s.open(server.url);
    await store.registry.registerMunicipality(s.municipality(s.odense), s.noon);
  });
  after(async () => {
    await store.close();
    await server.stop();
  });

  const person = (number: number) => cpr(String(number).padStart(10, '0'));
  let number = 0;

  /** Registers with `width` at once until one fails; answers which were acknowledged and what the failures were. */
  const load = async (width: number, onCommit: (total: number) => void) => {
    const acknowledged: number[] = [];
    const failures: unknown[] = [];
    const work = async (): Promise<void> => {
      while (failures.length === 0) {
        const mine = ++number;
        try {
          await s.register(store.forTenant(s.odense), person(mine), { key: `key-${mine}` });
          acknowledged.push(mine);
          onCommit(acknowledged.length);
        } catch (error) {
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: width }, work));
    return { acknowledged, failures };
  };

  /** Answers when every connection of the store has noticed the loss and works again, with nobody's help. */
  const recovered = async (): Promise<void> => {
    for (;;) {
      const tenant = store.forTenant(s.odense);
      const reads = Array.from({ length: 32 }, () => tenant.findExpired(s.noon, 1));
      const answers = await Promise.allSettled([store.probe(s.noon), store.outbox.health(s.noon), ...reads]);
      if (answers.every(({ status }) => status === 'fulfilled')) return;
      await new Promise(setImmediate);
    }
  };

  /** Looks through a store of its own: the connections of the one under test were cut. */
  const assertKept = async (acknowledged: readonly number[]): Promise<void> => {
    const other = await s.open(server.url);
    const tenant = other.forTenant(s.odense);
    for (const one of acknowledged) {
      const { blurrings } = await tenant.loadCitizen(await tenant.citizenRef(person(one)));
      assert.equal(blurrings.length, 1, `registration ${one} was acknowledged and is gone`);
    }
    assert.equal((await tenant.verifyAudit()).broken, null);
    await other.close();
  };

  it('keeps every acknowledged registration when the server crashes under load, and goes on by itself', async () => {
    const client = postgres(server.url, { max: 1, onnotice: () => undefined });
    const [row] = await client`select pg_backend_pid() as pid`;
    // A backend that dies makes the server stop all others at once and recover from its log, as an immediate stop does.
    const { acknowledged, failures } = await load(16, (total) => {
      if (total === 100) process.kill(Number(row?.['pid']), 'SIGKILL');
    });
    await client.end({ timeout: 0 });
    assert.ok(acknowledged.length >= 100);
    for (const error of failures) assert.ok(error instanceof StoreUnavailable, String(error));
    await recovered();
    await assertKept(acknowledged);
    await s.register(store.forTenant(s.odense), person(++number));
  });

  // Attack: none; the driver reconnects by itself, and the rest of a transaction would be kept without its beginning.
  it('keeps nothing of a transaction whose connection was cut', async () => {
    const client = postgres(server.url, { max: 1, onnotice: () => undefined });
    const all: number[] = [];
    let cuts = 0;
    for (let round = 0; round < 3; round++) {
      const { acknowledged, failures } = await load(8, (total) => {
        if (total !== 10 + round) return;
        cuts++;
        void client`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sloering'`.then();
      });
      for (const error of failures) assert.ok(error instanceof StoreUnavailable, String(error));
      all.push(...acknowledged);
    }
    await assertKept(all);
    assert.ok(cuts >= 1);
    const [torn] = await client`
      select count(*)::int as count from blurrings b
      where not exists (select from audit a where a.tenant_id = b.tenant_id and a.subject = b.id)
         or not exists (select from outbox o where o.tenant_id = b.tenant_id and o.citizen = b.citizen)
         or not exists (select from blurring_entries e where e.tenant_id = b.tenant_id and e.blurring = b.id)`;
    assert.equal(torn?.['count'], 0);
    await client.end();
  });
});
