import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openStore } from '../../../server/store/open.ts';
import type { Store } from '../../../server/store/store.ts';

export type StoredAttempt = { outcome: string | null; code: string | null };

/** A real store in a SQLite file, and a second look at the file that does not go through the store's code. */
export type ModelDatabase = {
  store: Store;
  /** Distinguishes the municipalities of one schedule from those of another in the same file. */
  nextSchedule(): number;
  attempt(tenant: string, messageId: string): StoredAttempt | undefined;
  /** Keys of these municipalities that still have something to do, or wait for a person. */
  unfinished(tenants: readonly string[]): number;
  /** Keys and CVR numbers of these municipalities that wait for a person. */
  held(tenants: readonly string[]): number;
  close(): Promise<void>;
};

/** In memory where the system has such a folder: what is tried here is order, not the disk. */
const folderOf = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/**
 * The same bytes for every schedule: citizens' references, and with them the order of rows that are equal otherwise, are then the same
 * when a schedule is played again.
 */
const createRandom = () => {
  let drawn = 0;
  const block = (): Buffer => createHash('sha256').update(String(++drawn)).digest();
  const random = (size: number): Buffer =>
    Buffer.concat(Array.from({ length: Math.ceil(size / 32) }, block)).subarray(0, size);
  return { random, restart: () => void (drawn = 0) };
};

export const openModelDatabase = async (newId: () => string): Promise<ModelDatabase> => {
  const folder = mkdtempSync(join(folderOf(), 'sloering-model-'));
  const file = join(folder, 'model.db');
  const { random, restart } = createRandom();
  const store = await openStore({
    url: `sqlite:${file}`,
    masterKey: random(32),
    newId,
    random,
  });
  const look = new Sqlite(file, { readonly: true });
  const attempt = look.prepare<[string, string], StoredAttempt>(
    'select outcome, code from attempts where tenant_id = ? and message_id = ?',
  );
  const count = (statement: string) => {
    const prepared = look.prepare<[string, string, string], { total: number }>(statement);
    return ([a = '', b = '', c = '']: readonly string[]): number => prepared.get(a, b, c)?.total ?? 0;
  };
  const unfinished = count(`select count(*) as total from outbox where tenant_id in (?, ?, ?) and
    (wanted_revision > delivered_revision or due_at is not null or repeat_at is not null or parked_at is not null)`);
  const parked = count(
    'select count(*) as total from outbox where tenant_id in (?, ?, ?) and parked_at is not null',
  );
  const paused = count('select count(*) as total from paused_cvrs where tenant_id in (?, ?, ?)');
  let schedules = 0;
  return {
    store,
    nextSchedule: () => {
      restart();
      return (schedules += 1);
    },
    attempt: (tenant, messageId) => attempt.get(tenant, messageId),
    unfinished,
    held: (tenants) => parked(tenants) + paused(tenants),
    close: async () => {
      look.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
