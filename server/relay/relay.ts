import { kindOf } from '../log.ts';
import type { Claim, Store } from '../store/store.ts';
import { deliver, settleMarginMs, type DeliverDeps } from './deliver.ts';

export type RelaySettings = {
  /** Calls in flight at once, all municipalities together. */
  concurrency: number;
  /** Keys being worked on at once; more than the calls, so that reading and settling overlap them. */
  workers: number;
  /** Milliseconds a key is held; longer than a call's time-out and the settling after it. */
  leaseMs: number;
  /** Longest pause between two looks at the outbox, milliseconds: covers a wake-up that was lost. */
  longestSleepMs: number;
};

export const relaySettings = (callTimeoutMs: number): RelaySettings => ({
  concurrency: 4,
  workers: 64,
  leaseMs: 2 * callTimeoutMs + settleMarginMs,
  longestSleepMs: 5_000,
});

export type Relay = {
  start(): void;
  /** Stops claiming and lets what is claimed finish. */
  stop(): Promise<void>;
};

export type RelayDeps = Omit<DeliverDeps, 'inFlight' | 'outbox'> & {
  store: Store;
  settings: RelaySettings;
  /** Calls once after so many milliseconds; what it returns cancels. Default: the system's timer. */
  after?: (ms: number, then: () => void) => () => void;
};

/** The system's timer. */
export const afterTimeout = (ms: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

/** Claims due keys, delivers them, sleeps until the next is due or a commit wakes it. */
export const createRelay = (deps: RelayDeps): Relay => {
  const { store, settings } = deps;
  const { outbox } = store;
  const after = deps.after ?? afterTimeout;
  const inFlight = limitConcurrency(settings.concurrency);
  const working = new Set<Promise<void>>();
  let running = false;
  let claiming: Promise<void> | null = null;
  let wanted = false;
  let cancel = (): void => undefined;

  const work = (claim: Claim, leaseToken: string): void => {
    const task = deliver({ ...deps, outbox, inFlight }, claim, leaseToken)
      .catch((thrown: unknown) => deps.log('relay_failed', { kind: kindOf(thrown) })) // the lease runs out and the key returns
      .finally(() => {
        working.delete(task);
        // Half of the workers free: worth one more claim. Claiming one by one would cost a commit per key.
        if (working.size <= settings.workers / 2) wake();
      });
    working.add(task);
  };

  const claimDue = async (): Promise<void> => {
    const limit = settings.workers - working.size;
    if (limit <= 0) return;
    // A token per claim: a worker that lost its lease must not settle what the same relay claimed again.
    const leaseToken = deps.newId();
    const claims = await outbox.claim({ now: deps.now(), limit, leaseMs: settings.leaseMs, leaseToken });
    for (const claim of claims) work(claim, leaseToken);
    if (claims.length > 0) return;
    const due = await outbox.nextDueAt();
    const sleep = due === null ? settings.longestSleepMs : Math.max(due - deps.now(), 50);
    cancel();
    cancel = after(Math.min(sleep, settings.longestSleepMs), wake);
  };

  const wake = (): void => {
    if (!running) return;
    wanted = true;
    claiming ??= (async () => {
      while (wanted && running) {
        wanted = false;
        await claimDue();
      }
    })()
      .catch((thrown: unknown) => {
        deps.log('relay_failed', { kind: kindOf(thrown) });
        cancel();
        cancel = after(settings.longestSleepMs, wake);
      })
      .finally(() => {
        claiming = null;
        if (wanted) wake();
      });
  };

  let unsubscribe = (): void => undefined;
  return {
    start: () => {
      running = true;
      unsubscribe = store.onWanted(wake);
      wake();
    },
    stop: async () => {
      running = false;
      unsubscribe();
      cancel();
      await claiming;
      await Promise.all(working);
    },
  };
};

const limitConcurrency = (limit: number): DeliverDeps['inFlight'] => {
  let free = limit;
  const queue: (() => void)[] = [];
  return async (call) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => queue.push(go));
    try {
      return await call();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
};
