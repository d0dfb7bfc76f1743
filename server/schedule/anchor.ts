import { danishDate } from '../domain/period.ts';
import type { Instant } from '../domain/ids.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

/** Where a municipality's chain ended at a moment. A line of the anchor file, as JSON. */
export type Anchor = { at: string; tenant: string; sequence: number; hash: string };

/**
 * Once a Danish day, and when the server starts, writes where every municipality's audit chain ends to places the database cannot reach: the
 * log, and a file if there is one. A chain cannot see that its own tail was cut off; whoever holds an anchor can.
 */
export const createAnchoring = (deps: {
  store: Pick<Store, 'registry' | 'forTenant'>;
  now: () => Instant;
  log: Log;
  /** Makes a line durable in the anchor file; absent where there is none. */
  append: ((line: string) => Promise<void>) | null;
}): (() => Promise<void>) => {
  const { store, now, log, append } = deps;
  let done = '';
  return async () => {
    const today = danishDate(now());
    if (done === today) return;
    for (const id of await store.registry.listChains()) {
      const head = await store.forTenant(id).audit.head();
      if (!head) continue;
      const anchor: Anchor = { at: new Date(now()).toISOString(), tenant: id, ...head };
      await append?.(`${JSON.stringify(anchor)}\n`);
      log('audit_anchor', { tenant: id, sequence: head.sequence, hash: head.hash });
    }
    done = today;
  };
};
