import assert from 'node:assert/strict';
import { test } from 'node:test';
import postgres from 'postgres';
import { createTestDatabase } from './postgres.ts';

test('two test databases on one server do not see each other, and are gone after drop', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const sql = postgres(one.url, { max: 1 });
  const other = postgres(two.url, { max: 1 });
  await sql`create table only_here (id int)`;
  const seen = await other`select 1 from information_schema.tables where table_name = 'only_here'`;
  assert.equal(seen.length, 0);
  await other.end();
  await two.drop();
  await sql.end();
  await one.drop();
  const gone = postgres(one.url, { max: 1 });
  await assert.rejects(gone`select 1`, { code: '3D000' });
  await gone.end();
});
