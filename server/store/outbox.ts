import { and, asc, eq, gt, isNotNull, isNull, lte, notExists, or, sql } from 'drizzle-orm';
import { instant, type Instant } from '../domain/ids.ts';
import type { Database } from './database.ts';
import type { Claim, OutboxStore, RegisterKey } from './store.ts';
import type { Tables } from './schema.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type ClaimRequest = Parameters<OutboxStore['claim']>[0];
type Attempt = Parameters<OutboxStore['beginAttempt']>[0];

/** Where the key is this one. */
export const isKey = ({ outbox }: Tables, { tenant, cvr, citizen }: RegisterKey) =>
  and(eq(outbox.tenantId, tenant), eq(outbox.cvr, cvr), eq(outbox.citizen, citizen));

const notPaused = (db: Database['reads'], { outbox, pausedCvrs }: Tables) =>
  notExists(
    db
      .select({ one: sql`1` })
      .from(pausedCvrs)
      .where(and(eq(pausedCvrs.tenantId, outbox.tenantId), eq(pausedCvrs.cvr, outbox.cvr))),
  );

export const claimKeys = single(async (unit: Unit, request: ClaimRequest): Promise<Claim[]> => {
  const { outbox } = unit.tables;
  const { now, limit, leaseMs, leaseToken } = request;
  const due = unit.db
    .select({ tenantId: outbox.tenantId, cvr: outbox.cvr, citizen: outbox.citizen })
    .from(outbox)
    .where(
      and(
        or(lte(outbox.dueAt, now), lte(outbox.repeatAt, now)),
        isNull(outbox.parkedAt),
        or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, now)),
        notPaused(unit.db, unit.tables),
      ),
    )
    .orderBy(asc(outbox.dueAt))
    .limit(limit);
  // A common table expression is evaluated once; a bare sub-select with a limit may be evaluated again and lock more.
  const picked = unit.db.$with('picked').as(unit.lockFree(due));
  const rows = await unit.db
    .with(picked)
    .update(outbox)
    .set({ leaseToken, leasedUntil: instant(now + leaseMs), attempts: sql`${outbox.attempts} + 1` })
    .where(
      sql`(${outbox.tenantId}, ${outbox.cvr}, ${outbox.citizen}) in (select tenant_id, cvr, citizen from ${picked})`,
    )
    .returning();
  return rows.map((row) => ({
    tenant: row.tenantId,
    cvr: row.cvr,
    citizen: row.citizen,
    attempts: row.attempts,
    leasedUntil: row.leasedUntil ?? now,
    waitingSince: row.waitingSince ?? now,
  }));
});

export const beginAttempt = single(async ({ db, tables, lock }: Unit, attempt: Attempt): Promise<boolean> => {
  const { outbox, attempts } = tables;
  const { tenant, cvr, citizen, leaseToken, revision, messageId, now } = attempt;
  const mine = and(isKey(tables, attempt), eq(outbox.leaseToken, leaseToken), gt(outbox.leasedUntil, now));
  const [held] = await lock(db.select({ calls: outbox.calls }).from(outbox).where(mine));
  if (!held) return false;
  const number = held.calls + 1;
  await db.update(outbox).set({ calls: number }).where(mine);
  await db
    .insert(attempts)
    .values({ tenantId: tenant, cvr, citizen, number, revision, messageId, startedAt: now });
  return true;
});

export const releaseKeys = single(
  async (
    { db, tables }: Unit,
    { keys, leaseToken }: { keys: readonly RegisterKey[]; leaseToken: string },
  ) => {
    const { outbox } = tables;
    if (keys.length === 0) return;
    await db
      .update(outbox)
      .set({ leaseToken: null, leasedUntil: null, attempts: sql`${outbox.attempts} - 1` })
      .where(and(eq(outbox.leaseToken, leaseToken), or(...keys.map((key) => isKey(tables, key)))));
  },
);

/** Figures over all municipalities, for the relay and for the operator. */
export const createOutboxReads = ({ reads, read, tables }: Database) => {
  const { outbox, pausedCvrs } = tables;
  const behind = gt(outbox.wantedRevision, outbox.deliveredRevision);

  const nextDueAt = async (): Promise<Instant | null> => {
    const due = sql`case when ${outbox.dueAt} is null or ${outbox.repeatAt} < ${outbox.dueAt} then ${outbox.repeatAt} else ${outbox.dueAt} end`;
    const free = sql`case when ${outbox.leasedUntil} > (${due}) then ${outbox.leasedUntil} else (${due}) end`;
    const [row] = await read(() =>
      reads
        .select({ at: sql<Instant | null>`min(${free})`.mapWith(outbox.dueAt) })
        .from(outbox)
        .where(
          and(
            or(isNotNull(outbox.dueAt), isNotNull(outbox.repeatAt)),
            isNull(outbox.parkedAt),
            notPaused(reads, tables),
          ),
        ),
    );
    return row?.at ?? null;
  };

  const health = async () => {
    const total = sql<number>`count(*)`.mapWith(Number);
    const oldest = sql<Instant | null>`min(${outbox.waitingSince})`.mapWith(outbox.waitingSince);
    const [waiting] = await read(() => reads.select({ total, oldest }).from(outbox).where(behind));
    const paused = reads
      .select({ one: sql`1` })
      .from(pausedCvrs)
      .where(and(eq(pausedCvrs.tenantId, outbox.tenantId), eq(pausedCvrs.cvr, outbox.cvr)));
    const [parked] = await read(() =>
      reads
        .select({ total })
        .from(outbox)
        .where(or(isNotNull(outbox.parkedAt), and(behind, sql`exists ${paused}`))),
    );
    return {
      waiting: waiting?.total ?? 0,
      parked: parked?.total ?? 0,
      oldestWaitingSince: waiting?.oldest ?? null,
    };
  };

  return { nextDueAt, health };
};
