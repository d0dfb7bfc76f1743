import { serve } from '@hono/node-server';
import Database from 'better-sqlite3';
import { Hono } from 'hono';
import { compactVerify, importJWK, type JWK } from 'jose';
import postgres from 'postgres';

/**
 * The floor of a launch, as a program: a bare Hono route that verifies one ES256 signature and inserts one row, commits grouped by
 * event-loop turn, each answer after its own commit. `node floor-launch.ts <database url> <public JWK>`.
 */
type Insert = (id: string, content: string) => Promise<void>;

/** Collects what arrives in one turn, writes it in one transaction, then answers all of it. */
const grouped = (write: (rows: { id: string; content: string }[]) => Promise<void> | void): Insert => {
  const waiting: { id: string; content: string; done: () => void }[] = [];
  let writing = false;
  const flush = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, 64);
      await write(group);
      for (const { done } of group) done();
      await new Promise((turn) => setImmediate(turn));
    }
    writing = false;
  };
  return (id, content) =>
    new Promise((done) => {
      waiting.push({ id, content, done });
      if (!writing) setImmediate(() => void (writing || flush()));
    });
};

const openInsert = async (url: string): Promise<Insert> => {
  if (url.startsWith('sqlite:')) {
    const db = new Database(url.slice('sqlite:'.length));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('create table launch (id text primary key, content text)');
    const insert = db.prepare('insert into launch values (?, ?)');
    const all = db.transaction((rows: { id: string; content: string }[]) => {
      for (const { id, content } of rows) insert.run(id, content);
    });
    return grouped(all);
  }
  const sql = postgres(url, { max: 2, onnotice: () => undefined });
  await sql`create table launch (id text primary key, content text)`;
  return grouped(
    async (rows) =>
      void (await sql`insert into launch ${sql(rows.map(({ id, content }) => ({ id, content })))}`),
  );
};

const [url = '', jwk = '{}'] = process.argv.slice(2);
const key = await importJWK(JSON.parse(jwk) as JWK, 'ES256');
const insert = await openInsert(url);
const app = new Hono();
app.post('/launch', async (c) => {
  const { context_token: token } = await c.req.json<{ context_token: string }>();
  const { payload } = await compactVerify(token, key);
  const claims = JSON.parse(new TextDecoder().decode(payload)) as { jti: string };
  await insert(claims.jti, token);
  return c.json({ session_token: claims.jti }, 201);
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  process.stdout.write(`listening ${port}\n`),
);
