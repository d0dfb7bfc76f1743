import { and, eq, or } from 'drizzle-orm';
import type { ActorId, TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';

/** Every identity of the person behind an actor: those with the same id in FK Organisation, whichever door they came through. */
export const findIdentities = async (
  { reads, tables }: Pick<Database, 'reads' | 'tables'>,
  tenant: TenantId,
  actor: ActorId,
): Promise<ActorId[]> => {
  const { actors } = tables;
  const ofTenant = eq(actors.tenantId, tenant);
  const [one] = await reads
    .select({ uuid: actors.uuid })
    .from(actors)
    .where(and(ofTenant, eq(actors.id, actor)));
  const uuid = one?.uuid ?? null;
  if (uuid === null) return [actor];
  const same = or(eq(actors.id, actor), eq(actors.uuid, uuid));
  return (await reads.select({ id: actors.id }).from(actors).where(and(ofTenant, same))).map(({ id }) => id);
};
