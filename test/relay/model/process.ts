import { createRelay, relaySettings } from '../../../server/relay/relay.ts';
import { StoreUnavailable, type OutboxStore, type Store } from '../../../server/store/store.ts';
import type { Checker } from './checker.ts';
import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import { callTimeoutMs, type Register } from './register.ts';

/** A server's process, as far as the relay is concerned. */
export type Process = {
  readonly name: string;
  /** Asked to stop: it claims no more. */
  readonly stopping: boolean;
  readonly stopped: boolean;
  stop(): void;
  /** Dies where it stands; the calls it made may still land. */
  crash(): void;
};

export type ProcessSettings = { workers: number; jitter: number };

/** A wake-up that was lost is noticed after this long; long, so that days of a schedule pass quickly. */
export const longestSleepMs = 6 * 3_600_000;

/** How many of the coming operations find the store locked, and do nothing. */
export type Disk = { locked: number };

type Parts = {
  store: Store;
  outbox: OutboxStore;
  call: Register['call'];
  clock: Clock;
  gate: Gate;
  checker: Checker;
  newId: () => string;
  disk: Disk;
  /** Not the relay's own setting, where a defect asks for another. */
  concurrency: number | undefined;
};

/** The real relay, with every operation of it held at the gate. */
export const startProcess = (name: string, settings: ProcessSettings, parts: Parts): Process => {
  const { store, outbox, clock, gate, checker, disk } = parts;
  const held =
    <Input extends unknown[], Output>(operation: (...input: Input) => Promise<Output>) =>
    (...input: Input): Promise<Output> =>
      gate.pass(name, () => {
        if (disk.locked === 0) return operation(...input);
        disk.locked -= 1;
        return Promise.reject(new StoreUnavailable('locked'));
      });
  const usual = relaySettings(callTimeoutMs);
  const concurrency = parts.concurrency ?? usual.concurrency;
  let unsubscribe = (): void => undefined;
  const relay = createRelay({
    store: {
      ...store,
      outbox: {
        ...outbox,
        claim: held(outbox.claim),
        loadKey: held(outbox.loadKey),
        beginAttempt: held(outbox.beginAttempt),
        settle: held(outbox.settle),
        release: held(outbox.release),
        nextDueAt: held(outbox.nextDueAt),
      },
      onWanted: (listener) => (unsubscribe = store.onWanted(listener)),
    },
    idsas: { createBlurring: (call) => parts.call(name, call) },
    now: clock.now,
    random: () => settings.jitter,
    newId: parts.newId,
    log: (event, fields) => {
      if (event !== 'relay_failed') return;
      const kind = JSON.stringify(fields);
      if (!kind.includes('StoreUnavailable')) checker.violated(`the relay failed: ${kind}`);
    },
    callTimeoutMs,
    settings: { ...usual, concurrency, workers: settings.workers, longestSleepMs },
    after: (ms, then) => clock.at(clock.now() + ms, name, then),
  });
  relay.start();
  let stopping = false;
  let stopped = false;
  return {
    name,
    get stopping() {
      return stopping;
    },
    get stopped() {
      return stopped;
    },
    stop: () => {
      stopping = true;
      void relay.stop().then(() => (stopped = true));
    },
    crash: () => {
      unsubscribe();
      gate.kill(name);
      clock.kill(name);
    },
  };
};
