import type { AuditDetail } from '../../shared/audit-actions.ts';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { ActorId, CitizenRef, Instant, TenantId } from '../domain/ids.ts';
import type { Tables } from './schema.ts';

/** Query builder, typed against Postgres on both databases (see `columns.*.ts` for why the values agree). */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** Where a municipality's audit chain ends. */
export type AuditHead = { sequence: number; hash: string };

/** What happened, before it has a place in the chain. `detail` holds codes, counts and dates; never text, names or numbers of people. */
export type AuditRecord = {
  tenant: TenantId;
  at: Instant;
  action: string;
  outcome: 'success' | 'refused';
  actor: ActorId | null;
  session: string | null;
  citizen: CitizenRef | null;
  subject: string | null;
  detail: AuditDetail;
};

/** One open transaction. It exists only inside an operation of the writer; it awaits nothing but the database. */
export type Unit = {
  readonly db: Db;
  readonly tables: Tables;
  readonly heads: Map<TenantId, AuditHead>;
  readonly records: AuditRecord[];
  /** Locks the rows a select finds until the end of the transaction. */
  lock<Query>(query: Query): Query;
  /** The same, passing over rows another transaction holds. */
  lockFree<Query>(query: Query): Query;
  /** Tells the relays after the commit that there is something to deliver. */
  wake(): void;
};

/** A connection that writes: one transaction at a time. */
export type WriteConnection = {
  readonly db: Db;
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Resolves when everything committed so far is on disk. Until then nobody is told. */
  durable(): Promise<void>;
  rollback(): Promise<void>;
  /** Runs a transaction; rejects at once when the connection is lost under it. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Within the transaction: wake other servers' relays when it commits. */
  announce(): Promise<void>;
};
