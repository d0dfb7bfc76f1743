import { and, desc, eq, inArray } from 'drizzle-orm';
import type { TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';
import type { AuditEntry, ChangeBy, Check, PublishedGuidelines } from './store.ts';
import { nameActor } from './name-actor.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

/** Audit actions that are about settings: what the page shows as changes. */
const settingsActions = [
  'municipality_created',
  'municipality_updated',
  'credential_installed',
  'credential_removed',
  'period_limit_set',
  'check_made',
  'delivery_paused',
  'delivery_resumed',
];

type Recording = { tenant: TenantId; check: Check; by: ChangeBy | null };

const record = single(async (unit: Unit, { tenant, check, by }: Recording): Promise<void> => {
  const { checks } = unit.tables;
  const { kind, subject, ...result } = check;
  await unit.db
    .insert(checks)
    .values({ tenantId: tenant, kind, subject, ...result })
    .onConflictDoUpdate({ target: [checks.tenantId, checks.kind, checks.subject], set: result });
  if (by === null) return;
  await nameActor(unit, tenant, by);
  unit.records.push({
    ...{ tenant, at: check.at, action: 'check_made', outcome: 'success', citizen: null, subject },
    ...{ actor: by.actor, session: by.session },
    detail: { kind, code: check.code },
  });
});

/** Reads and writes around a municipality's settings that are not the settings themselves. */
export const createSettingsReads = ({ reads, read, tables, writer }: Database) => {
  const { guidelines, checks, audit, actors } = tables;
  return {
    loadGuidelines: async (tenant: TenantId): Promise<PublishedGuidelines[]> => {
      const rows = await read(() =>
        reads
          .select()
          .from(guidelines)
          .where(eq(guidelines.tenantId, tenant))
          .orderBy(desc(guidelines.version)),
      );
      return rows.map(({ version, text, url, publishedAt }) => ({ version, text, url, publishedAt }));
    },
    loadChecks: async (tenant: TenantId): Promise<Check[]> => {
      const rows = await read(() => reads.select().from(checks).where(eq(checks.tenantId, tenant)));
      return rows.map(({ tenantId: _, ...check }) => check);
    },
    // Only a check that somebody made moves the audit chain.
    recordCheck: (tenant: TenantId, check: Check, by: ChangeBy | null): Promise<void> =>
      writer.submit(record, { tenant, check, by }, by === null ? null : tenant),
    readSettingsChanges: async (
      tenant: TenantId,
      limit: number,
    ): Promise<(AuditEntry & { by: string | null })[]> => {
      const rows = await read(() =>
        reads
          .select({ entry: audit, by: actors.name })
          .from(audit)
          .leftJoin(actors, and(eq(actors.tenantId, audit.tenantId), eq(actors.id, audit.actor)))
          .where(and(eq(audit.tenantId, tenant), inArray(audit.action, settingsActions)))
          .orderBy(desc(audit.sequence))
          .limit(limit),
      );
      return rows.map(({ entry: { tenantId: _, detail, ...entry }, by }) => ({
        ...entry,
        detail: JSON.parse(detail) as AuditEntry['detail'],
        by,
      }));
    },
  };
};
