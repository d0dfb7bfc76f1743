import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as postgres from '../../server/store/tables.postgres.ts';
import * as sqlite from '../../server/store/tables.sqlite.ts';
import { freshSqlite } from './databases.ts';
import { open } from './scenario.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const migrations = (dialect: string) => join(root, 'server/store/migrations', dialect);
const names = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
const kit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');

type Column = { name: string; notNull: boolean; primary: boolean };
const shapes = (tables: object) =>
  Object.entries(tables).map(([table, columns]: [string, Record<string, Column>]) => ({
    table,
    columns: Object.entries(columns)
      .filter(([, column]) => typeof column === 'object')
      .map(([property, { name, notNull, primary }]) => ({ property, name, notNull, primary })),
  }));

describe('migrations', () => {
  for (const [dialect, option] of [
    ['sqlite', 'sqlite'],
    ['postgres', 'postgresql'],
  ] as const) {
    it(`of ${dialect} are what the schema says: generating again changes nothing`, () => {
      // Relative and inside the checkout: drizzle-kit reads its output folder relative to where it runs.
      const copy = mkdtempSync(join(root, 'node_modules', '.migrations-'));
      try {
        cpSync(migrations(dialect), copy, { recursive: true });
        const schema = `./server/store/tables.${dialect}.ts`;
        const out = copy.slice(root.length);
        const args = [kit, 'generate', `--dialect=${option}`, `--schema=${schema}`, `--out=${out}`];
        const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
        assert.equal(status, 0, stderr);
        assert.match(stdout, /No schema changes/);
        assert.deepEqual(names(copy), names(migrations(dialect)));
      } finally {
        rmSync(copy, { recursive: true });
      }
    });
  }

  it('make tables whose rows look alike to the queries, which are typed for Postgres only', () => {
    assert.equal(shapes(postgres).length, 40);
    assert.ok(shapes(postgres).every(({ columns }) => columns.length >= 2));
    assert.deepEqual(shapes(sqlite), shapes(postgres));
  });

  it('have the same names on both databases', () => {
    assert.deepEqual(names(migrations('sqlite')), names(migrations('postgres')));
    assert.ok(existsSync(kit));
  });

  it('run again on a migrated file without effect, and the file is for its owner only', async () => {
    const database = await freshSqlite();
    await (await open(database.url)).close();
    await (await open(database.url)).close();
    assert.equal(statSync(database.file).mode & 0o777, 0o600);
    await database.drop();
  });
});
