import { and, asc, eq, isNotNull, isNull, lte, notExists, or, sql } from 'drizzle-orm';
import { instant, type Instant } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { lockHeld, type KeyRow } from './held.ts';
import type { Claim, OutboxStore, RegisterKey } from './store.ts';
import type { Tables } from './schema.ts';
import type { Unit } from './unit.ts';
import { insertRows, prepared } from './statements.ts';
import { single, type Operation } from './writer.ts';

type ClaimRequest = Parameters<OutboxStore['claim']>[0];
type Attempt = Parameters<OutboxStore['beginAttempt']>[0];

/** Where the key is this one. */
const isKey = ({ outbox }: Tables, { tenant, cvr, citizen }: RegisterKey) =>
  and(eq(outbox.tenantId, tenant), eq(outbox.cvr, cvr), eq(outbox.citizen, citizen));

const notPaused = (db: Database['reads'], { outbox, pausedCvrs }: Tables) =>
  notExists(
    db
      .select({ one: sql`1` })
      .from(pausedCvrs)
      .where(and(eq(pausedCvrs.tenantId, outbox.tenantId), eq(pausedCvrs.cvr, outbox.cvr))),
  );

/** A place for an instant, compared as the column's own type. */
const at = (name: string, column: Tables['outbox']['dueAt']) => sql.param(sql.placeholder(name), column);

/** Takes what is due in the order of one column, so that its index ends the search at the limit. */
const claimBy = async (unit: Unit, by: 'dueAt' | 'repeatAt', request: ClaimRequest): Promise<Claim[]> => {
  const { outbox } = unit.tables;
  const column = outbox[by];
  const statement = prepared(unit.db, `claim_${by}`, () => {
    const due = unit.db
      .select({ tenantId: outbox.tenantId, cvr: outbox.cvr, citizen: outbox.citizen })
      .from(outbox)
      .where(
        and(
          lte(column, at('now', column)),
          isNull(outbox.parkedAt),
          or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, at('now', outbox.leasedUntil))),
          notPaused(unit.db, unit.tables),
        ),
      )
      .orderBy(asc(column))
      .limit(sql.placeholder('limit'));
    // A common table expression is evaluated once; a bare sub-select with a limit may be evaluated again and lock more.
    const picked = unit.db.$with('picked').as(unit.lockFree(due));
    return unit.db
      .with(picked)
      .update(outbox)
      .set({
        leaseToken: sql`${sql.placeholder('leaseToken')}`,
        leasedUntil: sql`${at('leasedUntil', outbox.leasedUntil)}`,
        attempts: sql`${outbox.attempts} + 1`,
      })
      .where(
        sql`(${outbox.tenantId}, ${outbox.cvr}, ${outbox.citizen}) in (select tenant_id, cvr, citizen from ${picked})`,
      )
      .returning()
      .prepare(`claim_${by}`);
  });
  const { now, limit, leaseMs, leaseToken } = request;
  const rows = await statement.execute({ now, limit, leaseToken, leasedUntil: instant(now + leaseMs) });
  return rows.map((row) => ({
    tenant: row.tenantId,
    cvr: row.cvr,
    citizen: row.citizen,
    attempts: row.attempts,
    leasedUntil: row.leasedUntil ?? now,
    waitingSince: row.waitingSince ?? now,
  }));
};

export const claimKeys = single(async (unit: Unit, request: ClaimRequest): Promise<Claim[]> => {
  const due = await claimBy(unit, 'dueAt', request);
  const left = request.limit - due.length;
  return left > 0 ? [...due, ...(await claimBy(unit, 'repeatAt', { ...request, limit: left }))] : due;
});

/** CVR numbers that are stopped now; there are few, and usually none. */
const stoppedCvrs = async ({ db, tables: { pausedCvrs } }: Unit): Promise<(key: RegisterKey) => boolean> => {
  const stopped = await prepared(db, 'stopped_cvrs', () =>
    db.select({ tenant: pausedCvrs.tenantId, cvr: pausedCvrs.cvr }).from(pausedCvrs).prepare('stopped_cvrs'),
  ).execute();
  return ({ tenant, cvr }) => stopped.some((one) => one.tenant === tenant && one.cvr === cvr);
};

