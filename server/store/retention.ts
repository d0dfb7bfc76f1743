import { and, desc, eq, isNull, min, notExists, sql } from 'drizzle-orm';
import { cpr, type Instant, type TenantId } from '../domain/ids.ts';
import type { Cutoffs } from '../domain/retention.ts';
import { closableCount, closeAudit } from './audit-closing.ts';
import type { Database } from './database.ts';
import { seal, unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { nameActor } from './name-actor.ts';
import type { ChangeBy } from './records.ts';
import { endedBefore, removeRegistrations, removeTexts, textsBefore } from './retention-removal.ts';
import type { LegalHold, RetentionCounts, RetentionRun, RetentionStore } from './retention-store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

const none: RetentionCounts = { texts: 0, registrations: 0, citizens: 0, audit: 0 };
/** A run that has not ended by then was broken off with its process. */
const abandonedMs = 3_600_000;

const place = (tenant: TenantId, id: string) => ({ tenant, table: 'legal_holds', row: id });

type Beginning = { tenant: TenantId } & Parameters<RetentionStore['begin']>[0];

const begin = single(async (unit: Unit, { tenant, id, cutoffs, now, by }: Beginning) => {
  const { retentionRuns } = unit.tables;
  const [open] = await unit.db
    .select()
    .from(retentionRuns)
    .where(and(eq(retentionRuns.tenantId, tenant), isNull(retentionRuns.finishedAt)));
  if (open && now - open.startedAt < abandonedMs) return undefined;
  // What a broken run had done is in its receipt already; this one goes on under the same.
  if (open) {
    const own = and(eq(retentionRuns.tenantId, tenant), eq(retentionRuns.id, open.id));
    await unit.db.update(retentionRuns).set({ startedAt: now, cutoffs }).where(own);
    return open.id;
  }
  if (by) await nameActor(unit, tenant, by);
  await unit.db.insert(retentionRuns).values({
    tenantId: tenant,
    id,
    startedAt: now,
    finishedAt: null,
    by: by?.actor ?? null,
    cutoffs,
    counts: none,
  });
  return id;
});

type Removing = { tenant: TenantId; run: string; cutoffs: Cutoffs; limit: number; now: Instant };

const remove = single(
  async (unit: Unit, { tenant, run, cutoffs, limit, now }: Removing): Promise<RetentionCounts> => {
    const texts = await removeTexts(unit, tenant, cutoffs.texts, limit);
    const gone = await removeRegistrations(unit, tenant, cutoffs.registrations, limit);
    const audit = await closeAudit(unit, tenant, cutoffs.audit, limit, now);
    const counts = { texts, ...gone, audit };
    // The receipt grows with every batch, in the batch's own transaction: it never says less or more than has gone.
    const { retentionRuns } = unit.tables;
    const own = and(eq(retentionRuns.tenantId, tenant), eq(retentionRuns.id, run));
    const [row] = await unit.db.select().from(retentionRuns).where(own);
    if (!row) throw new Error('store: a removal without its run');
    const sum = Object.fromEntries(
      Object.entries(row.counts).map(([kind, before]) => [
        kind,
        before + counts[kind as keyof RetentionCounts],
      ]),
    ) as RetentionCounts;
    await unit.db.update(retentionRuns).set({ counts: sum }).where(own);
    return counts;
  },
);

type Finishing = { tenant: TenantId; run: string; now: Instant; by: ChangeBy | null };

const finish = single(async (unit: Unit, { tenant, run, now, by }: Finishing) => {
  const { retentionRuns } = unit.tables;
  const own = and(eq(retentionRuns.tenantId, tenant), eq(retentionRuns.id, run));
  await unit.db.update(retentionRuns).set({ finishedAt: now }).where(own);
  const [row] = await unit.db.select().from(retentionRuns).where(own);
  if (!row) throw new Error('store: an unknown run');
  unit.records.push({
    ...{ tenant, at: now, action: 'retention_run', outcome: 'success', citizen: null, subject: run },
    ...{ actor: by?.actor ?? null, session: by?.session ?? null, detail: { ...row.counts } },
  });
  return row;
});

type Holding = { tenant: TenantId; sealed: Buffer } & Parameters<RetentionStore['hold']>[0];

const hold = single(
  async (unit: Unit, { tenant, sealed, id, citizen, now, by }: Holding): Promise<boolean> => {
    const { legalHolds, citizens } = unit.tables;
    const [known] = await unit.db
      .select({ citizen: citizens.citizen })
      .from(citizens)
      .where(and(eq(citizens.tenantId, tenant), eq(citizens.citizen, citizen)));
    if (!known) return false;
    await nameActor(unit, tenant, by);
    const made = await unit.db
      .insert(legalHolds)
      .values({ tenantId: tenant, citizen, id, since: now, by: by.actor, reason: sealed })
      .onConflictDoNothing()
      .returning({ id: legalHolds.id });
    if (made.length === 0) return false;
    unit.records.push({
      ...{ tenant, at: now, action: 'hold_set', outcome: 'success', citizen, subject: id, detail: {} },
      ...{ actor: by.actor, session: by.session },
    });
    return true;
  },
);

type Lifting = { tenant: TenantId; id: string; now: Instant; by: ChangeBy };

const lift = single(async (unit: Unit, { tenant, id, now, by }: Lifting): Promise<boolean> => {
  const { legalHolds } = unit.tables;
  const [gone] = await unit.db
    .delete(legalHolds)
    .where(and(eq(legalHolds.tenantId, tenant), eq(legalHolds.id, id)))
    .returning({ citizen: legalHolds.citizen });
  if (!gone) return false;
  await nameActor(unit, tenant, by);
  unit.records.push({
    ...{ tenant, at: now, action: 'hold_lifted', outcome: 'success', subject: id, detail: {} },
    ...{ citizen: gone.citizen, actor: by.actor, session: by.session },
  });
  return true;
});

/** What goes when its time is over. */
export const createRetentionStore = (database: Database, keys: KeyRing) => {
  const { reads, read, tables, writer } = database;
  const { blurrings, citizens, legalHolds, retentionRuns, actors } = tables;

  const preview = (tenant: TenantId, cutoffs: Cutoffs) =>
    read(async () => {
      const total = sql<number>`count(*)`.mapWith(Number);
      const ended = endedBefore(reads, tables, tenant, cutoffs.registrations);
      const [registrations] = await reads
        .select({ total, oldest: min(blurrings.endedAt) })
        .from(blurrings)
        .where(ended);
      const [people] = await reads
        .select({ total: sql<number>`count(distinct ${blurrings.citizen})`.mapWith(Number) })
        .from(blurrings)
        .where(
          and(
            ended,
            notExists(
              reads
                .select({ one: sql`1` })
                .from(sql`${blurrings} as other`)
                .where(
                  sql`other.tenant_id = ${tenant} and other.citizen = ${blurrings.citizen} and (other.ended_at is null or other.ended_at >= ${sql.param(cutoffs.registrations, blurrings.endedAt)})`,
                ),
            ),
          ),
        );
      const { texts } = await textsBefore(reads, tables, tenant, cutoffs.texts);
      return {
        texts,
        registrations: registrations?.total ?? 0,
        citizens: people?.total ?? 0,
        audit: await closableCount(reads, tables, tenant, cutoffs.audit),
        oldestEnd: registrations?.oldest ?? null,
      };
    });

  const runs = (tenant: TenantId, limit: number): Promise<RetentionRun[]> =>
    read(async () => {
      const rows = await reads
        .select({ run: retentionRuns, by: actors.name })
        .from(retentionRuns)
        .leftJoin(actors, and(eq(actors.tenantId, retentionRuns.tenantId), eq(actors.id, retentionRuns.by)))
        .where(eq(retentionRuns.tenantId, tenant))
        .orderBy(desc(retentionRuns.startedAt))
        .limit(limit);
      return rows.map(({ run: { tenantId: _, ...run }, by }) => ({ ...run, by }));
    });

  const holds = (tenant: TenantId): Promise<LegalHold[]> =>
    read(async () => {
      const { data } = await keys.of(tenant);
      const rows = await reads
        .select({ hold: legalHolds, cpr: citizens.cpr, by: actors.name })
        .from(legalHolds)
        .innerJoin(
          citizens,
          and(eq(citizens.tenantId, legalHolds.tenantId), eq(citizens.citizen, legalHolds.citizen)),
        )
        .leftJoin(actors, and(eq(actors.tenantId, legalHolds.tenantId), eq(actors.id, legalHolds.by)))
        .where(eq(legalHolds.tenantId, tenant))
        .orderBy(desc(legalHolds.since));
      return rows.map(({ hold: one, cpr: number, by }) => ({
        ...{ id: one.id, since: one.since, by },
        reason: unseal(data, place(tenant, one.id), one.reason).toString(),
        cpr: cpr(unseal(data, { tenant, table: 'citizens', row: one.citizen }, number).toString()),
      }));
    });

  return (tenant: TenantId): RetentionStore => ({
    preview: (cutoffs) => preview(tenant, cutoffs),
    begin: (run) => writer.submit(begin, { tenant, ...run }, tenant),
    remove: (run, cutoffs, limit, now) => writer.submit(remove, { tenant, run, cutoffs, limit, now }, tenant),
    finish: async (run, now, by) => {
      await writer.submit(finish, { tenant, run, now, by }, tenant);
      const found = (await runs(tenant, 50)).find(({ id }) => id === run);
      if (!found) throw new Error('store: an unknown run');
      return found;
    },
    runs: (limit) => runs(tenant, limit),
    holds: () => holds(tenant),
    hold: async (one) => {
      const { data } = await keys.of(tenant);
      const sealed = seal(data, place(tenant, one.id), one.reason, keys.random);
      return writer.submit(hold, { tenant, sealed, ...one }, tenant);
    },
    lift: (id, now, by) => writer.submit(lift, { tenant, id, now, by }, tenant),
  });
};
