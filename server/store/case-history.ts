import { and, asc, eq, inArray } from 'drizzle-orm';
import type { CitizenRef, TenantId } from '../domain/ids.ts';
import type { CaseChange, CaseHistory, CaseRow } from './case-store.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import type { Tables } from './schema.ts';

/** Registrations with all that is known of each, in the order of the rows. */
export type AssembleCases = (
  tenant: TenantId,
  rows: readonly Tables['blurrings']['$inferSelect'][],
  withText: boolean,
) => Promise<CaseRow[]>;

/** Everything about one citizen: registrations, what happened to each, and what the register was told. */
export const createCaseHistory = ({ reads, tables }: Database, keys: KeyRing, cases: AssembleCases) => {
  const { blurrings, blurringChanges, actors, attempts, audit } = tables;

  const changesOf = async (
    tenant: TenantId,
    citizen: CitizenRef,
    withText: boolean,
  ): Promise<CaseChange[]> => {
    const { data } = await keys.of(tenant);
    const ids = reads
      .select({ id: blurrings.id })
      .from(blurrings)
      .where(and(eq(blurrings.tenantId, tenant), eq(blurrings.citizen, citizen)));
    const rows = await reads
      .select({ change: blurringChanges, byName: actors.name })
      .from(blurringChanges)
      .leftJoin(actors, and(eq(actors.tenantId, blurringChanges.tenantId), eq(actors.id, blurringChanges.by)))
      .where(and(eq(blurringChanges.tenantId, tenant), inArray(blurringChanges.blurring, ids)))
      .orderBy(asc(blurringChanges.at));
    return rows.map(({ change, byName }) => {
      const row = `${change.blurring}/${change.revision}`;
      const note =
        withText && change.note !== null
          ? unseal(data, { tenant, table: 'blurring_changes', row }, change.note).toString()
          : null;
      const { blurring, revision, type, at, by } = change;
      return {
        ...{ blurring, revision, type, at, by, byName, note },
        ...{ from: change.endedBefore, endsAt: change.endsAfter },
      };
    });
  };

  const history = async (
    tenant: TenantId,
    citizen: CitizenRef,
    withText: boolean,
  ): Promise<CaseHistory | undefined> => {
    const rows = await reads
      .select()
      .from(blurrings)
      .where(and(eq(blurrings.tenantId, tenant), eq(blurrings.citizen, citizen)));
    const registrations = await cases(
      tenant,
      rows.sort((a, b) => b.registeredAt - a.registeredAt || (a.id < b.id ? 1 : -1)),
      withText,
    );
    const [first] = registrations;
    if (!first) return undefined;
    const calls = await reads
      .select()
      .from(attempts)
      .where(and(eq(attempts.tenantId, tenant), eq(attempts.citizen, citizen)))
      .orderBy(asc(attempts.startedAt));
    return {
      ...{ cpr: first.cpr, initials: first.initials, registrations },
      changes: await changesOf(tenant, citizen, withText),
      deliveries: calls.map(({ cvr, startedAt, finishedAt, outcome, code }) => ({
        ...{ cvr, startedAt, finishedAt, outcome, code },
      })),
    };
  };

  const auditOf = (tenant: TenantId, citizen: CitizenRef) =>
    reads
      .select({ at: audit.at, action: audit.action, by: actors.name })
      .from(audit)
      .leftJoin(actors, and(eq(actors.tenantId, audit.tenantId), eq(actors.id, audit.actor)))
      .where(and(eq(audit.tenantId, tenant), eq(audit.citizen, citizen)))
      .orderBy(asc(audit.sequence));

  return { history, auditOf };
};
