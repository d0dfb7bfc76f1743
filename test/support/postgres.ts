import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

let own: Promise<PostgresServer> | undefined;

/**
 * A fresh, empty database on the server of `TEST_POSTGRES_URL`, or on one started for this process.
 * The server is stopped when the process ends; `drop` also ends connections that are still open.
 */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = new URL(process.env['TEST_POSTGRES_URL'] ?? (await (own ??= startPostgres())).url);
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await run(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `drop database if exists ${name} with (force)`) };
}

/** The server's own version, such as `18.4`. */
export async function postgresVersion(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 });
  const rows = await sql<{ server_version: string }[]>`show server_version`;
  await sql.end();
  return rows[0]?.server_version ?? 'unknown';
}

async function run(server: URL, statement: string): Promise<void> {
  const sql = postgres(server.href, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
