import { closeSync, fdatasync, openSync } from 'node:fs';
import { StoreUnavailable } from './store.ts';

export type WalSync = {
  /** Resolves when everything committed before the call is on disk; rejects with `io` when the disk says it is not. */
  durable(): Promise<void>;
  /** What the latest commit still waits for, if it does. */
  pending(): Promise<void> | undefined;
  close(): void;
};

/**
 * Syncs SQLite's write-ahead log on another thread, so that the event loop goes on answering while the disk works.
 *
 * With `synchronous=NORMAL` SQLite writes a commit to the log without syncing it, and otherwise syncs as it does with `FULL` (log
 * header, and log and database around a checkpoint; sqlite.org/pragma.html#pragma_synchronous). The one sync left out is this one. Recovery
 * reads the log up to the last whole commit, so a sync after the commit makes it as durable as `FULL` does. A commit is acknowledged,
 * and shown to readers, only after it.
 */
export const openWalSync = (file: string): WalSync => {
  // The log exists as long as a connection is open. Closing a file drops the process's POSIX locks on it; SQLite locks the others.
  const fd = openSync(`${file}-wal`, 'r');
  const sync = (): Promise<void> =>
    new Promise((resolve, reject) => {
      fdatasync(fd, (error) =>
        error ? reject(new StoreUnavailable('io', { cause: { code: error.code } })) : resolve(),
      );
    });

  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    const own = sync().finally(() => {
      if (running === own) running = undefined;
    });
    running = own;
    return own;
  };

  return {
    // A sync under way may have begun before this commit, so the next one is waited for; all who wait share it.
    durable: () => (running === undefined ? begin() : (next ??= running.then(begin))),
    pending: () => next ?? running,
    close: () => closeSync(fd),
  };
};
