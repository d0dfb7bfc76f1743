import { createHash } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { DeliveryRow, PausedCvr, RegisterKey } from './store.ts';

/**
 * What people call a register key by: twelve characters that lead nobody to the citizen. The citizen's own reference is a keyed hash
 * already; hashing it once more keeps it out of pages, screenshots and support cases.
 */
export const deliveryReference = ({ tenant, cvr, citizen }: RegisterKey): string =>
  createHash('sha256').update(`${tenant}\n${cvr}\n${citizen}`).digest('base64url').slice(0, 12);

/** What waits or is parked, over all municipalities, for the operator. No CPR number is read. */
export const createDeliveryReads = ({ reads, read, tables }: Database) => {
  const { outbox, attempts, pausedCvrs } = tables;

  const deliveries = async (state: 'waiting' | 'parked', limit: number): Promise<DeliveryRow[]> => {
    const waiting = and(isNull(outbox.parkedAt), isNotNull(outbox.waitingSince));
    const rows = await read(() =>
      reads
        .select({ key: outbox, outcome: attempts.outcome, code: attempts.code, triedAt: attempts.startedAt })
        .from(outbox)
        .leftJoin(
          attempts,
          and(
            eq(attempts.tenantId, outbox.tenantId),
            eq(attempts.citizen, outbox.citizen),
            eq(attempts.cvr, outbox.cvr),
            eq(attempts.number, outbox.calls),
          ),
        )
        .where(state === 'parked' ? isNotNull(outbox.parkedAt) : waiting)
        .orderBy(asc(state === 'parked' ? outbox.parkedAt : outbox.waitingSince))
        .limit(limit),
    );
    return rows.map(({ key, outcome, code, triedAt }) => ({
      tenant: key.tenantId,
      cvr: key.cvr,
      reference: deliveryReference({ tenant: key.tenantId, cvr: key.cvr, citizen: key.citizen }),
      waitingSince: key.waitingSince,
      parkedSince: key.parkedAt,
      attempts: key.attempts,
      nextAt: key.parkedAt === null ? key.dueAt : null,
      last: triedAt === null ? null : { at: triedAt, outcome, code },
      reason: key.parkedReason,
    }));
  };

  const countByMunicipality = async () => {
    const parked = sql<number>`count(${outbox.parkedAt})`.mapWith(Number);
    const total = sql<number>`count(*)`.mapWith(Number);
    const rows = await read(() =>
      reads
        .select({ tenant: outbox.tenantId, parked, total })
        .from(outbox)
        .where(or(isNotNull(outbox.waitingSince), isNotNull(outbox.parkedAt)))
        .groupBy(outbox.tenantId),
    );
    return rows.map((row) => ({ tenant: row.tenant, parked: row.parked, waiting: row.total - row.parked }));
  };

  const paused = async (): Promise<PausedCvr[]> => {
    const waiting = reads
      .select({ total: sql<number>`count(*)`.mapWith(Number) })
      .from(outbox)
      .where(
        and(
          eq(outbox.tenantId, pausedCvrs.tenantId),
          eq(outbox.cvr, pausedCvrs.cvr),
          isNotNull(outbox.waitingSince),
        ),
      );
    const rows = await read(() =>
      reads
        .select({ paused: pausedCvrs, waiting: sql<number>`(${waiting})`.mapWith(Number) })
        .from(pausedCvrs)
        .orderBy(asc(pausedCvrs.pausedAt)),
    );
    return rows.map(({ paused: row, waiting: keys }) => ({
      tenant: row.tenantId,
      cvr: row.cvr,
      since: row.pausedAt,
      reason: row.reason,
      waiting: keys,
    }));
  };

  return { deliveries, countByMunicipality, paused };
};
