import type { Tables } from './schema.ts';
import type { Db } from './unit.ts';
import type { Writer } from './writer.ts';

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
  close(): Promise<void>;
};