/** Counts the call and writes its attempt, for all callers with four statements. */
export const beginAttempt: Operation<Attempt, boolean> = async (unit, inputs) => {
  const { outbox, attempts } = unit.tables;
  const [held, isStopped] = await Promise.all([
    lockHeld(
      unit,
      inputs.map((input) => ({ key: input, leaseToken: input.leaseToken })),
    ),
    stoppedCvrs(unit),
  ]);
  const counted = new Set<KeyRow>();
  const begun: (typeof attempts.$inferSelect)[] = [];
  const answers = inputs.map((input) => {
    const { tenant, cvr, citizen, leaseToken, revision, messageId, now } = input;
    const row = held({ key: input, leaseToken });
    if (!row || row.leasedUntil === null || row.leasedUntil <= now) return false;
    // Stopped since it was claimed: a person who stops an organisation means the next call, not the next claim.
    if (isStopped(input)) return false;
    row.calls += 1;
    counted.add(row);
    const open = { finishedAt: null, outcome: null, code: null };
    const number = row.calls;
    begun.push({ tenantId: tenant, cvr, citizen, number, revision, messageId, startedAt: now, ...open });
    return true;
  });
  await Promise.all([
    insertRows(unit.db, 'count_calls', outbox, [...counted], (insert) =>
      insert.onConflictDoUpdate({
        target: [outbox.tenantId, outbox.citizen, outbox.cvr],
        set: { calls: sql`excluded.calls` },
      }),
    ),
    insertRows(unit.db, 'insert_attempts', attempts, begun),
  ]);
  return answers;
};

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
  // Set exactly while something is wanted that has not been delivered.
  const behind = isNotNull(outbox.waitingSince);

  const earliest = (name: string, column: Tables['outbox']['dueAt'], leased: boolean) =>
    reads
      .select({ at: column })
      .from(outbox)
      .where(
        and(
          isNotNull(column),
          isNull(outbox.parkedAt),
          leased ? isNotNull(outbox.leasedUntil) : isNull(outbox.leasedUntil),
          notPaused(reads, tables),
        ),
      )
      .orderBy(asc(column))
      .limit(1)
      .prepare(name);
  const searches = [
    earliest('next_due', outbox.dueAt, false),
    earliest('next_repeat', outbox.repeatAt, false),
    // A lease that runs out frees its key, however long the key has been due.
    earliest('next_free', outbox.leasedUntil, true),
  ];

  const nextDueAt = async (): Promise<Instant | null> => {
    const found = await read(() => Promise.all(searches.map((search) => search.execute())));
    const times = found.flatMap(([row]) => (row === undefined || row.at === null ? [] : [row.at]));
    return times.length === 0 ? null : instant(Math.min(...times));
  };

  const health = async () => {
    const total = sql<number>`count(*)`.mapWith(Number);
    const oldest = sql<Instant | null>`min(${outbox.waitingSince})`.mapWith(outbox.waitingSince);
    const [waiting] = await read(() => reads.select({ total, oldest }).from(outbox).where(behind));
    const paused = reads
      .select({ one: sql`1` })
      .from(pausedCvrs)
      .where(and(eq(pausedCvrs.tenantId, outbox.tenantId), eq(pausedCvrs.cvr, outbox.cvr)));
    const [aside] = await read(() => reads.select({ total }).from(outbox).where(isNotNull(outbox.parkedAt)));
    const [stopped] = await read(() =>
      reads
        .select({ total })
        .from(outbox)
        .where(and(isNull(outbox.parkedAt), behind, sql`exists ${paused}`)),
    );
    return {
      waiting: waiting?.total ?? 0,
      parked: (aside?.total ?? 0) + (stopped?.total ?? 0),
      oldestWaitingSince: waiting?.oldest ?? null,
    };
  };

  return { nextDueAt, health };
};
