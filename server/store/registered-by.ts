import { and, desc, eq, inArray, lt, or } from 'drizzle-orm';
import {
  cpr,
  type ActorId,
  type BlurringId,
  type CitizenRef,
  type Cpr,
  type TenantId,
} from '../domain/ids.ts';
import type { createBlurringReads } from './blurrings.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import type { StoredBlurring } from './store.ts';

type Page = { before: BlurringId | null; limit: number };

/** The actors of one person at a municipality: those with the same id in FK Organisation. */
export const actorsOf = async (
  { reads, tables: { actors } }: Pick<Database, 'reads' | 'tables'>,
  tenant: TenantId,
  actor: ActorId,
): Promise<ActorId[]> => {
  const ofTenant = eq(actors.tenantId, tenant);
  const [one] = await reads
    .select({ uuid: actors.uuid })
    .from(actors)
    .where(and(ofTenant, eq(actors.id, actor)));
  const uuid = one?.uuid ?? null;
  if (uuid === null) return [actor];
  const same = or(eq(actors.id, actor), eq(actors.uuid, uuid));
  const all = await reads.select({ id: actors.id }).from(actors).where(and(ofTenant, same));
  return all.map(({ id }) => id);
};

/** What one person has registered, through whichever door they came: actors with the same id in FK Organisation are one person. */
export const createRegisteredBy = (
  { reads, read, tables }: Database,
  keys: KeyRing,
  { loadBlurrings }: Pick<ReturnType<typeof createBlurringReads>, 'loadBlurrings'>,
) => {
  const { blurrings, citizens } = tables;

  const idsOf = async (tenant: TenantId, people: ActorId[], { before, limit }: Page) => {
    const mine = and(eq(blurrings.tenantId, tenant), inArray(blurrings.registeredBy, people));
    const columns = { id: blurrings.id, citizen: blurrings.citizen, at: blurrings.registeredAt };
    const [last] =
      before === null
        ? []
        : await reads
            .select(columns)
            .from(blurrings)
            .where(and(mine, eq(blurrings.id, before)));
    if (before !== null && !last) return [];
    const earlier = await reads
      .select(columns)
      .from(blurrings)
      .where(last ? and(mine, lt(blurrings.registeredAt, last.at)) : mine)
      .orderBy(desc(blurrings.registeredAt))
      .limit(limit);
    // Ids are not ordered by the database, so those of one instant are taken together: at the page's beginning and at its end.
    const edges = [last?.at, earlier.at(-1)?.at].filter((at) => at !== undefined);
    const tied =
      edges.length === 0
        ? []
        : await reads
            .select(columns)
            .from(blurrings)
            .where(and(mine, inArray(blurrings.registeredAt, edges)));
    const rows = new Map([...earlier, ...tied].map((row) => [row.id, row]));
    return [...rows.values()]
      .filter((row) => !last || row.at < last.at || (row.at === last.at && row.id < last.id))
      .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  };

  const cprOf = async (tenant: TenantId, citizen: CitizenRef): Promise<Cpr> => {
    const [row] = await reads
      .select({ cpr: citizens.cpr })
      .from(citizens)
      .where(and(eq(citizens.tenantId, tenant), eq(citizens.citizen, citizen)));
    if (!row) throw new Error('store: a registration without its citizen');
    const { data } = await keys.of(tenant);
    return cpr(unseal(data, { tenant, table: 'citizens', row: citizen }, row.cpr).toString());
  };

  return async (tenant: TenantId, actor: ActorId, page: Page): Promise<(StoredBlurring & { cpr: Cpr })[]> => {
    const rows = await read(async () =>
      idsOf(tenant, await actorsOf({ reads, tables }, tenant, actor), page),
    );
    const people = [...new Set(rows.map(({ citizen }) => citizen))];
    const known = new Map<BlurringId, StoredBlurring & { cpr: Cpr }>();
    for (const citizen of people) {
      const number = await read(() => cprOf(tenant, citizen));
      for (const one of await loadBlurrings(tenant, citizen, false))
        known.set(one.blurring.id, { ...one, cpr: number });
    }
    return rows.flatMap(({ id }) => known.get(id) ?? []);
  };
};
