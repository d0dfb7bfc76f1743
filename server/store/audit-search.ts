import { and, asc, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { TenantId } from '../domain/ids.ts';
import type { AuditSearch, AuditStore, FoundEntry } from './audit-store.ts';
import type { Database } from './database.ts';
import type { AuditEntry } from './records.ts';

const pageSize = 1_000;

/** Searches in a municipality's audit log. A period is always given, and read along its index. */
export const createAuditSearch = ({ reads, read, tables }: Database) => {
  const { audit, auditHeads, auditClosed, actors } = tables;

  const matching = (tenant: TenantId, search: AuditSearch): SQL | undefined =>
    and(
      eq(audit.tenantId, tenant),
      gte(audit.at, search.from),
      lt(audit.at, search.to),
      search.action === undefined ? undefined : eq(audit.action, search.action),
      search.outcome === undefined ? undefined : eq(audit.outcome, search.outcome),
      search.actors === undefined ? undefined : inArray(audit.actor, [...search.actors]),
      search.citizen === undefined ? undefined : eq(audit.citizen, search.citizen),
    );

  const load = async (where: SQL | undefined, order: SQL[], limit: number): Promise<FoundEntry[]> => {
    const rows = await read(() =>
      reads
        .select({ entry: audit, by: actors.name })
        .from(audit)
        .leftJoin(actors, and(eq(actors.tenantId, audit.tenantId), eq(actors.id, audit.actor)))
        .where(where)
        .orderBy(...order)
        .limit(limit),
    );
    return rows.map(({ entry: { tenantId: _, detail, ...entry }, by }) => ({
      ...entry,
      detail: JSON.parse(detail) as AuditEntry['detail'],
      by,
    }));
  };

  const beyond = (last: { at: number; sequence: number }, sign: '<' | '>'): SQL =>
    sql`(${audit.at}, ${audit.sequence}) ${sql.raw(sign)} (${sql.param(last.at, audit.at)}, ${last.sequence})`;

  return (tenant: TenantId): AuditStore => ({
    search: (search, after, limit) =>
      load(
        and(matching(tenant, search), after === null ? undefined : beyond(after, '<')),
        [desc(audit.at), desc(audit.sequence)],
        limit,
      ),
    all: async function* all(search) {
      let last: { at: number; sequence: number } | null = null;
      for (;;) {
        const page: FoundEntry[] = await load(
          and(matching(tenant, search), last === null ? undefined : beyond(last, '>')),
          [asc(audit.at), asc(audit.sequence)],
          pageSize,
        );
        const end = page.at(-1);
        if (!end) return;
        yield page;
        last = end;
        await new Promise(setImmediate);
      }
    },
    findActors: async (name, limit) => {
      const rows = await read(() =>
        reads
          .select({ id: actors.id, name: actors.name })
          .from(actors)
          .where(eq(actors.tenantId, tenant))
          .orderBy(asc(actors.name)),
      );
      const wanted = name.toLocaleLowerCase('da');
      return rows
        .filter((one) => ` ${one.name.toLocaleLowerCase('da')}`.includes(` ${wanted}`))
        .slice(0, limit);
    },
    head: async () => {
      const [row] = await read(() => reads.select().from(auditHeads).where(eq(auditHeads.tenantId, tenant)));
      return row ? { sequence: row.sequence, hash: row.hash } : null;
    },
    closed: async () => {
      const [row] = await read(() =>
        reads.select().from(auditClosed).where(eq(auditClosed.tenantId, tenant)),
      );
      return row ? { through: row.through, at: row.at } : null;
    },
    hashAt: async (sequence) => {
      const [row] = await read(() =>
        reads
          .select({ hash: audit.hash })
          .from(audit)
          .where(and(eq(audit.tenantId, tenant), eq(audit.sequence, sequence))),
      );
      return row?.hash ?? null;
    },
  });
};
