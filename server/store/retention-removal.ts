import {
  and,
  asc,
  eq,
  gt,
  inArray,
  isNotNull,
  lt,
  notExists,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { union } from 'drizzle-orm/pg-core';
import type { BlurringId, CitizenRef, Instant, TenantId } from '../domain/ids.ts';
import type { Tables } from './schema.ts';
import type { Db, Unit } from './unit.ts';

/** Citizens who lose nothing, whatever their time. */
const onHold = (db: Db, { legalHolds }: Tables, tenant: TenantId) =>
  db.select({ citizen: legalHolds.citizen }).from(legalHolds).where(eq(legalHolds.tenantId, tenant));

/**
 * Registrations whose time is over: ended before the moment, nobody on hold, and nothing left to tell the register about the citizen. What is
 * not delivered is not forgotten (promise P3).
 */
export const endedBefore = (db: Db, tables: Tables, tenant: TenantId, moment: Instant): SQL | undefined => {
  const { blurrings, outbox } = tables;
  const busy = db
    .select({ citizen: outbox.citizen })
    .from(outbox)
    .where(
      and(
        eq(outbox.tenantId, tenant),
        or(
          gt(outbox.wantedRevision, outbox.deliveredRevision),
          isNotNull(outbox.parkedAt),
          isNotNull(outbox.leaseToken),
          isNotNull(outbox.repeatAt),
        ),
      ),
    );
  return and(
    eq(blurrings.tenantId, tenant),
    isNotNull(blurrings.endedAt),
    lt(blurrings.endedAt, moment),
    notInArray(blurrings.citizen, onHold(db, tables, tenant)),
    notInArray(blurrings.citizen, busy),
  );
};

/**
 * Registrations with free text left, ended before the moment, oldest first. Read from the texts' side: what has been removed is not met again,
 * so a batch costs the same however much has gone before.
 */
const withText = (db: Db, tables: Tables, tenant: TenantId, moment: Instant) => {
  const { blurrings, blurringTexts, blurringChanges } = tables;
  const due = (column: typeof blurringTexts.blurring) =>
    and(
      eq(blurrings.tenantId, tenant),
      eq(blurrings.id, column),
      isNotNull(blurrings.endedAt),
      lt(blurrings.endedAt, moment),
      notInArray(blurrings.citizen, onHold(db, tables, tenant)),
    );
  const written = db
    .select({ id: blurringTexts.blurring })
    .from(blurringTexts)
    .innerJoin(blurrings, due(blurringTexts.blurring))
    .where(eq(blurringTexts.tenantId, tenant));
  const noted = db
    .selectDistinct({ id: blurringChanges.blurring })
    .from(blurringChanges)
    .innerJoin(blurrings, due(blurringChanges.blurring as never))
    .where(and(eq(blurringChanges.tenantId, tenant), isNotNull(blurringChanges.note)));
  return { written, noted };
};

/** Department blurrings whose documentation and note are over their time. */
const departmentText = ({ orgBlurrings }: Tables, tenant: TenantId, moment: Instant) =>
  and(
    eq(orgBlurrings.tenantId, tenant),
    or(isNotNull(orgBlurrings.documentation), isNotNull(orgBlurrings.note)),
    or(
      and(eq(orgBlurrings.state, 'removed'), lt(orgBlurrings.removedAt, moment)),
      and(inArray(orgBlurrings.state, ['rejected', 'withdrawn']), lt(orgBlurrings.decidedAt, moment)),
    ),
  );

/** How many registrations and department blurrings have text that is over its time. */
export const textsBefore = async (db: Db, tables: Tables, tenant: TenantId, moment: Instant) => {
  const total = sql<number>`count(*)`.mapWith(Number);
  const { written, noted } = withText(db, tables, tenant, moment);
  const [own] = await db.select({ total }).from(union(written, noted).as('texts'));
  const [org] = await db
    .select({ total })
    .from(tables.orgBlurrings)
    .where(departmentText(tables, tenant, moment));
  return { texts: (own?.total ?? 0) + (org?.total ?? 0) };
};

/** Removes what was written; the registration itself stays. */
export const removeTexts = async (
  { db, tables }: Unit,
  tenant: TenantId,
  moment: Instant,
  limit: number,
): Promise<number> => {
  const { blurringTexts, blurringChanges, orgBlurrings } = tables;
  const { written, noted } = withText(db, tables, tenant, moment);
  const found = [
    ...(await written.orderBy(asc(blurringTexts.blurring)).limit(limit)),
    ...(await noted.orderBy(asc(blurringChanges.blurring)).limit(limit)),
  ];
  const ids = [...new Set(found.map(({ id }) => id))];
  if (ids.length > 0) {
    await db
      .delete(blurringTexts)
      .where(and(eq(blurringTexts.tenantId, tenant), inArray(blurringTexts.blurring, ids)));
    await db
      .update(blurringChanges)
      .set({ note: null })
      .where(and(eq(blurringChanges.tenantId, tenant), inArray(blurringChanges.blurring, ids)));
  }
  const units = await db
    .select({ id: orgBlurrings.id })
    .from(orgBlurrings)
    .where(departmentText(tables, tenant, moment))
    .limit(limit);
  if (units.length > 0)
    await db
      .update(orgBlurrings)
      .set({ documentation: null, note: null })
      .where(
        and(
          eq(orgBlurrings.tenantId, tenant),
          inArray(
            orgBlurrings.id,
            units.map(({ id }) => id),
          ),
        ),
      );
  return ids.length + units.length;
};

const forget = async ({ db, tables }: Unit, tenant: TenantId, ids: BlurringId[]): Promise<void> => {
  const { blurrings, blurringEntries, blurringTexts, blurringChanges, idempotency } = tables;
  for (const table of [blurringEntries, blurringTexts, blurringChanges, idempotency] as const)
    await db.delete(table).where(and(eq(table.tenantId, tenant), inArray(table.blurring, ids)));
  await db.delete(blurrings).where(and(eq(blurrings.tenantId, tenant), inArray(blurrings.id, ids)));
};

/** Citizens of whom nothing is left, with what the register was told about them. */
const forgetCitizens = async (
  { db, tables }: Unit,
  tenant: TenantId,
  refs: CitizenRef[],
): Promise<number> => {
  const { blurrings, citizens, outbox, attempts } = tables;
  const left = db
    .select({ one: sql`1` })
    .from(blurrings)
    .where(and(eq(blurrings.tenantId, citizens.tenantId), eq(blurrings.citizen, citizens.citizen)));
  const empty = await db
    .select({ citizen: citizens.citizen })
    .from(citizens)
    .where(and(eq(citizens.tenantId, tenant), inArray(citizens.citizen, refs), notExists(left)));
  const gone = empty.map(({ citizen }) => citizen);
  if (gone.length === 0) return 0;
  for (const table of [attempts, outbox, citizens] as const)
    await db.delete(table).where(and(eq(table.tenantId, tenant), inArray(table.citizen, gone)));
  return gone.length;
};

/** Removes registrations with everything that hangs on them. */
export const removeRegistrations = async (
  unit: Unit,
  tenant: TenantId,
  moment: Instant,
  limit: number,
): Promise<{ registrations: number; citizens: number }> => {
  const { blurrings } = unit.tables;
  const due = await unit.db
    .select({ id: blurrings.id, citizen: blurrings.citizen })
    .from(blurrings)
    .where(endedBefore(unit.db, unit.tables, tenant, moment))
    .orderBy(asc(blurrings.endedAt))
    .limit(limit);
  if (due.length === 0) return { registrations: 0, citizens: 0 };
  await forget(
    unit,
    tenant,
    due.map(({ id }) => id),
  );
  const people = [...new Set(due.map(({ citizen }) => citizen))];
  return { registrations: due.length, citizens: await forgetCitizens(unit, tenant, people) };
};
