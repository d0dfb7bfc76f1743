import { kindOf, type Log } from '../log.ts';
import type { Instant } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import { recordExpired } from './expire.ts';

export type Schedule = { start(): void; stop(): Promise<void> };

const everyMs = 60_000;

/** Runs what time brings about, once a minute, one round at a time. A round that fails is logged and tried again. */
export const createSchedule = (deps: {
  store: Store;
  now: () => Instant;
  log: Log;
  /** Further jobs by name, for what this folder must not know: certificates, the identity provider's metadata. */
  further: Record<string, () => Promise<void>>;
}): Schedule => {
  const { store, now, log } = deps;
  let round: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const jobs: Record<string, () => Promise<void>> = {
    ...deps.further,
    expire: async () => {
      for (const recorded of await recordExpired(store, now())) log('expired', recorded);
    },
    purge: async () => {
      const count = (await store.sessions.purge(now())) + (await store.logins.purge(now()));
      if (count > 0) log('purged', { count });
    },
  };

  const run = async (): Promise<void> => {
    for (const [job, work] of Object.entries(jobs)) {
      await work().catch((thrown: unknown) => log('schedule_failed', { job, kind: kindOf(thrown) }));
    }
  };

  return {
    start: () => {
      const next = (): void => {
        round ??= run().finally(() => (round = null));
      };
      timer = setInterval(next, everyMs);
      next();
    },
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
};
