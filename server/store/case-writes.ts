import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm';
import type { ActorId, BlurringId, Instant, TenantId } from '../domain/ids.ts';
import type { CaseStore, Reading, SavedView } from './case-store.ts';
import type { Database } from './database.ts';
import { nameActor } from './name-actor.ts';
import type { ChangeBy } from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

/** As many views as a list can show. */
const mostViews = 20;

const read = single(async (unit: Unit, { tenant, reading }: { tenant: TenantId; reading: Reading }) => {
  const { action, by, citizen, subject, at, detail } = reading;
  await nameActor(unit, tenant, by);
  unit.records.push({
    ...{ tenant, at, action, outcome: 'success', citizen, subject, detail },
    ...{ actor: by.actor, session: by.session },
  });
});

type Seeing = {
  tenant: TenantId;
  ids: readonly BlurringId[];
  within: ReadonlySet<string> | null;
  by: ChangeBy;
  now: Instant;
};

const see = single(async (unit: Unit, { tenant, ids, within, by, now }: Seeing): Promise<number> => {
  const { blurrings } = unit.tables;
  await nameActor(unit, tenant, by);
  const seen = await unit.db
    .update(blurrings)
    .set({ expirySeenAt: now })
    .where(
      and(
        eq(blurrings.tenantId, tenant),
        inArray(blurrings.id, [...ids]),
        eq(blurrings.endedCause, 'expired'),
        isNull(blurrings.expirySeenAt),
        within ? inArray(blurrings.unit, [...within]) : undefined,
      ),
    )
    .returning({ id: blurrings.id, citizen: blurrings.citizen });
  for (const { id, citizen } of seen)
    unit.records.push({
      ...{ tenant, at: now, action: 'expiry_seen', outcome: 'success', citizen, subject: id, detail: {} },
      ...{ actor: by.actor, session: by.session },
    });
  return seen.length;
});

type Saving = { tenant: TenantId; actor: ActorId; view: SavedView };

const save = single(async (unit: Unit, { tenant, actor, view }: Saving): Promise<boolean> => {
  const { savedViews } = unit.tables;
  const own = and(eq(savedViews.tenantId, tenant), eq(savedViews.actor, actor));
  const [kept] = await unit.db.select({ total: count() }).from(savedViews).where(own);
  if ((kept?.total ?? 0) >= mostViews) return false;
  await unit.db.insert(savedViews).values({ tenantId: tenant, actor, ...view });
  return true;
});

const remove = single(
  async ({ db, tables }: Unit, { tenant, actor, id }: { tenant: TenantId; actor: ActorId; id: string }) => {
    const { savedViews } = tables;
    await db
      .delete(savedViews)
      .where(and(eq(savedViews.tenantId, tenant), eq(savedViews.actor, actor), eq(savedViews.id, id)));
  },
);

type Writes = Pick<CaseStore, 'recordReading' | 'markExpirySeen' | 'listViews' | 'saveView' | 'removeView'>;

/** Management's writes that change no registration. */
export const createCaseWrites = ({ reads, read: reading, tables, writer }: Database) => {
  const { savedViews } = tables;
  return (tenant: TenantId): Writes => ({
    recordReading: (one) => writer.submit(read, { tenant, reading: one }, tenant),
    markExpirySeen: (ids, within, by, now) => writer.submit(see, { tenant, ids, within, by, now }, tenant),
    listViews: async (actor) => {
      const rows = await reading(() =>
        reads
          .select()
          .from(savedViews)
          .where(and(eq(savedViews.tenantId, tenant), eq(savedViews.actor, actor)))
          .orderBy(asc(savedViews.savedAt)),
      );
      return rows.map(({ id, name, view, savedAt }) => ({ id, name, view, savedAt }));
    },
    saveView: (actor, view) => writer.submit(save, { tenant, actor, view }, null),
    removeView: (actor, id) => writer.submit(remove, { tenant, actor, id }, null),
  });
};
