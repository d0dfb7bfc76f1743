import { and, eq, isNull, inArray, lte, sql } from 'drizzle-orm';
import type { Blurring } from '../domain/blurring.ts';
import type { BlurringId, CitizenRef, Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { Delivery } from '../domain/status.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { toBlurring } from './rows.ts';
import type { Tables } from './schema.ts';
import { isOneOf, prepared, some, type Some } from './statements.ts';
import type { CitizenState, StoredBlurring } from './store.ts';

type Entry = Tables['blurringEntries']['$inferSelect'];
type Key = Tables['outbox']['$inferSelect'];
type Attempt = Tables['attempts']['$inferSelect'];

const cvrsOf = (entries: readonly Entry[], id: BlurringId): Cvr[] =>
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
    attempted: attempts.some((one) => one.cvr === entry.cvr && one.revision >= entry.firstRevision),
    parked: key !== undefined && (key.parkedAt !== null || (paused && waits)),
  };
};

const nameOf = (tenant: TenantId, within: string): string => `${tenant}\n${within}`;

/** Reads of registrations. Prepared once: building a query costs far more than running it. */
export const createBlurringReads = ({ reads, read, tables }: Database, keys: KeyRing) => {
  const {
    citizens,
    blurrings,
    blurringEntries,
    blurringTexts,
    outbox,
    attempts,
    pausedCvrs,
    actors,
    idempotency,
  } = tables;
  const tenant = sql.placeholder('tenant');
  const citizen = sql.placeholder('citizen');
  const ofCitizen = <T extends { tenantId: typeof blurrings.tenantId; citizen: typeof blurrings.citizen }>(
    table: T,
  ) => and(eq(table.tenantId, tenant), eq(table.citizen, citizen));

  const findRevision = reads
    .select({ revision: citizens.revision })
    .from(citizens)
    .where(ofCitizen(citizens as never))
    .prepare('find_revision');
  const findBlurrings = reads
    .select()
    .from(blurrings)
    .where(ofCitizen(blurrings as never))
    .prepare('find_blurrings');
  // A sub-select, not a join: without statistics SQLite joined from the entries' side, through all of a municipality's.
  const findEntries = reads
    .select()
    .from(blurringEntries)
    .where(
      and(
        eq(blurringEntries.tenantId, tenant),
        inArray(
          blurringEntries.blurring,
          reads
            .select({ id: blurrings.id })
            .from(blurrings)
            .where(ofCitizen(blurrings as never)),
        ),
      ),
    )
    .prepare('find_entries');
  const findKeys = reads
    .select()
    .from(outbox)
    .where(ofCitizen(outbox as never))
    .prepare('find_keys');
  const findAttempts = reads
    .select()
    .from(attempts)
    .where(ofCitizen(attempts as never))
    .prepare('find_attempts');
  const findPaused = reads
    .select({ cvr: pausedCvrs.cvr })
    .from(pausedCvrs)
    .where(eq(pausedCvrs.tenantId, tenant))
    .prepare('find_paused');
  const findUse = reads
    .select({ requestHash: idempotency.requestHash, blurring: idempotency.blurring })
    .from(idempotency)
    .where(
      and(
        eq(idempotency.tenantId, tenant),
        eq(idempotency.actor, sql.placeholder('actor')),
        eq(idempotency.key, sql.placeholder('key')),
      ),
    )
    .prepare('find_use');

  const findPeople = (size: number) =>
    prepared(reads, `find_people_${size}`, () =>
      reads
        .select({ id: actors.id, name: actors.name })
        .from(actors)
        .where(and(eq(actors.tenantId, tenant), isOneOf(actors.id, 'actor', size)))
        .prepare(`find_people_${size}`),
    );

  const loadCitizen = async (tenantId: TenantId, ref: CitizenRef): Promise<CitizenState> => {
    const of = { tenant: tenantId, citizen: ref };
    // Revision first: a change in between makes the commit conflict, never silently overwrite.
    const [row] = await findRevision.execute(of);
    if (!row) return { revision: 0, blurrings: [] };
    const found = await findBlurrings.execute(of);
    const entries = await findEntries.execute(of);
    return {
      revision: row.revision,
      blurrings: found.map((one) => toBlurring(one, cvrsOf(entries, one.id))),
    };
  };

  const citizensStatements = (tenantCount: number, people: number) => {
    const shape = `${tenantCount}_${people}`;
    return prepared(reads, `blurrings_of_${shape}`, () => {
      const given = () =>
        and(
          isOneOf(blurrings.tenantId, 'tenant', tenantCount),
          isOneOf(blurrings.citizen, 'citizen', people),
        );
      const ids = reads.select({ id: blurrings.id }).from(blurrings).where(given());
      return {
        blurrings: reads.select().from(blurrings).where(given()).prepare(`blurrings_of_${shape}`),
        entries: reads
          .select()
          .from(blurringEntries)
          .where(
            and(
              isOneOf(blurringEntries.tenantId, 'tenant', tenantCount),
              inArray(blurringEntries.blurring, ids),
            ),
          )
          .prepare(`entries_of_${shape}`),
      };
    });
  };

  /** Registrations of several citizens at once. */
  const loadCitizens = async (tenants: Some, people: Some) => {
    const find = citizensStatements(tenants.size, people.size);
    const given = { ...tenants.parameters, ...people.parameters };
    const rows = await find.blurrings.execute(given);
    const entries = Map.groupBy(await find.entries.execute(given), ({ tenantId, blurring }) =>
      nameOf(tenantId, blurring),
    );
    const all = Map.groupBy(rows, (row) => nameOf(row.tenantId, row.citizen));
    return (tenantId: TenantId, ref: CitizenRef): Blurring[] =>
      (all.get(nameOf(tenantId, ref)) ?? []).map((row) =>
        toBlurring(row, cvrsOf(entries.get(nameOf(tenantId, row.id)) ?? [], row.id)),
      );
  };

  const loadBlurrings = async (
    tenantId: TenantId,
    ref: CitizenRef,
    withText: boolean,
  ): Promise<StoredBlurring[]> => {
    const of = { tenant: tenantId, citizen: ref };
    const { data } = await keys.of(tenantId);
    // Keys before attempts: an attempt is recorded no later than what it delivered.
    const rows = await findBlurrings.execute(of);
    if (rows.length === 0) return [];
    const entries = await findEntries.execute(of);
    const waiting = await findKeys.execute(of);
    const calls = await findAttempts.execute(of);
    const paused = new Set((await findPaused.execute(of)).map(({ cvr }) => cvr));
    const registrants = some('actor', [...new Set(rows.map((one) => one.registeredBy))]);
    const people = await findPeople(registrants.size).execute({ ...of, ...registrants.parameters });
    const ids = rows.map(({ id }) => id);
    const texts = withText
      ? await reads
          .select()
          .from(blurringTexts)
          .where(and(eq(blurringTexts.tenantId, tenantId), inArray(blurringTexts.blurring, ids)))
      : [];
    const openText = (id: BlurringId): string | null => {
      const sealed = texts.find((one) => one.blurring === id)?.text;
      return sealed
        ? unseal(data, { tenant: tenantId, table: 'blurring_texts', row: id }, sealed).toString()
        : null;
    };
    return rows
      .sort((a, b) => b.registeredAt - a.registeredAt || (a.id < b.id ? 1 : -1))
      .map((row) => {
        const cvrs = cvrsOf(entries, row.id);
        return {
          blurring: toBlurring(row, cvrs),
          deliveries: cvrs.flatMap((cvr) => {
            const entry = entries.find((one) => one.blurring === row.id && one.cvr === cvr);
            return entry
              ? [
                  deliveryOf(
                    entry,
                    waiting.find((one) => one.cvr === cvr),
                    calls,
                    paused.has(cvr),
                  ),
                ]
              : [];
          }),
          registeredByName: people.find(({ id }) => id === row.registeredBy)?.name ?? '',
          text: openText(row.id),
        };
      });
  };

  return {
    loadCitizens,
    loadCitizen: (tenantId: TenantId, ref: CitizenRef) => read(() => loadCitizen(tenantId, ref)),
    loadBlurrings: (tenantId: TenantId, ref: CitizenRef, withText: boolean) =>
      read(() => loadBlurrings(tenantId, ref, withText)),
    findUse: (tenantId: TenantId, actor: string, key: string) =>
      read(async () => (await findUse.execute({ tenant: tenantId, actor, key }))[0]),
    findExpired: (tenantId: TenantId, now: Instant, limit: number) =>
      read(() =>
        reads
          .select({ citizen: blurrings.citizen, id: blurrings.id })
          .from(blurrings)
          .where(and(eq(blurrings.tenantId, tenantId), isNull(blurrings.endedAt), lte(blurrings.endsAt, now)))
          .orderBy(blurrings.endsAt)
          .limit(limit),
      ),
  };
};
