import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { cpr, type BlurringId, type CitizenRef, type TenantId } from '../domain/ids.ts';
import type { createAssembly } from './assemble.ts';
import { createCaseHistory, type AssembleCases } from './case-history.ts';
import { matching, orderOf } from './case-query.ts';
import type { CaseFilter, CaseQuery, CaseRow, CaseStore } from './case-store.ts';
import { createExtract } from './case-extract.ts';
import { createCaseWrites } from './case-writes.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import { findIdentities } from './identities.ts';
import type { KeyRing } from './keys.ts';

/** What management sees of registrations, in lists and one by one. */
export const createCaseStore = (
  database: Database,
  keys: KeyRing,
  assemble: ReturnType<typeof createAssembly>,
) => {
  const { reads, read, tables } = database;
  const { blurrings, citizens, actors } = tables;

  const people = async (tenant: TenantId, refs: readonly CitizenRef[]) => {
    const { data } = await keys.of(tenant);
    const found = await reads
      .select({ citizen: citizens.citizen, cpr: citizens.cpr, initials: citizens.initials })
      .from(citizens)
      .where(and(eq(citizens.tenantId, tenant), inArray(citizens.citizen, [...new Set(refs)])));
    const open = (row: string, sealed: Buffer): string =>
      unseal(data, { tenant, table: 'citizens', row }, sealed).toString();
    return new Map(
      found.map((one) => [
        one.citizen,
        {
          cpr: cpr(open(one.citizen, one.cpr)),
          initials: one.initials === null ? null : open(`${one.citizen}/initials`, one.initials),
        },
      ]),
    );
  };

  const cases: AssembleCases = async (tenant, rows, withText) => {
    if (rows.length === 0) return [];
    const whole = await assemble(tenant, rows, withText);
    const known = await people(
      tenant,
      rows.map(({ citizen }) => citizen),
    );
    return whole.map(({ nameOf, ...one }) => {
      const person = known.get(one.blurring.citizen);
      if (!person) throw new Error('store: a registration without its citizen');
      return { ...one, ...person, decidedByName: nameOf(one.blurring.decided?.by ?? null) };
    });
  };

  const search = (tenant: TenantId, query: CaseQuery): Promise<CaseRow[]> =>
    read(async () => {
      const { by, beyond } = orderOf(tables, query.sort);
      const rows = await reads
        .select()
        .from(blurrings)
        .where(and(matching(tables, reads, tenant, query.filter, query.now), beyond(query.after)))
        .orderBy(...by)
        .limit(query.limit);
      return cases(tenant, rows, query.withText);
    });

  const count = (tenant: TenantId, filter: CaseFilter, now: CaseQuery['now'], atMost: number) =>
    read(async () => {
      const some = reads
        .select({ id: blurrings.id })
        .from(blurrings)
        .where(matching(tables, reads, tenant, filter, now))
        .limit(atMost)
        .as('some');
      const [row] = await reads.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(some);
      return row?.total ?? 0;
    });

  const find = (tenant: TenantId, ids: readonly BlurringId[], withText: boolean) =>
    read(async () => {
      const rows = await reads
        .select()
        .from(blurrings)
        .where(and(eq(blurrings.tenantId, tenant), inArray(blurrings.id, [...ids])));
      return cases(tenant, rows, withText);
    });

  // Names are few against registrations, so the beginning is looked for here (a database's idea of letters differs), and whether the person
  // has registered anything is one look along an index.
  const findRegistrants = (
    tenant: TenantId,
    beginning: string,
    within: ReadonlySet<string> | null,
    limit: number,
  ) =>
    read(async () => {
      const all = await reads
        .select({ id: actors.id, name: actors.name, title: actors.title })
        .from(actors)
        .where(eq(actors.tenantId, tenant))
        .orderBy(asc(actors.name));
      const wanted = ` ${beginning.toLocaleLowerCase('da')}`;
      const found: typeof all = [];
      for (const one of all) {
        if (found.length === limit) break;
        if (!` ${one.name.toLocaleLowerCase('da')}`.includes(wanted)) continue;
        const [any] = await reads
          .select({ id: blurrings.id })
          .from(blurrings)
          .where(
            and(
              eq(blurrings.tenantId, tenant),
              eq(blurrings.registeredBy, one.id),
              within ? inArray(blurrings.unit, [...within]) : undefined,
            ),
          )
          .limit(1);
        if (any) found.push(one);
      }
      return found;
    });

  const { history, auditOf } = createCaseHistory(database, keys, cases);
  const writes = createCaseWrites(database);
  const extract = createExtract(database, keys);

  return (tenant: TenantId): CaseStore => ({
    search: (query) => search(tenant, query),
    count: (filter, now, atMost) => count(tenant, filter, now, atMost),
    find: (ids, withText) => find(tenant, ids, withText),
    identitiesOf: (actor) => read(() => findIdentities(database, tenant, actor)),
    findRegistrants: (beginning, within, limit) => findRegistrants(tenant, beginning, within, limit),
    birthNumbers: (refs) =>
      read(async () => {
        const known = await people(tenant, refs);
        return new Map([...known].map(([citizen, one]) => [citizen, one.cpr]));
      }),
    history: (citizen, { withText }) => read(() => history(tenant, citizen, withText)),
    auditOf: (citizen) => read(() => auditOf(tenant, citizen)),
    extract: (filter, now) => extract(tenant, filter, now),
    ...writes(tenant),
  });
};
