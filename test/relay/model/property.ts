import fc from 'fast-check';
import { change } from './change.ts';
import { registration, schedules } from './commands.ts';
import { openModelDatabase, type ModelDatabase } from './database.ts';
import { bringToRest, checkRest } from './ending.ts';
import type { History } from './history.ts';
import type { ProcessSettings } from './process.ts';
import { openWorld, type Defect, type World } from './world.ts';

const settings = fc.record({
  workers: fc.constantFrom(32, 8, 2),
  jitter: fc.constantFrom(0.5, 0, 0.999),
});

/** What is registered when a schedule begins, so that there is something to deliver from its first step. */
const registrations = fc.array(registration, { maxLength: 6 });

/** After so many schedules a new file: searches through all municipalities stay short. */
const schedulesPerFile = 500;

/** Stores for schedules: one is used again until a schedule fails in it, because opening one costs more than a schedule. */
export const createDatabases = () => {
  let free: { database: ModelDatabase; used: number } | undefined;
  let ids = 0;
  const newId = (): string => `id-${String(++ids).padStart(10, '0')}`;
  const close = async (): Promise<void> => {
    const last = free;
    free = undefined;
    await last?.database.close();
  };
  const use = async (run: (database: ModelDatabase) => Promise<void>): Promise<void> => {
    free ??= { database: await openModelDatabase(newId), used: 0 };
    let well = false;
    try {
      await run(free.database);
      free.used += 1;
      well = free.used < schedulesPerFile;
    } finally {
      if (!well) await close();
    }
  };
  /** A world for a schedule written out by hand. */
  const world = async (set: ProcessSettings): Promise<World> => {
    free ??= { database: await openModelDatabase(newId), used: 0 };
    return openWorld(free.database, set, newId, {});
  };
  return { use, close, newId, world };
};

export type Databases = ReturnType<typeof createDatabases>;

/** Any schedule keeps every promise at every step, and ends with the register holding what is wanted. */
export const keepsPromises = (databases: Databases, defect: Defect = {}) =>
  fc.asyncProperty(settings, registrations, schedules, (set, first, commands) =>
    databases.use(async (database) => {
      const world = await openWorld(database, set, databases.newId, defect);
      try {
        for (const one of first) await change(world, one);
        const model: History = world.history;
        await fc.asyncModelRun<History, World, false, History>(() => ({ model, real: world }), commands);
        await bringToRest(world);
        await checkRest(world);
      } finally {
        world.close();
      }
    }),
  );
