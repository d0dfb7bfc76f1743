import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { ActorId, Instant, OrgBlurringId, TenantId } from '../domain/ids.ts';
import type { Done, OrgBlurring, Person } from '../domain/org-blurring.ts';
import type { OrgDelivery } from '../domain/org-status.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { ofDepartments } from './schema-departments.ts';
import type { Tables } from './schema.ts';
import type { DepartmentStore, StoredDepartment } from './store.ts';

type Row = Tables['orgBlurrings']['$inferSelect'];
type Key = Tables['orgOutbox']['$inferSelect'];
type Attempt = Tables['orgAttempts']['$inferSelect'];
type Known = ReadonlyMap<string, { name: string; uuid: string | null }>;
type AuditDetail = { action: string; at: Instant; outcome: 'success' | 'refused'; by: string | null };

const isOf = (
  one: Pick<Key, 'cvr' | 'classification' | 'code'>,
  other: Pick<Key, 'cvr' | 'classification' | 'code'>,
): boolean => one.cvr === other.cvr && one.classification === other.classification && one.code === other.code;

const toDepartment = (row: Row, known: Known): OrgBlurring => {
  const person = (actor: ActorId): Person => ({ actor, uuid: known.get(actor)?.uuid ?? null });
  const done = (by: ActorId | null, at: Instant | null): Done | null =>
    by === null || at === null ? null : { by: person(by), at };
  const { id, revision, cvr, classification, code, name, state, reviewAt } = row;
  return {
    ...{ id, revision, cvr, classification, code, name, state, reviewAt },
    proposed: { by: person(row.proposedBy), at: row.proposedAt },
    decided: done(row.decidedBy, row.decidedAt),
    removed: done(row.removedBy, row.removedAt),
  };
};

const firstDelivered = (attempts: readonly Attempt[], from: number, before = Infinity): Instant | null =>
  attempts
    .filter(({ outcome, revision }) => outcome === 'delivered' && revision >= from && revision < before)
    .reduce<Instant | null>(
      (first, { finishedAt }) => (first === null || (finishedAt ?? first) < first ? finishedAt : first),
      null,
    );

const toDelivery = (
  row: Row,
  key: Key | undefined,
  attempts: readonly Attempt[],
  paused: boolean,
): OrgDelivery | null => {
  if (!key || row.registeredRevision === null) return null;
  const { registeredRevision: from, removedRevision: until } = row;
  const removed = until !== null && key.deliveredRevision >= until;
  const waits = key.wantedRevision > key.deliveredRevision;
  const last = attempts.reduce<Attempt | undefined>(
    (latest, one) => (latest && latest.number > one.number ? latest : one),
    undefined,
  );
  return {
    registeredAt: firstDelivered(attempts, from, until ?? Infinity),
    // A removal before anything had been sent is settled without a call.
    removedAt: removed ? (firstDelivered(attempts, until) ?? row.removedAt) : null,
    waitingSince: key.waitingSince,
    attempted: attempts.some(({ revision }) => revision >= from),
    parked: key.parkedAt !== null || (paused && waits),
    code: waits ? (key.parkedReason ?? last?.failure ?? null) : null,
  };
};

