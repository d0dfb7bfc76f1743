import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { cpr } from '../../server/domain/ids.ts';
import { StoreUnavailable } from '../../server/store/store.ts';
import { freshSqlite } from '../store/databases.ts';
import * as s from '../store/scenario.ts';

const isUnavailable = (code: StoreUnavailable['code']) => (error: unknown) =>
  error instanceof StoreUnavailable && error.code === code;

describe('the store when it cannot write', () => {
  it('says so when the disk is full, registers nothing, and goes on once there is room', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'sloering-full-'));
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
    if (mounted.status !== 0) {
      rmdirSync(folder);
      if (process.env['CI'] === 'true') assert.fail('a small tmpfs cannot be mounted');
      return t.skip('only root may mount a small file system');
    }
    try {
      const store = await s.open(`sqlite:${join(folder, 'store.db')}`);
      await store.registry.registerMunicipality(s.municipality(s.odense), s.noon);
      const tenant = store.forTenant(s.odense);
      const person = (n: number) => cpr(String(n).padStart(10, '0'));
      await s.register(tenant, person(1));
      const ballast = join(folder, 'ballast');
      // A short write is how a full disk answers this one.
      assert.throws(() => writeFileSync(ballast, Buffer.alloc(4_000_000)), { code: 'ENOSPC' });
      let number = 1;
      await assert.rejects(async () => {
        for (;;) await s.register(tenant, person(++number), { text: 'x'.repeat(500) });
      }, isUnavailable('full'));
      await assert.rejects(store.probe(s.noon), isUnavailable('full'));
      assert.equal((await tenant.loadCitizen(await tenant.citizenRef(person(number)))).revision, 0);
      rmSync(ballast);
      await store.probe(s.noon);
      await s.register(tenant, person(number));
      assert.equal((await tenant.verifyAudit()).broken, null);
      await store.close();
    } finally {
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    }
  });

  it('says so when another program holds the database, and goes on afterwards', async () => {
    const database = await freshSqlite();
    const store = await s.open(database.url);
    await store.registry.registerMunicipality(s.municipality(s.odense), s.noon);
    const other = new Sqlite(database.file);
    other.exec('BEGIN IMMEDIATE');
    const tenant = store.forTenant(s.odense);
    await assert.rejects(s.register(tenant), isUnavailable('locked'));
    other.exec('ROLLBACK');
    other.close();
    assert.equal((await tenant.loadCitizen(await tenant.citizenRef(s.citizen))).revision, 0);
    await s.register(tenant);
    await store.close();
    await database.drop();
  });

  it('refuses to start beside another process on the same file', async () => {
    const database = await freshSqlite();
    const store = await s.open(database.url);
    await assert.rejects(s.open(database.url), /in use by another process/);
    await store.close();
    await (await s.open(database.url)).close();
    await database.drop();
  });
});
