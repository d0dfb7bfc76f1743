import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import postgres from 'postgres';
import { createTestDatabase } from '../support/postgres.ts';
import type { Fresh } from './context.ts';

/** A SQLite file in a folder of its own. */
export const freshSqlite = async (): Promise<Fresh & { file: string }> => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-store-'));
  const file = join(folder, 'store.db');
  return {
    url: `sqlite:${file}`,
    file,
    sql: async (statement) => {
      const connection = new Sqlite(file);
      try {
        const prepared = connection.prepare(statement);
        if (prepared.reader) return prepared.all() as Record<string, unknown>[];
        prepared.run();
        return [];
      } finally {
        connection.close();
      }
    },
    drop: async () => rmSync(folder, { recursive: true }),
  };
};

/** A Postgres database of its own on the test server. */
export const freshPostgres = async (): Promise<Fresh> => {
  const { url, drop } = await createTestDatabase();
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    url,
    sql: async (statement) => [...(await client.unsafe(statement))] as Record<string, unknown>[],
    drop: async () => {
      await client.end();
      await drop();
    },
  };
};
