import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { fillPlaceholders } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import type { Instant } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { failure } from './failure.ts';
import * as tables from './tables.sqlite.ts';
import type { Db, WriteConnection } from './unit.ts';
import { openWalSync, type WalSync } from './wal-sync.ts';
import { createWriter } from './writer.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations/sqlite', import.meta.url));

/** Held for the life of the process; the kernel releases it however the process ends. */
const holdProcessLock = (file: string): Sqlite.Database => {
  const lock = new Sqlite(`${file}-process`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new Error(
      'store: the SQLite file is in use by another process; one server per file, or use Postgres',
    );
  }
  return lock;
};

const settings: readonly [pragma: string, value: string | number][] = [
  ['journal_mode', 'wal'],
  // NORMAL: the sync of each commit is ours (wal-sync.ts).
  ['synchronous', 1],
  ['foreign_keys', 1],
  ['busy_timeout', 5000],
  ['trusted_schema', 0],
];

const configure = (connection: Sqlite.Database): void => {
  for (const [pragma, value] of settings) {
    connection.pragma(`${pragma} = ${value}`);
    const actual: unknown = connection.pragma(pragma, { simple: true });
    if (actual !== value) throw new Error(`store: SQLite did not accept ${pragma} = ${value}`);
  }
};

const writeConnection = (connection: Sqlite.Database, db: Db, wal: WalSync): WriteConnection => {
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const rollback = connection.prepare('ROLLBACK');
  return {
    db,
    begin: async () => void begin.run(),
    commit: async () => void commit.run(),
    durable: () => wal.durable(),
    // SQLite has already rolled back after some errors (full disk, I/O).
    rollback: async () => void (connection.inTransaction && rollback.run()),
    announce: async () => undefined,
    guard: (work) => work(),
  };
};

/** Opens and migrates a SQLite file; one writing connection and one that reads committed rows. */
export const openSqlite = (file: string, onFatal: (code: 'io') => void): Database => {
  const processLock = holdProcessLock(file);
  const connection = new Sqlite(file);
  const same = <Query>(query: Query): Query => query;
  const listeners = new Set<() => void>();
  try {
    chmodSync(file, 0o600);
    configure(connection);
    const client = drizzle({ client: connection });
    migrate(client, { migrationsFolder });
    const readConnection = new Sqlite(file, { readonly: true, timeout: 5000 });
    const wal = openWalSync(file);
    // The one cast of the SQLite side to the canonical typing; the contract suite runs on both.
    const asDb = (one: unknown): Db => one as Db;
    const typed = tables;
    const writer = createWriter({
      connection: writeConnection(connection, asDb(client), wal),
      tables: typed,
      lock: same,
      lockFree: same,
      onWanted: () => listeners.forEach((listener) => listener()),
      onFatal,
    });
    return {
      dialect: 'sqlite',
      tables: typed,
      reads: asDb(drizzle({ client: readConnection })),
      writer,
      relayWriter: writer,
      onWanted: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      read: async (query) => {
        try {
          const found = await query();
          // What a power cut could still take back is not shown to anyone.
          await wal.pending();
          return found;
        } catch (error) {
          throw failure(error);
        }
      },
      rows: <Row extends unknown[]>(query: { toSQL(): { sql: string; params: unknown[] } }) => {
        const { sql, params } = query.toSQL();
        const statement = readConnection.prepare<unknown[], Row>(sql).raw();
        return async (given: Record<string, unknown>) => statement.all(...fillPlaceholders(params, given));
      },
      readInstant: (stored) => typed.probes.at.mapFromDriverValue(stored) as Instant,
      close: async () => {
        await writer.close();
        wal.close();
        readConnection.close();
        connection.close();
        processLock.close();
      },
    };
  } catch (error) {
    connection.close();
    processLock.close();
    throw failure(error);
  }
};
