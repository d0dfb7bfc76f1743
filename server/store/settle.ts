import { and, eq, gt, isNotNull, or, sql } from 'drizzle-orm';
import type { Cvr, Instant, TenantId } from '../domain/ids.ts';
import { isKey } from './outbox.ts';
import type { Tables } from './schema.ts';
import type { RegisterKey, Settlement } from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Row = Tables['outbox']['$inferSelect'];
type Attempt = Tables['attempts']['$inferSelect'];
type Change = Partial<Row>;

type Settling = {
  key: RegisterKey;
  leaseToken: string;
  messageId: string | null;
  settlement: Settlement;
  now: Instant;
};

const afterDelivery = (
  row: Row,
  revision: number,
  repeatAt: Instant | null,
  since: Instant,
  now: Instant,
): Change => {
  const deliveredRevision = Math.max(row.deliveredRevision, revision);
  const behind = row.wantedRevision > deliveredRevision;
  return {
    deliveredRevision,
    attempts: 0,
    repeatAt,
    dueAt: behind ? now : null,
    waitingSince: behind ? since : null,
  };
};

const afterFailure = (row: Row, attempt: Attempt | undefined, dueAt: Instant, now: Instant): Change => {
  // Nothing new waits: it was the second sending of a delivered intent that failed.
  if (row.wantedRevision === row.deliveredRevision) return { repeatAt: dueAt };
  const moved = attempt !== undefined && row.wantedRevision > attempt.revision;
  return { dueAt: moved ? now : dueAt };
};

/** What a key looks like after a settlement. */
export const settled = (
  row: Row,
  attempt: Attempt | undefined,
  settlement: Settlement,
  now: Instant,
): Change => {
  // What still waits was asked for after this attempt read its revision.
  const since =
    attempt && row.waitingSince !== null && attempt.startedAt > row.waitingSince
      ? attempt.startedAt
      : (row.waitingSince ?? now);
  switch (settlement.kind) {
    case 'delivered':
      return afterDelivery(row, settlement.revision, settlement.repeatAt, since, now);
    case 'nothing_to_send':
      return afterDelivery(row, settlement.revision, null, since, now);
    case 'retry':
    case 'unknown':
      return afterFailure(row, attempt, settlement.dueAt, now);
    case 'refused':
      return settlement.pause === 'key' ? { parkedAt: now, parkedReason: settlement.code } : {};
  }
};

export const settleKey = single(
  async ({ db, tables, lock, wake }: Unit, input: Settling): Promise<boolean> => {
    const { outbox, attempts, pausedCvrs } = tables;
    const { key, leaseToken, messageId, settlement, now } = input;
    const mine = and(isKey(tables, key), eq(outbox.leaseToken, leaseToken));
    const [row] = await lock(db.select().from(outbox).where(mine));
    if (!row) return false;
    const code = 'code' in settlement ? settlement.code : null;
    const [attempt] =
      messageId === null
        ? []
        : await db
            .update(attempts)
            .set({ finishedAt: now, outcome: settlement.kind, code })
            .where(
              and(
                eq(attempts.tenantId, key.tenant),
                eq(attempts.messageId, messageId),
                eq(attempts.cvr, key.cvr),
                eq(attempts.citizen, key.citizen),
              ),
            )
            .returning();
    const change = settled(row, attempt, settlement, now);
    await db
      .update(outbox)
      .set({ leaseToken: null, leasedUntil: null, ...change })
      .where(mine);
    if (settlement.kind === 'refused' && settlement.pause === 'cvr') {
      await db
        .insert(pausedCvrs)
        .values({ tenantId: key.tenant, cvr: key.cvr, pausedAt: now, reason: settlement.code })
        .onConflictDoNothing();
    }
    if (change.dueAt === now) wake();
    return true;
  },
);

type Resuming = { tenant: TenantId; cvr: Cvr; now: Instant };

export const resumeKeys = single(async (unit: Unit, { tenant, cvr, now }: Resuming): Promise<number> => {
  const { outbox, pausedCvrs } = unit.tables;
  const lifted = await unit.db
    .delete(pausedCvrs)
    .where(and(eq(pausedCvrs.tenantId, tenant), eq(pausedCvrs.cvr, cvr)))
    .returning({ cvr: pausedCvrs.cvr });
  const behind = gt(outbox.wantedRevision, outbox.deliveredRevision);
  const held = lifted.length > 0 ? or(isNotNull(outbox.parkedAt), behind) : isNotNull(outbox.parkedAt);
  const keys = await unit.db
    .update(outbox)
    .set({
      parkedAt: null,
      parkedReason: null,
      dueAt: sql`case when ${behind} then ${sql.param(now, outbox.dueAt)} else ${outbox.dueAt} end`,
    })
    .where(and(eq(outbox.tenantId, tenant), eq(outbox.cvr, cvr), held))
    .returning({ citizen: outbox.citizen });
  unit.records.push({
    tenant,
    at: now,
    action: 'delivery_resumed',
    outcome: 'success',
    actor: null,
    session: null,
    citizen: null,
    subject: cvr,
    detail: { keys: keys.length },
  });
  if (keys.length > 0) unit.wake();
  return keys.length;
});
