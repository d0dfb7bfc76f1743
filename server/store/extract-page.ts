import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm';
import type { ActorId, BlurringId, CitizenRef, Instant, TenantId } from '../domain/ids.ts';
import type { Decision, EndCause } from '../../shared/blurring.ts';
import { matching } from './case-query.ts';
import type { CaseFilter } from './case-store.ts';
import type { Database, Stored } from './database.ts';

/** A registration with what hangs on it, as the database has it. */
export type ExtractLine = [
  id: BlurringId,
  citizen: CitizenRef,
  reason: string,
  registeredBy: ActorId,
  unit: string | null,
  registeredAt: Stored<Instant>,
  endsAt: Stored<Instant>,
  decision: Decision,
  decidedAt: Stored<Instant> | null,
  decidedBy: ActorId | null,
  endedAt: Stored<Instant> | null,
  endedCause: EndCause | null,
  endedBy: ActorId | null,
  revision: number,
  /** `position/cvr/first revision`, in any order: sorting them costs the database more than it costs us. */
  entries: string | null,
  text: Buffer | null,
  renewals: number | string,
  note: Buffer | null,
  notedRevision: number | null,
];

/**
 * Reads a filter's registrations in order of id, a page at a time from where the last one ended. What hangs on a registration is looked up
 * by its own id: a join could be planned as a merge, which begins at the municipality's first row for every page.
 */
export const pagesOf = (
  { reads, rows, tables }: Database,
  tenant: TenantId,
  filter: CaseFilter,
  now: Instant,
  size: number,
): ((after: BlurringId | null) => Promise<ExtractLine[]>) => {
  const { blurrings: b, blurringEntries: e, blurringTexts: t, blurringChanges: c } = tables;
  const changes = and(eq(c.tenantId, b.tenantId), eq(c.blurring, b.id));
  const query = reads
    .select({
      ...{ id: b.id, citizen: b.citizen, reason: b.reason, registeredBy: b.registeredBy, unit: b.unit },
      ...{ registeredAt: b.registeredAt, endsAt: b.endsAt, decision: b.decision },
      ...{ decidedAt: b.decidedAt, decidedBy: b.decidedBy },
      ...{ endedAt: b.endedAt, endedCause: b.endedCause, endedBy: b.endedBy, revision: b.revision },
      entries: sql`(${reads
        .select({ all: sql`string_agg(${e.position} || '/' || ${e.cvr} || '/' || ${e.firstRevision}, ' ')` })
        .from(e)
        .where(and(eq(e.tenantId, b.tenantId), eq(e.blurring, b.id)))})`,
      text: sql`(${reads
        .select({ text: t.text })
        .from(t)
        .where(and(eq(t.tenantId, b.tenantId), eq(t.blurring, b.id)))})`,
      renewals: sql`(${reads
        .select({ count: sql`count(*)` })
        .from(c)
        .where(and(changes, eq(c.type, 'renewed')))})`,
      note: sql`(${reads
        .select({ note: c.note })
        .from(c)
        .where(and(changes, isNotNull(c.note)))
        .orderBy(sql`${c.revision} desc`)
        .limit(1)})`,
      notedRevision: sql`(${reads
        .select({ last: sql`max(${c.revision})` })
        .from(c)
        .where(and(changes, isNotNull(c.note)))})`,
    })
    .from(b)
    .where(and(matching(tables, reads, tenant, filter, now), gt(b.id, sql.placeholder('after'))))
    .orderBy(asc(b.id))
    .limit(size);
  const read = rows<ExtractLine>(query);
  // Every id is beyond the empty one.
  return (after) => read({ after: after ?? '' });
};
