import { and, asc, eq, gt, inArray, isNull, like, lt, lte, or, sql, type SQL } from 'drizzle-orm';
import type { AuditDetail } from '../../shared/audit-actions.ts';
import type { UnitLine } from '../../shared/departments.ts';
import type { ActorId, Instant, TenantId } from '../domain/ids.ts';
import type { UnitCode } from '../domain/org-blurring.ts';
import { beginnings, searchText } from '../domain/unit-name.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { insertRows } from './statements.ts';
import type { Unit as Listed, UnitStore } from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Row = Tables['units']['$inferSelect'];

const keyOf = ({ classification, code }: UnitCode): string => `${classification} ${code}`;

const toRow = (unit: Listed, seenAt: Instant): Row => ({
  ...unit,
  search: searchText(unit.name),
  seenAt,
});

const same = (one: Row, other: Row): boolean =>
  one.name === other.name &&
  one.parent === other.parent &&
  one.owner === other.owner &&
  one.validFrom === other.validFrom &&
  one.validTo === other.validTo;

/** The rows of these codes; a code that exists in both classifications is told apart by the caller. */
const ofCodes = ({ units }: Tables, some: readonly UnitCode[]): SQL =>
  inArray(
    units.code,
    some.map(({ code }) => code),
  );

type Put = { given: readonly Listed[]; importedAt: Instant };

/** Only what changed is written with its words; the rest is marked as seen with one statement. */
const putUnits = single(async ({ db, tables }: Unit, { given, importedAt }: Put): Promise<number> => {
  const { units, unitWords } = tables;
  if (given.length === 0) return 0;
  const before = await db.select().from(units).where(ofCodes(tables, given));
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const rows = given.map((one) => toRow(one, importedAt));
  const changed = rows.filter((row) => {
    const was = known.get(keyOf(row));
    return !was || !same(was, row);
  });
  for (const classification of ['SOR', 'SHAK'] as const) {
    const codes = rows.filter((one) => one.classification === classification).map(({ code }) => code);
    if (codes.length > 0)
      await db
        .update(units)
        .set({ seenAt: importedAt })
        .where(and(eq(units.classification, classification), inArray(units.code, codes)));
    const gone = changed.filter((one) => one.classification === classification && known.has(keyOf(one)));
    if (gone.length > 0)
      await db.delete(unitWords).where(
        and(
          eq(unitWords.classification, classification),
          inArray(
            unitWords.code,
            gone.map(({ code }) => code),
          ),
        ),
      );
  }
  await insertRows(db, 'put_units', units, changed, (insert) =>
    insert.onConflictDoUpdate({
      target: [units.classification, units.code],
      set: Object.fromEntries(
        (['name', 'search', 'parent', 'owner', 'validFrom', 'validTo', 'seenAt'] as const).map((column) => [
          column,
          sql.raw(`excluded.${units[column].name}`),
        ]),
      ),
    }),
  );
  const words = changed.flatMap(({ name, classification, code }) =>
    beginnings(name).map((begins) => ({ begins, classification, code })),
  );
  await insertRows(db, 'put_unit_words', unitWords, words);
  return changed.length;
});

type Keep = { given: readonly UnitCode[]; importedAt: Instant };

const keepUnits = single(
  async ({ db, tables: { units } }: Unit, { given, importedAt }: Keep): Promise<void> => {
    for (const { classification, code } of given)
      await db
        .update(units)
        .set({ seenAt: importedAt })
        .where(and(eq(units.classification, classification), eq(units.code, code)));
  },
);

type Close = { classifications: readonly UnitCode['classification'][]; importedAt: Instant };

const isOpen = ({ units }: Tables, at: Instant) => or(isNull(units.validTo), gt(units.validTo, at));

const isMissing = (tables: Tables, { classifications, importedAt }: Close) =>
  and(
    inArray(tables.units.classification, [...classifications]),
    isOpen(tables, importedAt),
    lt(tables.units.seenAt, importedAt),
  );

const closeUnits = single(async ({ db, tables }: Unit, close: Close): Promise<number> => {
  if (close.classifications.length === 0) return 0;
  const closed = await db
    .update(tables.units)
    .set({ validTo: close.importedAt })
    .where(isMissing(tables, close))
    .returning({ code: tables.units.code });
  return closed.length;
});

