import { fileURLToPath } from 'node:url';
import { fillPlaceholders } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Instant } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { failure } from './failure.ts';
import { StoreUnavailable } from './store.ts';
import * as tables from './tables.postgres.ts';
import type { Db, WriteConnection } from './unit.ts';
import { createWriter } from './writer.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations/postgres', import.meta.url));
const channel = 'sloering_wanted';
/** Advisory lock under which servers that start together migrate one after another. */
const migrationLock = 5_107_061;
const readers = 8;
/** Custom plans: a plan cached while a table was empty would be kept long after it has grown. */
const settings = {
  synchronous_commit: 'on',
  statement_timeout: 10_000,
  lock_timeout: 5000,
  idle_in_transaction_session_timeout: 15_000,
  plan_cache_mode: 'force_custom_plan',
  TimeZone: 'UTC',
  application_name: 'sloering',
};

const connect = (url: string, max: number, onclose?: () => void) =>
  postgres(url, {
    max,
    connection: settings,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => undefined,
    ...(onclose ? { onclose } : {}),
  });

type Client = ReturnType<typeof connect>;

const asDb = (client: Client): Db => drizzle({ client });

/** The driver asks for nothing to be prepared in `unsafe`, which is what drizzle calls; ours are fixed texts. */
const preparing = (client: Client): Client => {
  const { unsafe } = client;
  return Object.assign(client, {
    unsafe: (text: string, parameters: never[] = [], options = {}) =>
      unsafe(text, parameters, { prepare: true, ...options }),
  });
};

/** Longest a transaction may take, milliseconds: its slowest statement's time-out and some. */
const transactionMs = 15_000;

/** One connection until it is lost. */
const openLine = (url: string) => {
  const { promise: loss, reject: lose } = Promise.withResolvers<never>();
  loss.catch(() => undefined);
  const state = { lost: false };
  const bare = connect(url, 1, () => abandon());
  const { unsafe } = bare;
  const client = preparing(bare);
  const abandon = (): void => {
    if (state.lost) return;
    state.lost = true;
    lose(new StoreUnavailable('gone'));
    void client.end({ timeout: 0 });
  };
  return { client, unsafe, db: asDb(client), state, loss, abandon };
};

/**
 * The connection that writes. The driver reconnects by itself, so a statement after a loss would run outside its transaction, and be kept;
 * and of several statements under way at a loss it leaves some unanswered for good (seen with 3.4.9). So a lost connection is abandoned
 * with everything on it, and the next transaction begins on a new one.
 */
const openWriteConnection = (url: string): WriteConnection & { close(): Promise<void> } => {
  let line = openLine(url);
  return {
    get db() {
      return line.db;
    },
    begin: async () => void (await line.unsafe('begin')),
    commit: async () => {
      const answer = await line.unsafe('commit');
      // A transaction that failed answers COMMIT with ROLLBACK, and no error.
      if (answer.command !== 'COMMIT') throw new StoreUnavailable('gone');
    },
    // COMMIT has answered after its own sync (synchronous_commit).
    durable: () => Promise.resolve(),
    rollback: async () => void (line.state.lost || (await line.unsafe('rollback'))),
    announce: async () => void (await line.unsafe(`notify ${channel}`)),
    guard: async (work) => {
      if (line.state.lost) line = openLine(url);
      const late = setTimeout(line.abandon, transactionMs);
      try {
        return await Promise.race([work(), line.loss]);
      } finally {
        clearTimeout(late);
      }
    },
    close: () => line.client.end({ timeout: 5 }),
  };
};

/** How long after a loss reads that were under way may still be answered, and how long any read may take, milliseconds. */
const graceMs = 1_000;
const readMs = 12_000;

/** Ends reads that a lost connection has left unanswered. */
const createReads = () => {
  const waiting = new Set<(error: Error) => void>();
  return {
    lost: () => {
      const then = [...waiting];
      setTimeout(() => then.forEach((fail) => fail(new StoreUnavailable('gone'))), graceMs).unref();
    },
    run: async <T>(query: () => PromiseLike<T>): Promise<T> => {
      const { promise, reject } = Promise.withResolvers<never>();
      waiting.add(reject);
      const late = setTimeout(() => reject(new StoreUnavailable('gone')), readMs);
      try {
        return await Promise.race([query(), promise]);
      } finally {
        clearTimeout(late);
        waiting.delete(reject);
      }
    },
  };
};

const prepareDatabase = async (url: string): Promise<void> => {
  const client = connect(url, 1);
  try {
    await client.unsafe(`select pg_advisory_lock(${migrationLock})`);
    await migrate(drizzle({ client }), { migrationsFolder });
    const [row] = await client.unsafe('show synchronous_commit');
    if (row?.['synchronous_commit'] !== 'on')
      throw new Error('store: Postgres did not accept synchronous_commit = on');
  } finally {
    await client.end({ timeout: 5 });
  }
};

/** Opens and migrates a Postgres database: two writing connections, a pool that reads, one that listens. */
export const openPostgres = async (
  url: string,
  { onFatal }: { server: string; onFatal: (code: 'io') => void },
): Promise<Database> => {
  await prepareDatabase(url).catch((error: unknown) => {
    throw failure(error);
  });
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const reads = createReads();
  const pool = preparing(connect(url, readers, reads.lost));
  const listening = connect(url, 1);
  // `onlisten` also runs after a reconnect, when announcements may have been missed.
  await listening.listen(channel, tell, tell);
  const writers = [0, 1].map(() => {
    const connection = openWriteConnection(url);
    const lock = <Query>(query: Query): Query => (query as { for(strength: 'update'): Query }).for('update');
    const lockFree = <Query>(query: Query): Query =>
      (query as { for(strength: 'update', config: { skipLocked: true }): Query }).for('update', {
        skipLocked: true,
      });
    // The announcement comes back to this server as well, after the commit.
    const onWanted = () => undefined;
    return { connection, writer: createWriter({ connection, tables, lock, lockFree, onWanted, onFatal }) };
  });
  const [first, second] = writers;
  if (!first || !second) throw new Error('unreachable');
  return {
    dialect: 'postgres',
    tables,
    reads: asDb(pool),
    writer: first.writer,
    relayWriter: second.writer,
    onWanted: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    read: async (query) => {
      try {
        return await reads.run(query);
      } catch (error) {
        throw failure(error);
      }
    },
    rows: <Row extends unknown[]>(query: { toSQL(): { sql: string; params: unknown[] } }) => {
      const { sql, params } = query.toSQL();
      return async (given: Record<string, unknown>) =>
        (await pool.unsafe(sql, fillPlaceholders(params, given) as never[]).values()) as unknown as Row[];
    },
    readInstant: (stored) => tables.probes.at.mapFromDriverValue(stored) as Instant,
    close: async () => {
      await Promise.all(writers.map(({ writer }) => writer.close()));
      await Promise.all([
        ...[pool, listening].map((one) => one.end({ timeout: 5 })),
        ...writers.map(({ connection }) => connection.close()),
      ]);
    },
  };
};
