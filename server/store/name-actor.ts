import type { TenantId } from '../domain/ids.ts';
import type { ChangeBy } from './store.ts';
import type { Unit } from './unit.ts';

/**
 * Lets a municipality's audit log tell who changed its settings: somebody of the national body has never logged in there, so their name is
 * not known there yet. Who is known already stays as they are.
 */
export const nameActor = async ({ db, tables }: Unit, tenantId: TenantId, by: ChangeBy): Promise<void> => {
  const { actor: id, name } = by;
  await db
    .insert(tables.actors)
    .values({ tenantId, id, issuer: 'settings', subject: id, name, title: null, uuid: null })
    .onConflictDoNothing();
};