type Imported = {
  by: { tenant: TenantId; actor: ActorId; session: string };
  counts: AuditDetail;
  now: Instant;
};

const recordImport = single(async ({ records }: Unit, { by, counts, now }: Imported): Promise<void> => {
  const { tenant, actor, session } = by;
  records.push({
    ...{ tenant, at: now, action: 'units_imported', outcome: 'success', actor, session },
    ...{ citizen: null, subject: null, detail: counts },
  });
});

/** The list of units: search for those who propose, import for the national body. */
export const createUnitStore = ({ reads, read, tables, writer, relayWriter }: Database): UnitStore => {
  const { units, unitWords } = tables;
  const total = sql<number>`count(*)`.mapWith(Number);
  const openAt = (now: Instant) =>
    and(isOpen(tables, now), or(isNull(units.validFrom), lte(units.validFrom, now)));

  const withParents = async (rows: readonly Row[]): Promise<UnitLine[]> => {
    const parents = rows.flatMap(({ classification, parent }) =>
      parent === null ? [] : [{ classification, code: parent }],
    );
    const found =
      parents.length === 0 ? [] : await reads.select().from(units).where(ofCodes(tables, parents));
    const names = new Map(found.map((row) => [keyOf(row), row.name]));
    return rows.map(({ classification, code, name, parent, owner }) => ({
      ...{ classification, code, name, owner },
      parent: parent === null ? null : (names.get(keyOf({ classification, code: parent })) ?? parent),
    }));
  };

  /** The longest word finds the few, the others choose among them. */
  const byWords = async (words: readonly string[], now: Instant, limit: number): Promise<Row[]> => {
    const [longest = ''] = [...words].sort((a, b) => b.length - a.length);
    const found = await reads
      .select({ unit: units })
      .from(unitWords)
      .innerJoin(
        units,
        and(eq(unitWords.classification, units.classification), eq(unitWords.code, units.code)),
      )
      .where(
        and(
          eq(unitWords.begins, longest.slice(0, 3)),
          ...words.map((word) => like(units.search, `% ${word}%`)),
          openAt(now),
        ),
      )
      .orderBy(asc(units.search), asc(units.code))
      .limit(limit);
    return found.map(({ unit }) => unit);
  };
  const byCode = (code: string, now: Instant): PromiseLike<Row[]> =>
    reads
      .select()
      .from(units)
      .where(and(eq(units.code, code), openAt(now)));

  return {
    search: ({ words, code, now, limit }) =>
      read(async () => withParents(await (code === null ? byWords(words, now, limit) : byCode(code, now)))),
    find: ({ classification, code }, now) =>
      read(async () => {
        const rows = await reads
          .select()
          .from(units)
          .where(and(eq(units.classification, classification), eq(units.code, code), openAt(now)));
        return (await withParents(rows))[0];
      }),
    put: (given, importedAt) => relayWriter.submit(putUnits, { given, importedAt }, null),
    keep: (given, importedAt) => relayWriter.submit(keepUnits, { given, importedAt }, null),
    missing: (classifications, importedAt) =>
      read(async () => {
        const kinds = [...classifications];
        const [open] = await reads
          .select({ total })
          .from(units)
          .where(and(inArray(units.classification, kinds), isOpen(tables, importedAt)));
        const [gone] = await reads
          .select({ total })
          .from(units)
          .where(isMissing(tables, { classifications, importedAt }));
        return { open: open?.total ?? 0, missing: gone?.total ?? 0 };
      }),
    closeMissing: (classifications, importedAt) =>
      relayWriter.submit(closeUnits, { classifications, importedAt }, null),
    recordImport: (by, counts, now) => writer.submit(recordImport, { by, counts, now }, by.tenant),
    status: (now) =>
      read(async () => {
        const last = sql<Instant | null>`max(${units.seenAt})`.mapWith(units.seenAt);
        const [all] = await reads.select({ total, last }).from(units);
        const [open] = await reads.select({ total }).from(units).where(openAt(now));
        const listed = all?.total ?? 0;
        return { open: open?.total ?? 0, closed: listed - (open?.total ?? 0), lastImport: all?.last ?? null };
      }),
  };
};
