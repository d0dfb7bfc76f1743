import type { Instant } from '../domain/ids.ts';
import { cutoffsAt, isRunDue } from '../domain/retention.ts';
import { runRetention } from '../run-retention.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

/** Once a Danish day, and when the server starts, removes what is over its time in every municipality; says how much, and never whose. */
export const createRetentionJob = (deps: {
  store: Pick<Store, 'registry' | 'forTenant'>;
  now: () => Instant;
  log: Log;
  newId: () => string;
}): (() => Promise<void>) => {
  const { store, now, log, newId } = deps;
  let last: Instant | null = null;
  return async () => {
    const at = now();
    if (!isRunDue(last, at)) return;
    for (const { id } of await store.registry.listTenants()) {
      const tenant = store.forTenant(id);
      const settings = await tenant.loadSettings();
      if (!settings) continue;
      // Nothing to remove leaves no receipt: a row for every quiet night would bury the others.
      const { oldestEnd: _, ...counts } = await tenant.retention.preview(cutoffsAt(settings.retention, at));
      if (Object.values(counts).every((count) => count === 0)) continue;
      const run = await runRetention(tenant, { id: newId(), now: at, by: null });
      if (run) log('retention_run', { tenant: id, ...run.counts });
    }
    last = at;
  };
};
