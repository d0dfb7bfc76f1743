import type { Store } from '../store/store.ts';

/** Entries counted in one transaction. */
const batch = 500;

/** Counts what the audit logs tell since the last round, in every municipality. */
export const rollUpFigures = async (store: Pick<Store, 'figures' | 'registry'>): Promise<void> => {
  for (const { id } of await store.registry.listTenants())
    while ((await store.figures.rollUp(id, batch)) === batch);
};
