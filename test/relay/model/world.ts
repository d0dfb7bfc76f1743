import type { OutboxStore } from '../../../server/store/store.ts';
import { createChecker, type Checker } from './checker.ts';
import { createClock, type Clock } from './clock.ts';
import type { ModelDatabase } from './database.ts';
import { createGate, type Gate } from './gate.ts';
import { createHistory, type History } from './history.ts';
import { foundMunicipalities, type Municipality } from './municipalities.ts';
import { startProcess, type Disk, type Process, type ProcessSettings } from './process.ts';
import { createRegister, network, type Register } from './register.ts';

/** A defect put in on purpose, between the relay and what the checker watches. */
export type Defect = {
  /** `unwatched`: the store's own, for what nobody is to notice. */
  outbox?: (outbox: OutboxStore, unwatched: OutboxStore) => OutboxStore;
  call?: (register: Register) => Register['call'];
  /** Calls in flight at once. */
  concurrency?: number;
};

export type World = {
  clock: Clock;
  gate: Gate;
  register: Register;
  history: History;
  checker: Checker;
  database: ModelDatabase;
  municipalities: readonly Municipality[];
  /** The watched outbox, for a person who pauses and resumes. */
  outbox: OutboxStore;
  newId: () => string;
  disk: Disk;
  /** Processes that neither died nor ended. */
  processes(): Process[];
  start(): void;
  crash(process: Process): void;
  /** Everyone whose steps can happen: all processes and the register, or one process and the register. */
  owners(of?: Process): string[];
  close(): void;
};

/** Noon in Denmark on 1 June 2026. */
const noon = Date.UTC(2026, 5, 1, 10);

/** One schedule's world: fresh municipalities in a store that earlier schedules used, an empty register, one process. */
export const openWorld = async (
  database: ModelDatabase,
  settings: ProcessSettings,
  newId: () => string,
  defect: Defect,
): Promise<World> => {
  const { store } = database;
  const clock = createClock(noon);
  const history = createHistory();
  const municipalities = await foundMunicipalities(store, database.nextSchedule(), clock.now());
  const checker: Checker = createChecker({
    clock,
    database,
    history,
    municipalities,
    register: () => register,
  });
  const gate = createGate(checker.look);
  const register: Register = createRegister(clock, gate, checker.onCall);
  const outbox = checker.watch(store.outbox);
  const used = defect.outbox?.(outbox, store.outbox) ?? outbox;
  const call = defect.call?.(register) ?? register.call;
  const disk: Disk = { locked: 0 };
  let processes: Process[] = [];
  let started = 0;
  const crash = (process: Process): void => {
    process.crash();
    processes = processes.filter((one) => one !== process);
  };
  const start = (): void => {
    started += 1;
    const { concurrency } = defect;
    const parts = { store, outbox: used, call, clock, gate, checker, newId, disk, concurrency };
    processes.push(startProcess(`process ${started}`, settings, parts));
  };
  start();
  return {
    clock,
    gate,
    register,
    history,
    checker,
    database,
    municipalities,
    outbox,
    newId,
    disk,
    processes: () => (processes = processes.filter(({ stopped }) => !stopped)),
    start,
    crash,
    owners: (of) => [...(of ? [of] : processes).map(({ name }) => name), network],
    close: () => processes.forEach(crash),
  };
};
