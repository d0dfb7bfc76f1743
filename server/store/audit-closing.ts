import { and, asc, eq, gte, inArray, lte, or, sql } from 'drizzle-orm';
import type { Instant, TenantId } from '../domain/ids.ts';
import type { Tables } from './schema.ts';
import type { Db, Unit } from './unit.ts';

/**
 * How far a chain may be closed: up to the first entry that is not over its time, or that is about somebody on hold. Only a chain's beginning
 * can go, since every entry carries the hash of the one before.
 */
const closableThrough = async (
  db: Db,
  { audit, auditHeads, legalHolds, auditClosed }: Tables,
  tenant: TenantId,
  moment: Instant,
): Promise<number> => {
  const held = db
    .select({ citizen: legalHolds.citizen })
    .from(legalHolds)
    .where(eq(legalHolds.tenantId, tenant));
  const [first] = await db
    .select({ sequence: audit.sequence })
    .from(audit)
    .where(and(eq(audit.tenantId, tenant), or(gte(audit.at, moment), inArray(audit.citizen, held))))
    .orderBy(asc(audit.sequence))
    .limit(1);
  const [closed] = await db.select().from(auditClosed).where(eq(auditClosed.tenantId, tenant));
  const [head] = first ? [] : await db.select().from(auditHeads).where(eq(auditHeads.tenantId, tenant));
  const through = first ? first.sequence - 1 : (head?.sequence ?? 0);
  return Math.max(through, closed?.through ?? 0);
};

/** How many entries that is. */
export const closableCount = async (
  db: Db,
  tables: Tables,
  tenant: TenantId,
  moment: Instant,
): Promise<number> => {
  const { audit } = tables;
  const through = await closableThrough(db, tables, tenant, moment);
  const [counted] = await db
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(audit)
    .where(and(eq(audit.tenantId, tenant), lte(audit.sequence, through)));
  return counted?.total ?? 0;
};

/**
 * Closes a chain's beginning and removes it, at most `limit` entries at a time. The closing is itself an entry of the chain, with the last hash,
 * written before anything goes; the database lets entries go only up to there (migration 0007).
 */
export const closeAudit = async (
  unit: Unit,
  tenant: TenantId,
  moment: Instant,
  limit: number,
  now: Instant,
): Promise<number> => {
  const { db, tables, records } = unit;
  const { audit, auditClosed } = tables;
  const [closed] = await db.select().from(auditClosed).where(eq(auditClosed.tenantId, tenant));
  const [oldest] = await db
    .select({ sequence: audit.sequence })
    .from(audit)
    .where(eq(audit.tenantId, tenant))
    .orderBy(asc(audit.sequence))
    .limit(1);
  // What has been closed goes first, batch by batch; only then is the log looked through for more.
  const left = closed !== undefined && oldest !== undefined && oldest.sequence <= closed.through;
  const through = left ? closed.through : await closableThrough(db, tables, tenant, moment);
  if (through > (closed?.through ?? 0)) {
    const [last] = await db
      .select({ hash: audit.hash })
      .from(audit)
      .where(and(eq(audit.tenantId, tenant), eq(audit.sequence, through)));
    if (!last) throw new Error('store: a chain without its entry');
    const closing = { through, hash: last.hash, at: now };
    await db
      .insert(auditClosed)
      .values({ tenantId: tenant, ...closing })
      .onConflictDoUpdate({ target: auditClosed.tenantId, set: closing });
    records.push({
      ...{ tenant, at: now, action: 'audit_closed', outcome: 'success', actor: null, session: null },
      ...{ citizen: null, subject: null, detail: { through, hash: last.hash } },
    });
  }
  if (through === 0) return 0;
  const due = await db
    .select({ sequence: audit.sequence })
    .from(audit)
    .where(and(eq(audit.tenantId, tenant), lte(audit.sequence, through)))
    .orderBy(asc(audit.sequence))
    .limit(limit);
  const last = due.at(-1)?.sequence;
  if (last === undefined) return 0;
  await db.delete(audit).where(and(eq(audit.tenantId, tenant), lte(audit.sequence, last)));
  return due.length;
};
