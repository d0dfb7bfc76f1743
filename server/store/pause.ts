import { and, eq, gt, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import type { AuditDetail } from '../../shared/audit-actions.ts';
import type { ActorId, Cvr, Instant, TenantId } from '../domain/ids.ts';
import { unitOfReference } from './department-deliveries.ts';
import { deliveryReference } from './deliveries.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Scope = { tenant: TenantId; cvr: Cvr; now: Instant; by: ActorId | null };

const record = (unit: Unit, { tenant, cvr, now, by }: Scope, action: string, detail: AuditDetail): void =>
  void unit.records.push({
    tenant,
    at: now,
    action,
    outcome: 'success',
    actor: by,
    session: null,
    citizen: null,
    subject: cvr,
    detail,
  });

/** Stops everything for one CVR number until a person lets it go on. A call under way is not called back. */
export const pauseKeys = single(async (unit: Unit, scope: Scope & { reason: string }): Promise<boolean> => {
  const { pausedCvrs } = unit.tables;
  const { tenant, cvr, now, reason } = scope;
  const paused = await unit.db
    .insert(pausedCvrs)
    .values({ tenantId: tenant, cvr, pausedAt: now, reason })
    .onConflictDoNothing()
    .returning({ cvr: pausedCvrs.cvr });
  if (paused.length === 0) return false;
  record(unit, scope, 'delivery_paused', { reason });
  return true;
});

/** Makes keys due again; those with nothing to say keep their repeat, if they have one. */
const release = async (unit: Unit, { tenant, cvr, now }: Scope, which: SQL | undefined): Promise<number> => {
  const { outbox } = unit.tables;
  const behind = gt(outbox.wantedRevision, outbox.deliveredRevision);
  const keys = await unit.db
    .update(outbox)
    .set({
      parkedAt: null,
      parkedReason: null,
      dueAt: sql`case when ${behind} then ${sql.param(now, outbox.dueAt)} else ${outbox.dueAt} end`,
    })
    .where(and(eq(outbox.tenantId, tenant), eq(outbox.cvr, cvr), which))
    .returning({ citizen: outbox.citizen });
  if (keys.length > 0) unit.wake();
  return keys.length;
};

/** The same for units: those that are set aside. Those that were only stopped are due as they were. */
const releaseDepartments = async (unit: Unit, { tenant, cvr, now }: Scope, which?: SQL): Promise<number> => {
  const { orgOutbox } = unit.tables;
  const keys = await unit.db
    .update(orgOutbox)
    .set({ parkedAt: null, parkedReason: null, dueAt: now })
    .where(and(eq(orgOutbox.tenantId, tenant), eq(orgOutbox.cvr, cvr), isNotNull(orgOutbox.parkedAt), which))
    .returning({ code: orgOutbox.code });
  if (keys.length > 0) unit.wake();
  return keys.length;
};

/** Lets a CVR number and every parked key of it go on. */
export const resumeKeys = single(async (unit: Unit, scope: Scope): Promise<number> => {
  const { outbox, pausedCvrs } = unit.tables;
  const lifted = await unit.db
    .delete(pausedCvrs)
    .where(and(eq(pausedCvrs.tenantId, scope.tenant), eq(pausedCvrs.cvr, scope.cvr)))
    .returning({ cvr: pausedCvrs.cvr });
  const behind = gt(outbox.wantedRevision, outbox.deliveredRevision);
  const parked = isNotNull(outbox.parkedAt);
  const citizens = await release(unit, scope, lifted.length > 0 ? or(parked, behind) : parked);
  const keys = citizens + (await releaseDepartments(unit, scope));
  if (lifted.length > 0 || keys > 0) record(unit, scope, 'delivery_resumed', { keys });
  return keys;
});

/** Lets one parked key go on, by the reference people know it by. A pause of its CVR number stays. */
export const resumeKey = single(
  async (unit: Unit, scope: Scope & { reference: string }): Promise<boolean> => {
    const { outbox, orgOutbox } = unit.tables;
    const { tenant, cvr, reference } = scope;
    const named = unitOfReference(reference);
    if (named) {
      const isUnit = and(eq(orgOutbox.classification, named.classification), eq(orgOutbox.code, named.code));
      const keys = await releaseDepartments(unit, scope, isUnit);
      if (keys > 0) record(unit, scope, 'delivery_resumed', { keys, reference });
      return keys > 0;
    }
    const parked = await unit.db
      .select({ citizen: outbox.citizen })
      .from(outbox)
      .where(and(eq(outbox.tenantId, tenant), eq(outbox.cvr, cvr), isNotNull(outbox.parkedAt)));
    const meant = parked
      .map(({ citizen }) => citizen)
      .filter((citizen) => deliveryReference({ tenant, cvr, citizen }) === reference);
    if (meant.length === 0) return false;
    await release(unit, scope, inArray(outbox.citizen, meant));
    record(unit, scope, 'delivery_resumed', { keys: meant.length, reference });
    return true;
  },
);
