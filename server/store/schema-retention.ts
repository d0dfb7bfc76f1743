import type { ActorId, CitizenRef, TenantId } from '../domain/ids.ts';
import type { Cutoffs } from '../domain/retention.ts';
import type { Columns } from './columns.ts';
import type { RetentionCounts } from './retention-store.ts';

/** What a foreign key names: a table by its own columns. */
type Named = { tenantId: never; citizen: never };

/** Who is on hold, what was removed when, and how far each audit chain has been closed. */
export const declareRetentionTables = (
  columns: Columns,
  municipalitiesTable: unknown,
  citizensTable: unknown,
) => {
  const { table, id, count, instant, document, bytes, primaryKey, foreignKey } = columns;
  const municipalities = municipalitiesTable as Named;
  const citizens = citizensTable as Named;
  const tenant = () => id('tenant_id').$type<TenantId>().notNull();
  const ofMunicipality = (name: string, t: { tenantId: never }) =>
    foreignKey({ name, columns: [t.tenantId], foreignColumns: [municipalities.tenantId] });

  const legalHolds = table(
    'legal_holds',
    {
      tenantId: tenant(),
      citizen: id('citizen').$type<CitizenRef>().notNull(),
      id: id('id').notNull(),
      since: instant('since').notNull(),
      by: id('by').$type<ActorId>().notNull(),
      reason: bytes('reason').notNull(),
    },
    (t) => [
      primaryKey({ name: 'legal_holds_pk', columns: [t.tenantId, t.citizen] }),
      foreignKey({
        name: 'legal_holds_citizen',
        columns: [t.tenantId, t.citizen],
        foreignColumns: [citizens.tenantId, citizens.citizen],
      }),
    ],
  );

  const retentionRuns = table(
    'retention_runs',
    {
      tenantId: tenant(),
      id: id('id').notNull(),
      startedAt: instant('started_at').notNull(),
      finishedAt: instant('finished_at'),
      by: id('by').$type<ActorId>(),
      cutoffs: document('cutoffs').$type<Cutoffs>().notNull(),
      counts: document('counts').$type<RetentionCounts>().notNull(),
    },
    (t) => [
      primaryKey({ name: 'retention_runs_pk', columns: [t.tenantId, t.id] }),
      ofMunicipality('retention_runs_municipality', t as never),
    ],
  );

  // The chain's first entries, gone with their time: what is left begins after `through`, whose hash it follows.
  const auditClosed = table(
    'audit_closed',
    {
      tenantId: id('tenant_id').$type<TenantId>().primaryKey(),
      through: count('through').notNull(),
      hash: id('hash').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [ofMunicipality('audit_closed_municipality', t as never)],
  );

  return { legalHolds, retentionRuns, auditClosed };
};
