import { runCommand } from '../command.ts';
import { expireBlurring } from '../domain/decide.ts';
import type { Instant } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';

/** How many registrations one round records; the next round takes the rest. */
const batch = 200;

/**
 * Records that time has ended registrations. The register ended them by itself at the same moment, so nothing is sent; the entry
 * in the audit log and the status are what this is for.
 * @returns how many were recorded, per municipality
 */
export const recordExpired = async (
  store: Store,
  now: Instant,
): Promise<{ tenant: string; count: number }[]> => {
  const recorded: { tenant: string; count: number }[] = [];
  for (const { id } of await store.registry.listTenants()) {
    const tenant = store.forTenant(id);
    const due = await tenant.findExpired(now, batch);
    for (const { citizen, id: blurring } of due) {
      await runCommand(
        {
          store: tenant,
          citizen,
          openCpr: () => Promise.resolve(null),
          actor: null,
          session: null,
          now,
          idempotency: null,
        },
        {
          blurring,
          reasonText: null,
          decide: (state) => {
            const found = state.blurrings.find((one) => one.id === blurring);
            return found ? expireBlurring(found, now) : { events: [] };
          },
        },
      );
    }
    if (due.length > 0) recorded.push({ tenant: id, count: due.length });
  }
  return recorded;
};
