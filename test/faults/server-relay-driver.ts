import { randomUUID } from 'node:crypto';
import type { Instant } from '../../server/domain/ids.ts';
import type { IdsasClient } from '../../server/idsas/client.ts';
import { createLog } from '../../server/log.ts';
import { createRelay, relaySettings } from '../../server/relay/relay.ts';
import type { RelaySettings } from '../../server/relay/relay.ts';
import type { Settlement, Store } from '../../server/store/store.ts';

export type DrivenRelay = {
  /** Resolves when the relay has settled all it claimed, looked again, found nothing due and gone to sleep. */
  idle(): Promise<void>;
  /** Moves the clock on by so many milliseconds, stopping wherever the relay asked to be woken. */
  advance(ms: number): Promise<void>;
  /** How every claimed key was settled so far, in order. */
  readonly settlements: readonly Settlement[];
  /** How often the relay has asked for due keys. */
  readonly looks: number;
  stop(): Promise<void>;
};

type Driven = {
  store: Store;
  idsas: Pick<IdsasClient, 'createBlurring'>;
  now: () => Instant;
  pass: (ms: number) => void;
  callTimeoutMs: number;
  settings?: Partial<RelaySettings>;
  random?: () => number;
};

const quarterMs = 15 * 60_000;

/** The server's own relay whose sleep is the test's clock; nothing waits for real time but the calls themselves. */
export const driveRelay = ({ store, idsas, now, pass, callTimeoutMs, ...more }: Driven): DrivenRelay => {
  const settlements: Settlement[] = [];
  const waiting: (() => void)[] = [];
  let alarm: { at: number; then: () => void } | undefined;
  let open = 0;
  let looks = 0;
  /** Whether the relay went to sleep after the last thing that happened. */
  let asleep = false;

  const isIdle = (): boolean => asleep && open === 0;
  const check = (): void => {
    if (isIdle()) for (const go of waiting.splice(0)) go();
  };
  const { outbox } = store;
  const watched: Store = {
    ...store,
    onWanted: (listener) =>
      store.onWanted(() => {
        asleep = false;
        listener();
      }),
    outbox: {
      ...outbox,
      claim: async (request) => {
        const claims = await outbox.claim(request);
        looks += 1;
        open += claims.length;
        return claims;
      },
      settle: async (key, leaseToken, messageId, settlement, at) => {
        const answer = await outbox.settle(key, leaseToken, messageId, settlement, at);
        settlements.push(settlement);
        open -= 1;
        // The relay looks once more after a worker has ended; only that look says whether anything is left.
        asleep = false;
        return answer;
      },
    },
  };
  const relay = createRelay({
    ...{ store: watched, idsas, now, callTimeoutMs },
    random: more.random ?? (() => 0.5),
    newId: randomUUID,
    log: createLog({ write: () => undefined }),
    settings: { ...relaySettings(callTimeoutMs), longestSleepMs: quarterMs, ...more.settings },
    after: (ms, then) => {
      const set = { at: now() + ms, then };
      alarm = set;
      asleep = true;
      check();
      return () => void (alarm = alarm === set ? undefined : alarm);
    },
  });
  relay.start();

  const idle = (): Promise<void> =>
    isIdle() ? Promise.resolve() : new Promise((go) => void waiting.push(go));

  return {
    idle,
    advance: async (ms) => {
      const end = now() + ms;
      for (;;) {
        await idle();
        if (alarm === undefined || alarm.at > end) break;
        const { at, then } = alarm;
        alarm = undefined;
        asleep = false;
        pass(Math.max(0, at - now()));
        then();
      }
      pass(Math.max(0, end - now()));
    },
    settlements,
    get looks() {
      return looks;
    },
    stop: () => relay.stop(),
  };
};
