import type { Instant } from '../domain/ids.ts';
import type { Tables } from './schema.ts';
import type { Db } from './unit.ts';
import type { Writer } from './writer.ts';

/** A value as the driver gives it: other than ours, and another on each database. */
export type Stored<Value> = { readonly stored: Value };

/** A query that was built and not yet run. */
type Query = { toSQL(): { sql: string; params: unknown[] } };

/** An opened and migrated database of either kind. */
export type Database = {
  readonly dialect: 'sqlite' | 'postgres';
  readonly tables: Tables;
  /** Reads see committed rows only. */
  readonly reads: Db;
  /** Writes that append to an audit chain. */
  readonly writer: Writer;
  /** The relay's and other writes, so that they need not wait for registrations (the same lane on SQLite). */
  readonly relayWriter: Writer;
  onWanted(listener: () => void): () => void;
  /** Runs a read, turning a driver's error into ours. */
  read<T>(query: () => PromiseLike<T>): Promise<T>;
  /**
   * Runs a query again and again and gives its rows as the driver does, values in the order selected: for what is read by the hundred
   * thousand, where naming and converting each value costs more than reading it.
   */
  rows<Row extends unknown[]>(query: Query): (given: Record<string, unknown>) => Promise<Row[]>;
  /** An instant of such a row. */
  readInstant(stored: Stored<Instant>): Instant;
  close(): Promise<void>;
};
