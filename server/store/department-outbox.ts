import { and, asc, eq, isNull, lte, notExists, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { instant, type Instant } from '../domain/ids.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { settled } from './settle.ts';
import type { DepartmentClaim, DepartmentKey, DepartmentOutbox, Settlement } from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Columns = Record<'tenantId' | 'cvr' | 'classification' | 'code', PgColumn>;

const isKey = (table: Columns, { tenant, cvr, classification, code }: DepartmentKey) =>
  and(
    ...[eq(table.tenantId, tenant), eq(table.cvr, cvr)],
    ...[eq(table.classification, classification), eq(table.code, code)],
  );

const notPaused = (db: Database['reads'], { orgOutbox, pausedCvrs }: Tables) =>
  notExists(
    db
      .select({ one: sql`1` })
      .from(pausedCvrs)
      .where(and(eq(pausedCvrs.tenantId, orgOutbox.tenantId), eq(pausedCvrs.cvr, orgOutbox.cvr))),
  );

type ClaimRequest = Parameters<DepartmentOutbox['claim']>[0];

const claimDepartments = single(async (unit: Unit, request: ClaimRequest): Promise<DepartmentClaim[]> => {
  const { orgOutbox } = unit.tables;
  const { now, limit, leaseMs, leaseToken } = request;
  const due = await unit.lockFree(
    unit.db
      .select()
      .from(orgOutbox)
      .where(
        and(
          or(lte(orgOutbox.dueAt, now), lte(orgOutbox.repeatAt, now)),
          isNull(orgOutbox.parkedAt),
          or(isNull(orgOutbox.leasedUntil), lte(orgOutbox.leasedUntil, now)),
          notPaused(unit.db, unit.tables),
        ),
      )
      .orderBy(asc(orgOutbox.dueAt))
      .limit(limit),
  );
  const leasedUntil = instant(now + leaseMs);
  const claims: DepartmentClaim[] = [];
  for (const row of due) {
    const { tenantId: tenant, cvr, classification, code } = row;
    const key = { tenant, cvr, classification, code };
    const attempts = row.attempts + 1;
    await unit.db.update(orgOutbox).set({ leaseToken, leasedUntil, attempts }).where(isKey(orgOutbox, key));
    claims.push({ ...key, attempts, leasedUntil, waitingSince: row.waitingSince ?? now });
  }
  return claims;
});

/** The key's row, locked, if the lease is still the caller's. */
const held = async (unit: Unit, key: DepartmentKey, leaseToken: string) => {
  const { orgOutbox } = unit.tables;
  const [row] = await unit.lock(
    unit.db
      .select()
      .from(orgOutbox)
      .where(and(isKey(orgOutbox, key), eq(orgOutbox.leaseToken, leaseToken))),
  );
  return row;
};

type Attempt = Parameters<DepartmentOutbox['beginAttempt']>[0];

const beginAttempt = single(async (unit: Unit, attempt: Attempt): Promise<boolean> => {
  const { orgOutbox, orgAttempts, pausedCvrs } = unit.tables;
  const { tenant, cvr, classification, code, leaseToken, revision, messageId, now } = attempt;
  const row = await held(unit, attempt, leaseToken);
  if (!row || row.leasedUntil === null || row.leasedUntil <= now) return false;
  // A person who stops an organisation means the next call, not the next claim.
  const stopped = await unit.db
    .select({ cvr: pausedCvrs.cvr })
    .from(pausedCvrs)
    .where(and(eq(pausedCvrs.tenantId, tenant), eq(pausedCvrs.cvr, cvr)));
  if (stopped.length > 0) return false;
  const number = row.calls + 1;
  await unit.db.update(orgOutbox).set({ calls: number }).where(isKey(orgOutbox, attempt));
  await unit.db
    .insert(orgAttempts)
    .values({ tenantId: tenant, cvr, classification, code, number, revision, messageId, startedAt: now });
  return true;
});

type Settling = {
  key: DepartmentKey;
  leaseToken: string;
  messageId: string | null;
  settlement: Settlement;
  now: Instant;
};

const settleDepartment = single(async (unit: Unit, input: Settling): Promise<boolean> => {
  const { orgOutbox, orgAttempts, pausedCvrs } = unit.tables;
  const { key, leaseToken, messageId, settlement, now } = input;
  const row = await held(unit, key, leaseToken);
  if (!row) return false;
  const isCall = and(isKey(orgAttempts, key), eq(orgAttempts.messageId, messageId ?? ''));
  const [attempt] = await unit.db.select().from(orgAttempts).where(isCall);
  const change = settled(row, attempt, settlement, now);
  const { citizen: _, ...changed } = change;
  await unit.db
    .update(orgOutbox)
    .set({ ...changed, leaseToken: null, leasedUntil: null })
    .where(isKey(orgOutbox, key));
  const failure = 'code' in settlement ? settlement.code : null;
  if (attempt)
    await unit.db
      .update(orgAttempts)
      .set({ finishedAt: now, outcome: settlement.kind, failure })
      .where(isCall);
  if (settlement.kind === 'refused' && settlement.pause === 'cvr')
    await unit.db
      .insert(pausedCvrs)
      .values({ tenantId: key.tenant, cvr: key.cvr, pausedAt: now, reason: settlement.code })
      .onConflictDoNothing();
  if (change.dueAt === now) unit.wake();
  return true;
});

const release = single(
  async ({ db, tables }: Unit, { key, leaseToken }: { key: DepartmentKey; leaseToken: string }) => {
    const { orgOutbox } = tables;
    await db
      .update(orgOutbox)
      .set({ leaseToken: null, leasedUntil: null, attempts: sql`${orgOutbox.attempts} - 1` })
      .where(and(isKey(orgOutbox, key), eq(orgOutbox.leaseToken, leaseToken)));
  },
);

/** The relay's side of department blurrings: few keys, so one statement at a time. */
export const createDepartmentOutbox = ({ reads, read, tables, relayWriter }: Database): DepartmentOutbox => {
  const { orgOutbox, orgAttempts, orgBlurrings } = tables;
  const earliest = (name: string, column: typeof orgOutbox.dueAt) =>
    reads
      .select({ at: column, free: orgOutbox.leasedUntil })
      .from(orgOutbox)
      .where(and(sql`${column} is not null`, isNull(orgOutbox.parkedAt), notPaused(reads, tables)))
      .orderBy(asc(column))
      .limit(64)
      .prepare(name);
  const searches = [earliest('org_due', orgOutbox.dueAt), earliest('org_repeat', orgOutbox.repeatAt)];

  return {
    claim: (request) => relayWriter.submit(claimDepartments, request, null),
    beginAttempt: (attempt) => relayWriter.submit(beginAttempt, attempt, null),
    settle: (key, leaseToken, messageId, settlement, now) =>
      relayWriter.submit(settleDepartment, { key, leaseToken, messageId, settlement, now }, null),
    release: (key, leaseToken) => relayWriter.submit(release, { key, leaseToken }, null),
    nextDueAt: async () => {
      const found = await read(() => Promise.all(searches.map((search) => search.execute())));
      const times = found.flat().flatMap(({ at, free }) => (at === null ? [] : [Math.max(at, free ?? at)]));
      return times.length === 0 ? null : instant(Math.min(...times));
    },
    loadKey: (key) =>
      read(async () => {
        const [row] = await reads.select().from(orgOutbox).where(isKey(orgOutbox, key));
        if (!row) throw new Error('store: unknown register key');
        const open = await reads
          .select({ id: orgBlurrings.id })
          .from(orgBlurrings)
          .where(and(isKey(orgBlurrings, key), eq(orgBlurrings.state, 'registered')));
        const calls = await reads.select().from(orgAttempts).where(isKey(orgAttempts, key));
        const lastDelivered = Math.max(
          0,
          ...calls.filter(({ outcome }) => outcome === 'delivered').map(({ number }) => number),
        );
        return {
          wantedRevision: row.wantedRevision,
          blurred: open.length > 0,
          everAttempted: row.calls > 0,
          // An attempt that was never finished has an unknown fate too: its process died.
          unknownSince: calls.some(
            ({ number, outcome }) => number > lastDelivered && (outcome === 'unknown' || outcome === null),
          ),
        };
      }),
  };
};
