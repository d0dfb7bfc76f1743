import type { Instant } from '../domain/ids.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

/** One small durable write, because a disk can be full while every read still works. */
export const probe = single(async ({ db, tables: { probes } }: Unit, at: Instant): Promise<void> => {
  await db.insert(probes).values({ id: 1, at }).onConflictDoUpdate({ target: probes.id, set: { at } });
});
