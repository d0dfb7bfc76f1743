import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import postgres from 'postgres';

/** Bare durable inserts, one after another, no HTTP: what the disk and the database allow a single writer. Per second. */
export const bareInserts = async (url: string, count: number): Promise<number> =>
  url.startsWith('sqlite:') ? sqliteInserts(url.slice('sqlite:'.length), count) : postgresInserts(url, count);

const row = (): [string, string, string] => [randomUUID(), new Date().toISOString(), 'x'.repeat(200)];

const sqliteInserts = (file: string, count: number): number => {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table floor (id text primary key, at text, content text)');
  const insert = db.prepare('insert into floor values (?, ?, ?)');
  const began = performance.now();
  for (let made = 0; made < count; made += 1) insert.run(...row());
  const seconds = (performance.now() - began) / 1000;
  db.close();
  return count / seconds;
};

const postgresInserts = async (url: string, count: number): Promise<number> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql`create table floor (id text primary key, at text, content text)`;
  await sql`insert into floor values (${randomUUID()}, ${'warm'}, ${'up'})`;
  const began = performance.now();
  for (let made = 0; made < count; made += 1) {
    const [id, at, content] = row();
    await sql`insert into floor values (${id}, ${at}, ${content})`;
  }
  const seconds = (performance.now() - began) / 1000;
  await sql.end();
  return count / seconds;
};
