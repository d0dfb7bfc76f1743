import type { Instant } from './domain/ids.ts';
import { cutoffsAt } from './domain/retention.ts';
import type { ChangeBy, RetentionRun, TenantStore } from './store/store.ts';

/** Of each kind in one transaction: nobody who registers waits longer for it than for a few registrations. */
const batch = 200;

/**
 * Removes what is over its time in one municipality, a batch after the other, and leaves a receipt. Undefined while another run is under way.
 * A run that breaks off is gone on with by the next one, under the same receipt.
 */
export const runRetention = async (
  tenant: TenantStore,
  run: { id: string; now: Instant; by: ChangeBy | null },
): Promise<RetentionRun | undefined> => {
  const settings = await tenant.loadSettings();
  if (!settings) return undefined;
  const { retention } = tenant;
  const cutoffs = cutoffsAt(settings.retention, run.now);
  const id = await retention.begin({ ...run, cutoffs });
  if (id === undefined) return undefined;
  for (;;) {
    const gone = await retention.remove(id, cutoffs, batch, run.now);
    if (Object.values(gone).every((count) => count === 0)) break;
  }
  return retention.finish(id, run.now, run.by);
};
