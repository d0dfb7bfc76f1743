import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Comparison } from '../../shared/departments.ts';
import type { ActorId, Cvr, Instant, OrgBlurringId, TenantId } from '../domain/ids.ts';
import type { OrgBlurring } from '../domain/org-blurring.ts';
import { seal, type Random, type TenantKeys } from './encryption.ts';
import type { DepartmentCommit, DepartmentStore } from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Input = { tenant: TenantId; keys: TenantKeys; commit: DepartmentCommit };
type Outcome = Awaited<ReturnType<DepartmentStore['commit']>>;

const rowOf = (one: OrgBlurring) => ({
  ...{ revision: one.revision, state: one.state, reviewAt: one.reviewAt },
  decidedBy: one.decided?.by.actor ?? null,
  decidedAt: one.decided?.at ?? null,
  removedBy: one.removed?.by.actor ?? null,
  removedAt: one.removed?.at ?? null,
});

/** Raises what is wanted for the unit; returns the wanted revision. A parked key stays parked: a person looks at it. */
const want = async (
  { db, tables: { orgOutbox } }: Unit,
  tenantId: TenantId,
  { cvr, classification, code }: OrgBlurring,
  now: Instant,
): Promise<number> => {
  const nothing = { attempts: 0, calls: 0, deliveredRevision: 0 };
  const [row] = await db
    .insert(orgOutbox)
    .values({
      tenantId,
      cvr,
      classification,
      code,
      wantedRevision: 1,
      waitingSince: now,
      dueAt: now,
      ...nothing,
    })
    .onConflictDoUpdate({
      target: [orgOutbox.tenantId, orgOutbox.cvr, orgOutbox.classification, orgOutbox.code],
      set: {
        wantedRevision: sql`${orgOutbox.wantedRevision} + 1`,
        waitingSince: sql`coalesce(${orgOutbox.waitingSince}, ${sql.param(now, orgOutbox.waitingSince)})`,
        dueAt: now,
      },
    })
    .returning({ wanted: orgOutbox.wantedRevision });
  if (!row) throw new Error('store: the outbox row was not written');
  return row.wanted;
};

/** State, audit entry and what is wanted of the register, in one transaction. The municipality's chain is held, so nobody decides beside it. */
export const commitDepartment = (random: Random) =>
  single(async (unit: Unit, { tenant, keys, commit }: Input): Promise<Outcome> => {
    const { orgBlurrings } = unit.tables;
    const { after, expectedRevision, now, by, action, note, documentation } = commit;
    const { id, cvr, classification, code, name } = after;
    const sealed = (text: string, column: string) =>
      seal(keys.data, { tenant, table: `org_blurrings.${column}`, row: id }, text, random);
    const own = and(eq(orgBlurrings.tenantId, tenant), eq(orgBlurrings.id, id));
    if (expectedRevision === 0) {
      const open = await unit.db
        .select({ id: orgBlurrings.id })
        .from(orgBlurrings)
        .where(
          and(
            eq(orgBlurrings.tenantId, tenant),
            ...[eq(orgBlurrings.cvr, cvr), eq(orgBlurrings.classification, classification)],
            ...[eq(orgBlurrings.code, code), inArray(orgBlurrings.state, ['proposed', 'registered'])],
          ),
        );
      if (open.length > 0) return 'unit_blurred';
      await unit.db.insert(orgBlurrings).values({
        ...{ tenantId: tenant, id, cvr, classification, code, name, ...rowOf(after) },
        ...{ proposedBy: after.proposed.by.actor, proposedAt: after.proposed.at },
        documentation: documentation === undefined ? null : sealed(documentation, 'documentation'),
      });
    } else {
      const written = await unit.db
        .update(orgBlurrings)
        .set({ ...rowOf(after), ...(note === null ? {} : { note: sealed(note, 'note') }) })
        .where(and(own, eq(orgBlurrings.revision, expectedRevision)))
        .returning({ id: orgBlurrings.id });
      if (written.length === 0) return 'conflict';
    }
    if (commit.wake) {
      const revision = await want(unit, tenant, after, now);
      await unit.db
        .update(orgBlurrings)
        .set(after.state === 'removed' ? { removedRevision: revision } : { registeredRevision: revision })
        .where(own);
      unit.wake();
    }
    unit.records.push({
      ...{ tenant, at: now, action, outcome: 'success', actor: by.actor, session: by.session },
      ...{ citizen: null, subject: id },
      detail: { cvr, classification, code, revision: after.revision, review: after.reviewAt },
    });
    return 'committed';
  });

type Refused = { tenant: TenantId; id: OrgBlurringId } & Parameters<DepartmentStore['refused']>[1];

export const recordRefused = single(
  async ({ records }: Unit, { tenant, id, action, code, by, now }: Refused): Promise<void> => {
    records.push({
      ...{ tenant, at: now, action, outcome: 'refused', actor: by.actor, session: by.session },
      ...{ citizen: null, subject: id, detail: { code } },
    });
  },
);

type Retry = { tenant: TenantId; id: OrgBlurringId; now: Instant; by: { actor: ActorId; session: string } };

/** Lets the parked key of one department blurring go on. */
export const retryDepartment = single(
  async (unit: Unit, { tenant, id, now, by }: Retry): Promise<boolean> => {
    const { orgBlurrings, orgOutbox } = unit.tables;
    const [row] = await unit.db
      .select()
      .from(orgBlurrings)
      .where(and(eq(orgBlurrings.tenantId, tenant), eq(orgBlurrings.id, id)));
    if (!row) return false;
    const freed = await unit.db
      .update(orgOutbox)
      .set({ parkedAt: null, parkedReason: null, dueAt: now })
      .where(
        and(
          ...[eq(orgOutbox.tenantId, tenant), eq(orgOutbox.cvr, row.cvr), eq(orgOutbox.code, row.code)],
          ...[eq(orgOutbox.classification, row.classification), isNotNull(orgOutbox.parkedAt)],
        ),
      )
      .returning({ code: orgOutbox.code });
    if (freed.length === 0) return false;
    unit.wake();
    unit.records.push({
      ...{ tenant, at: now, action: 'org_blurring_resent', outcome: 'success', actor: by.actor },
      ...{ session: by.session, citizen: null, subject: id, detail: { keys: 1 } },
    });
    return true;
  },
);

type Compared = { tenant: TenantId; cvr: Cvr; found: Omit<Comparison, 'at' | 'cvr'>; now: Instant };

export const recordComparison = single(
  async ({ db, tables: { orgComparisons } }: Unit, { tenant, cvr, found, now }: Compared): Promise<void> => {
    const result = { at: now, result: found.code, differences: found.differences };
    await db
      .insert(orgComparisons)
      .values({ tenantId: tenant, cvr, ...result })
      .onConflictDoUpdate({ target: [orgComparisons.tenantId, orgComparisons.cvr], set: result });
  },
);
