import { and, eq, sql } from 'drizzle-orm';
import type { BlurringId, Cvr, TenantId } from '../domain/ids.ts';
import type { Delivery } from '../domain/status.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { toBlurring } from './rows.ts';
import type { Tables } from './schema.ts';
import { isOneOf, prepared, some } from './statements.ts';
import type { StoredBlurring } from './store.ts';

type Row = Tables['blurrings']['$inferSelect'];
type Entry = Tables['blurringEntries']['$inferSelect'];
type Key = Tables['outbox']['$inferSelect'];
type Attempt = Tables['attempts']['$inferSelect'];

/** Most rows put together with one round of statements: the largest size lists are prepared for. */
const mostTogether = 64;

export const cvrsOf = (entries: readonly Entry[], id: BlurringId): Cvr[] =>
  entries
    .filter((entry) => entry.blurring === id)
    .sort((a, b) => a.position - b.position)
    .map(({ cvr }) => cvr);

/** What is known of one organisation's entry for one registration. */
const deliveryOf = (
  entry: Entry,
  key: Key | undefined,
  attempts: readonly Attempt[],
  paused: boolean,
): Delivery => {
  const carried = attempts.filter((one) => one.cvr === entry.cvr && one.revision >= entry.firstRevision);
  const delivered = carried.flatMap((one) =>
    one.outcome === 'delivered' && one.finishedAt !== null ? [one.finishedAt] : [],
  );
  const waits = key !== undefined && key.wantedRevision > key.deliveredRevision;
  return {
    cvr: entry.cvr,
    deliveredAt:
      delivered.length === 0 ? null : delivered.reduce((first, one) => (one < first ? one : first)),
    current: (key?.deliveredRevision ?? 0) >= entry.revision,
    waitingSince: key?.waitingSince ?? null,
    attempted: carried.length > 0,
    parked: key !== undefined && (key.parkedAt !== null || (paused && waits)),
  };
};

/** Puts registrations together with their organisations, deliveries, registrants and texts: a handful of statements for up to 64. */
export const createAssembly = ({ reads, tables }: Database, keys: KeyRing) => {
  const { blurringEntries, blurringTexts, outbox, attempts, pausedCvrs, actors } = tables;
  const tenant = sql.placeholder('tenant');

  const statements = (ids: number, people: number, names: number) => {
    const shape = `${ids}_${people}_${names}`;
    return prepared(reads, `assemble_${shape}`, () => ({
      entries: reads
        .select()
        .from(blurringEntries)
        .where(and(eq(blurringEntries.tenantId, tenant), isOneOf(blurringEntries.blurring, 'id', ids)))
        .prepare(`assemble_entries_${shape}`),
      keys: reads
        .select()
        .from(outbox)
        .where(and(eq(outbox.tenantId, tenant), isOneOf(outbox.citizen, 'citizen', people)))
        .prepare(`assemble_keys_${shape}`),
      attempts: reads
        .select()
        .from(attempts)
        .where(and(eq(attempts.tenantId, tenant), isOneOf(attempts.citizen, 'citizen', people)))
        .prepare(`assemble_attempts_${shape}`),
      names: reads
        .select({ id: actors.id, name: actors.name })
        .from(actors)
        .where(and(eq(actors.tenantId, tenant), isOneOf(actors.id, 'actor', names)))
        .prepare(`assemble_names_${shape}`),
      texts: reads
        .select()
        .from(blurringTexts)
        .where(and(eq(blurringTexts.tenantId, tenant), isOneOf(blurringTexts.blurring, 'id', ids)))
        .prepare(`assemble_texts_${shape}`),
    }));
  };
  const findPaused = reads
    .select({ cvr: pausedCvrs.cvr })
    .from(pausedCvrs)
    .where(eq(pausedCvrs.tenantId, tenant))
    .prepare('assemble_paused');

  const together = async (
    tenantId: TenantId,
    rows: readonly Row[],
    withText: boolean,
  ): Promise<(StoredBlurring & { nameOf: (actor: string | null) => string | null })[]> => {
    if (rows.length === 0) return [];
    const ids = some(
      'id',
      rows.map(({ id }) => id),
    );
    const people = some('citizen', [...new Set(rows.map(({ citizen }) => citizen))]);
    const actorsNamed = rows.flatMap(({ registeredBy, decidedBy }) =>
      decidedBy === null ? [registeredBy] : [registeredBy, decidedBy],
    );
    const named = some('actor', [...new Set(actorsNamed)]);
    const find = statements(ids.size, people.size, named.size);
    const given = { tenant: tenantId, ...ids.parameters, ...people.parameters, ...named.parameters };
    // Keys before attempts: an attempt is recorded no later than what it delivered.
    const entries = Map.groupBy(await find.entries.execute(given), ({ blurring }) => blurring);
    const waiting = Map.groupBy(await find.keys.execute(given), ({ citizen }) => citizen);
    const calls = Map.groupBy(await find.attempts.execute(given), ({ citizen }) => citizen);
    const paused = new Set((await findPaused.execute(given)).map(({ cvr }) => cvr));
    const names = new Map((await find.names.execute(given)).map(({ id, name }) => [id as string, name]));
    const texts = new Map(
      withText ? (await find.texts.execute(given)).map(({ blurring, text }) => [blurring, text]) : [],
    );
    const { data } = await keys.of(tenantId);
    const openText = (id: BlurringId): string | null => {
      const sealed = texts.get(id);
      return sealed
        ? unseal(data, { tenant: tenantId, table: 'blurring_texts', row: id }, sealed).toString()
        : null;
    };
    const nameOf = (actor: string | null): string | null =>
      actor === null ? null : (names.get(actor) ?? null);
    return rows.map((row) => {
      const own = (entries.get(row.id) ?? []).sort((a, b) => a.position - b.position);
      const held = waiting.get(row.citizen) ?? [];
      return {
        blurring: toBlurring(
          row,
          own.map(({ cvr }) => cvr),
        ),
        deliveries: own.map((entry) =>
          deliveryOf(
            entry,
            held.find(({ cvr }) => cvr === entry.cvr),
            calls.get(row.citizen) ?? [],
            paused.has(entry.cvr),
          ),
        ),
        registeredByName: nameOf(row.registeredBy) ?? '',
        text: openText(row.id),
        nameOf,
      };
    });
  };

  /** In the order of the rows. */
  return async (tenantId: TenantId, rows: readonly Row[], withText: boolean) => {
    const all: Awaited<ReturnType<typeof together>> = [];
    for (let from = 0; from < rows.length; from += mostTogether)
      all.push(...(await together(tenantId, rows.slice(from, from + mostTogether), withText)));
    return all;
  };
};
