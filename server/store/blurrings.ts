import { and, eq, isNull, inArray, lte, sql } from 'drizzle-orm';
import type { Blurring } from '../domain/blurring.ts';
import type { CitizenRef, Instant, TenantId } from '../domain/ids.ts';
import { cvrsOf, type createAssembly } from './assemble.ts';
import type { Database } from './database.ts';
import { toBlurring } from './rows.ts';
import type { Tables } from './schema.ts';
import { isOneOf, prepared, type Some } from './statements.ts';
import type { CitizenState, StoredBlurring } from './store.ts';

const nameOf = (tenant: TenantId, within: string): string => `${tenant}\n${within}`;

type Row = Tables['blurrings']['$inferSelect'];
const newestFirst = (a: Row, b: Row): number => b.registeredAt - a.registeredAt || (a.id < b.id ? 1 : -1);

/** Reads of registrations. Prepared once: building a query costs far more than running it. */
export const createBlurringReads = (
  { reads, read, tables }: Database,
  assemble: ReturnType<typeof createAssembly>,
) => {
  const { citizens, blurrings, blurringEntries, idempotency } = tables;
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
    const rows = await findBlurrings.execute({ tenant: tenantId, citizen: ref });
    const found = await assemble(tenantId, rows.sort(newestFirst), withText);
    return found.map(({ nameOf: _, ...one }) => one);
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
