import { and, asc, eq, gte, inArray, gt, lt, lte, min, sql, sum } from 'drizzle-orm';
import { measures, monthOf, stepOf, type Span } from '../domain/figures.ts';
import { blurringId, instant, type BlurringId, type Instant, type TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';
import type { FigureStore } from './figure-store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Tally = Map<string, number>;

const keyOf = (...parts: (string | number)[]): string => parts.join('\n');
const add = (tally: Tally, key: string): void => void tally.set(key, (tally.get(key) ?? 0) + 1);

const writeCounts = async ({ db, tables }: Unit, tenantId: TenantId, counts: Tally): Promise<void> => {
  const { figures } = tables;
  for (const [key, count] of counts) {
    const [month = '', measure = ''] = key.split('\n');
    await db
      .insert(figures)
      .values({ tenantId, month, measure: measure as 'registered', count })
      .onConflictDoUpdate({
        target: [figures.tenantId, figures.month, figures.measure],
        set: { count: sql`${figures.count} + ${count}` },
      });
  }
};

const writeSpans = async ({ db, tables }: Unit, tenantId: TenantId, spans: Tally): Promise<void> => {
  const { figureSpans } = tables;
  for (const [key, count] of spans) {
    const [month = '', span = '', step = ''] = key.split('\n');
    await db
      .insert(figureSpans)
      .values({ tenantId, month, span: span as Span, step: Number(step), count })
      .onConflictDoUpdate({
        target: [figureSpans.tenantId, figureSpans.month, figureSpans.span, figureSpans.step],
        set: { count: sql`${figureSpans.count} + ${count}` },
      });
  }
};

/** When the last of its organisations was answered OK, for each of these that all have been. */
const effectOf = async (
  { db, tables }: Unit,
  tenant: TenantId,
  ids: readonly BlurringId[],
): Promise<{ effect: Map<BlurringId, Instant>; gone: BlurringId[] }> => {
  const { blurrings, blurringEntries, attempts } = tables;
  const rows = await db
    .select({
      ...{ id: blurrings.id, ended: blurrings.endedAt, cvr: blurringEntries.cvr },
      at: min(attempts.finishedAt),
    })
    .from(blurrings)
    .innerJoin(
      blurringEntries,
      and(eq(blurringEntries.tenantId, blurrings.tenantId), eq(blurringEntries.blurring, blurrings.id)),
    )
    .leftJoin(
      attempts,
      and(
        eq(attempts.tenantId, blurrings.tenantId),
        eq(attempts.citizen, blurrings.citizen),
        eq(attempts.cvr, blurringEntries.cvr),
        eq(attempts.outcome, 'delivered'),
        gte(attempts.revision, blurringEntries.firstRevision),
      ),
    )
    .where(and(eq(blurrings.tenantId, tenant), inArray(blurrings.id, [...ids])))
    .groupBy(blurrings.id, blurrings.endedAt, blurringEntries.cvr);
  const effect = new Map<BlurringId, Instant>();
  const ofOne = Map.groupBy(rows, ({ id }) => id);
  for (const [id, own] of ofOne) {
    const times = own.flatMap(({ at }) => at ?? []);
    if (times.length === own.length) effect.set(id, instant(Math.max(...times)));
  }
  // Removed with its time, or ended before the register had it: there is nothing left to wait for.
  const gone = ids.filter((id) => {
    const own = ofOne.get(id);
    return !own || (!effect.has(id) && own.some(({ ended }) => ended !== null));
  });
  return { effect, gone };
};

/** Registrations that have taken effect since the last time. */
const countEffects = async (unit: Unit, tenant: TenantId, limit: number): Promise<void> => {
  const { figureWaiting } = unit.tables;
  const waiting = await unit.db
    .select()
    .from(figureWaiting)
    .where(eq(figureWaiting.tenantId, tenant))
    .orderBy(asc(figureWaiting.registeredAt))
    .limit(limit);
  if (waiting.length === 0) return;
  const { effect, gone } = await effectOf(
    unit,
    tenant,
    waiting.map(({ blurring }) => blurring),
  );
  const spans: Tally = new Map();
  for (const { blurring, registeredAt } of waiting) {
    const at = effect.get(blurring);
    if (at !== undefined)
      add(spans, keyOf(monthOf(registeredAt), 'time_to_effect', stepOf(at - registeredAt)));
  }
  await writeSpans(unit, tenant, spans);
  const done = [...effect.keys(), ...gone];
  if (done.length > 0)
    await unit.db
      .delete(figureWaiting)
      .where(and(eq(figureWaiting.tenantId, tenant), inArray(figureWaiting.blurring, done)));
};

const rollUp = single(
  async (unit: Unit, { tenant, limit }: { tenant: TenantId; limit: number }): Promise<number> => {
    const { db, tables, lock } = unit;
    const { audit, blurrings, figureCursors, figureWaiting } = tables;
    await db.insert(figureCursors).values({ tenantId: tenant, sequence: 0 }).onConflictDoNothing();
    // Whoever holds the cursor counts; counts and cursor move together, so that nothing is counted twice or left out.
    const [cursor] = await lock(db.select().from(figureCursors).where(eq(figureCursors.tenantId, tenant)));
    const entries = await db
      .select({ sequence: audit.sequence, at: audit.at, action: audit.action, subject: audit.subject })
      .from(audit)
      .where(and(eq(audit.tenantId, tenant), gt(audit.sequence, cursor?.sequence ?? 0)))
      .orderBy(asc(audit.sequence))
      .limit(limit);
    const counts: Tally = new Map();
    const counted = entries.filter(({ action }) => Object.hasOwn(measures, action));
    for (const { at, action } of counted)
      add(counts, keyOf(monthOf(at), measures[action as keyof typeof measures]));
    const decided = counted.filter(({ action }) => /^blurring_(confirmed|rejected)$/.test(action));
    const subjects = decided.flatMap(({ subject }) => (subject === null ? [] : [blurringId(subject)]));
    const known = new Map(
      subjects.length === 0
        ? []
        : (
            await db
              .select({ id: blurrings.id, at: blurrings.registeredAt })
              .from(blurrings)
              .where(and(eq(blurrings.tenantId, tenant), inArray(blurrings.id, subjects)))
          ).map(({ id, at }) => [id as string, at]),
    );
    const spans: Tally = new Map();
    for (const { at, subject } of decided) {
      const registered = known.get(subject ?? '');
      if (registered !== undefined)
        add(spans, keyOf(monthOf(at), 'time_to_decision', stepOf(at - registered)));
    }
    await writeCounts(unit, tenant, counts);
    await writeSpans(unit, tenant, spans);
    for (const { at, subject, action } of counted)
      if (action === 'blurring_registered' && subject !== null)
        await db
          .insert(figureWaiting)
          .values({ tenantId: tenant, blurring: blurringId(subject), registeredAt: at })
          .onConflictDoNothing();
    const last = entries.at(-1)?.sequence;
    if (last !== undefined)
      await db.update(figureCursors).set({ sequence: last }).where(eq(figureCursors.tenantId, tenant));
    await countEffects(unit, tenant, limit);
    return entries.length;
  },
);

/** Figures are read from what has been rolled up: a handful of rows a month, however many registrations there were. */
export const createFigureStore = ({ reads, read, tables, relayWriter }: Database): FigureStore => {
  const { figures, figureSpans } = tables;
  const among = (column: typeof figures.tenantId, tenants: readonly TenantId[] | null) =>
    tenants === null ? undefined : inArray(column, [...tenants]);
  const within = (from: string, to: string) => and(gte(figures.month, from), lte(figures.month, to));
  const total = sum(figures.count).mapWith(Number);
  return {
    rollUp: (tenant, limit) => relayWriter.submit(rollUp, { tenant, limit }, null),
    byMonth: (tenants, from, to) =>
      read(() =>
        reads
          .select({ month: figures.month, measure: figures.measure, count: total })
          .from(figures)
          .where(and(among(figures.tenantId, tenants), within(from, to)))
          .groupBy(figures.month, figures.measure),
      ),
    before: (tenants, month) =>
      read(() =>
        reads
          .select({ measure: figures.measure, count: total })
          .from(figures)
          .where(and(among(figures.tenantId, tenants), lt(figures.month, month)))
          .groupBy(figures.measure),
      ),
    byTenant: (from, to) =>
      read(() =>
        reads
          .select({ tenant: figures.tenantId, measure: figures.measure, count: total })
          .from(figures)
          .where(within(from, to))
          .groupBy(figures.tenantId, figures.measure),
      ),
    steps: (tenants, from, to) =>
      read(() =>
        reads
          .select({
            ...{ span: figureSpans.span, step: figureSpans.step },
            count: sum(figureSpans.count).mapWith(Number),
          })
          .from(figureSpans)
          .where(
            and(
              among(figureSpans.tenantId as never, tenants),
              gte(figureSpans.month, from),
              lte(figureSpans.month, to),
            ),
          )
          .groupBy(figureSpans.span, figureSpans.step),
      ),
    firstMonths: () =>
      read(async () => {
        const rows = await reads
          .select({ tenant: figures.tenantId, month: min(figures.month) })
          .from(figures)
          .where(eq(figures.measure, 'registered'))
          .groupBy(figures.tenantId);
        return rows.flatMap(({ tenant, month }) => (month === null ? [] : [{ tenant, month }]));
      }),
  };
};
