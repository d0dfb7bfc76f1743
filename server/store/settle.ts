import { and, eq, gt, isNotNull, or, sql } from 'drizzle-orm';
import type { Cvr, Instant, TenantId } from '../domain/ids.ts';
import { isGivenKey } from './outbox.ts';
import type { Tables } from './schema.ts';
import type { RegisterKey, Settlement } from './store.ts';
import type { Unit } from './unit.ts';
import { prepared } from './statements.ts';
import { abreast, single } from './writer.ts';

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

const leased = sql.placeholder('leaseToken');

export const settleKey = abreast(
  async ({ db, tables, lock, wake }: Unit, input: Settling): Promise<boolean> => {
    const { outbox, attempts, pausedCvrs } = tables;
    const { key, leaseToken, messageId, settlement, now } = input;
    const mine = and(isGivenKey(outbox), eq(outbox.leaseToken, leased));
    const { tenant, cvr, citizen } = key;
    const given = { tenant, cvr, citizen, leaseToken };
    const find = prepared(db, 'settle_find', () =>
      lock(db.select().from(outbox).where(mine)).prepare('settle_find'),
    );
    const [row] = await find.execute(given);
    if (!row) return false;
    const code = 'code' in settlement ? settlement.code : null;
    const finish = prepared(db, 'settle_attempt', () =>
      db
        .update(attempts)
        .set({
          finishedAt: sql`${sql.param(sql.placeholder('now'), attempts.finishedAt)}`,
          outcome: sql`${sql.placeholder('outcome')}`,
          code: sql`${sql.placeholder('code')}`,
        })
        .where(and(isGivenKey(attempts as never), eq(attempts.messageId, sql.placeholder('messageId'))))
        .returning()
        .prepare('settle_attempt'),
    );
    const outcome = { ...given, now, outcome: settlement.kind, code, messageId };
    const [attempt] = messageId === null ? [] : await finish.execute(outcome);
    const change = settled(row, attempt, settlement, now);
    const put = prepared(db, 'settle_key', () =>
      db.update(outbox).set(places(outbox)).where(mine).prepare('settle_key'),
    );
    await put.execute({ ...given, ...pick(row), ...change });
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

/** What a settlement may change. */
const changing = [
  'deliveredRevision',
  'attempts',
  'repeatAt',
  'dueAt',
  'waitingSince',
  'parkedAt',
  'parkedReason',
] as const satisfies readonly (keyof Change)[];

const pick = (row: Row): Change => Object.fromEntries(changing.map((name) => [name, row[name]]));

const places = (outbox: Tables['outbox']) => ({
  leaseToken: null,
  leasedUntil: null,
  ...Object.fromEntries(
    changing.map((name) => [name, sql`${sql.param(sql.placeholder(name), outbox[name])}`] as const),
  ),
});

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
  if (lifted.length === 0 && keys.length === 0) return 0;
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