/** Reads of department blurrings. There are few of them, so everything that belongs to those asked for is read and put together here. */
export const createDepartmentReads = ({ reads, read, tables }: Database, keys: KeyRing) => {
  const { orgBlurrings, orgOutbox, orgAttempts, pausedCvrs, orgComparisons, actors, audit } = tables;

  const complete = async (tenant: TenantId, rows: readonly Row[]): Promise<StoredDepartment[]> => {
    if (rows.length === 0) return [];
    const codes = [...new Set(rows.map(({ code }) => code))];
    const people = [
      ...new Set(
        rows.flatMap((row) => [row.proposedBy, row.decidedBy, row.removedBy].filter((one) => one !== null)),
      ),
    ];
    // Before the attempts: a key is never newer than the calls it is judged by.
    const outbox = await reads
      .select()
      .from(orgOutbox)
      .where(and(eq(orgOutbox.tenantId, tenant), inArray(orgOutbox.code, codes)));
    const attempts = await reads
      .select()
      .from(orgAttempts)
      .where(and(eq(orgAttempts.tenantId, tenant), inArray(orgAttempts.code, codes)));
    const paused = await reads
      .select({ cvr: pausedCvrs.cvr })
      .from(pausedCvrs)
      .where(eq(pausedCvrs.tenantId, tenant));
    const found = await reads
      .select({ id: actors.id, name: actors.name, uuid: actors.uuid })
      .from(actors)
      .where(and(eq(actors.tenantId, tenant), inArray(actors.id, people)));
    const known: Known = new Map(found.map(({ id, ...rest }) => [id, rest]));
    const nameOf = (actor: ActorId | null) => (actor === null ? null : (known.get(actor)?.name ?? null));
    return rows.map((row) => ({
      department: toDepartment(row, known),
      delivery: toDelivery(
        row,
        outbox.find((key) => isOf(key, row)),
        attempts.filter((one) => isOf(one, row)),
        paused.some(({ cvr }) => cvr === row.cvr),
      ),
      names: {
        proposed: nameOf(row.proposedBy) ?? '',
        decided: nameOf(row.decidedBy),
        removed: nameOf(row.removedBy),
      },
    }));
  };

  return {
    list: (tenant: TenantId, limit: number) =>
      read(async () => {
        const open = sql`case when ${orgBlurrings.state} in ('proposed', 'registered') then 0 else 1 end`;
        const rows = await reads
          .select()
          .from(orgBlurrings)
          .where(eq(orgBlurrings.tenantId, tenant))
          .orderBy(asc(open), desc(orgBlurrings.proposedAt))
          .limit(limit);
        return complete(tenant, rows);
      }),
    find: (tenant: TenantId, id: OrgBlurringId): ReturnType<DepartmentStore['find']> =>
      read(async () => {
        const [row] = await reads
          .select()
          .from(orgBlurrings)
          .where(and(eq(orgBlurrings.tenantId, tenant), eq(orgBlurrings.id, id)));
        const [stored] = await complete(tenant, row ? [row] : []);
        if (!row || !stored) return undefined;
        const { data } = await keys.of(tenant);
        const opened = (sealed: Buffer | null, column: string): string | null =>
          sealed && unseal(data, { tenant, table: `org_blurrings.${column}`, row: id }, sealed).toString();
        return {
          ...stored,
          documentation: opened(row.documentation, 'documentation'),
          note: opened(row.note, 'note'),
        };
      }),
    history: (tenant: TenantId, id: OrgBlurringId): Promise<AuditDetail[]> =>
      read(() =>
        reads
          .select({ at: audit.at, action: audit.action, outcome: audit.outcome, by: actors.name })
          .from(audit)
          .leftJoin(actors, and(eq(actors.tenantId, audit.tenantId), eq(actors.id, audit.actor)))
          .where(and(eq(audit.tenantId, tenant), eq(audit.subject, id), ofDepartments(audit.action)))
          // By time first: in the chain's own order SQLite would walk the whole chain.
          .orderBy(asc(audit.at), asc(audit.sequence))
          .limit(200),
      ),
    comparisons: (tenant: TenantId): ReturnType<DepartmentStore['comparisons']> =>
      read(async () => {
        const rows = await reads.select().from(orgComparisons).where(eq(orgComparisons.tenantId, tenant));
        return rows.map(({ cvr, at, result, differences }) => ({ cvr, at, code: result, differences }));
      }),
    expected: (tenant: TenantId, cvr: Row['cvr']): ReturnType<DepartmentStore['expected']> =>
      read(async () => {
        const wanted = await reads
          .select()
          .from(orgBlurrings)
          .where(
            and(
              eq(orgBlurrings.tenantId, tenant),
              eq(orgBlurrings.cvr, cvr),
              eq(orgBlurrings.state, 'registered'),
            ),
          );
        const rows = await reads
          .select()
          .from(orgOutbox)
          .where(and(eq(orgOutbox.tenantId, tenant), eq(orgOutbox.cvr, cvr)));
        return rows.map((row) => {
          const open = wanted.find((one) => isOf(one, row));
          return {
            ...{ classification: row.classification, code: row.code, name: open?.name ?? '' },
            wanted: open !== undefined,
            settled: row.waitingSince === null && row.repeatAt === null && row.leaseToken === null,
          };
        });
      }),
  };
};
