/** Something that may happen next: an operation of a process on its store, its answer, or the register taking up a call. */
type Step = { owner: string; run: () => Promise<void> };

export type Gate = {
  /** Work of a process: done when it is let through, its answer heard when that is let through as well. */
  pass<T>(owner: string, work: () => Promise<T>): Promise<T>;
  /** One step nobody waits for. */
  add(owner: string, run: () => void): void;
  /** How many steps of these owners could happen now. */
  waiting(owners: readonly string[]): number;
  /** Lets the steps happen that the picks point at, all begun in the same turn: their writes may share a transaction. */
  release(owners: readonly string[], picks: readonly number[]): Promise<void>;
  /** Lets everything happen, oldest first, until nothing is left to happen. */
  drain(owners: readonly string[]): Promise<void>;
  /** The process is dead: nothing of it happens any more, and what it waits for never comes. */
  kill(owner: string): void;
};

/** More steps in one go than any schedule needs: a relay that never comes to rest at one moment of its clock. */
const mostSteps = 3_000;

/** Lets promises that are settled be heard; the store's own work has ended before. */
const turn = (): Promise<void> => new Promise((go) => setImmediate(go));

/**
 * The order in which concurrent things happen, in the hands of the test. Not fast-check's scheduler: a process must be able to die with
 * its steps unresolved, or to stand still while others go on, and an operation and its answer are two steps, so that a process can die
 * between them. `afterStep` looks at the world after every step.
 */
export const createGate = (afterStep: () => Promise<void>): Gate => {
  let steps: Step[] = [];
  const dead = new Set<string>();
  const add = (owner: string, run: () => Promise<void>): void => {
    if (!dead.has(owner)) steps.push({ owner, run });
  };
  const of = (owners: readonly string[]): Step[] => steps.filter(({ owner }) => owners.includes(owner));
  const run = async (chosen: readonly Step[]): Promise<void> => {
    steps = steps.filter((one) => !chosen.includes(one));
    await Promise.all(chosen.map((one) => one.run()));
    await turn();
    await afterStep();
  };
  return {
    pass: <T>(owner: string, work: () => Promise<T>) =>
      new Promise<T>((resolve, reject) =>
        add(owner, async () => {
          const answer = await work().then(
            (value) => () => resolve(value),
            (error: unknown) => () => reject(error instanceof Error ? error : new Error(String(error))),
          );
          add(owner, async () => answer());
        }),
      ),
    add: (owner, then) => add(owner, async () => then()),
    waiting: (owners) => of(owners).length,
    release: async (owners, picks) => {
      const left = of(owners);
      const chosen = picks.flatMap((pick) => left.splice(pick % Math.max(left.length, 1), 1));
      if (chosen.length > 0) await run(chosen);
    },
    drain: async (owners) => {
      for (let count = 0; ; count += 1) {
        const [next] = of(owners);
        if (!next) return;
        if (count > mostSteps) throw new Error('the relay does not come to rest');
        await run([next]);
      }
    },
    kill: (owner) => {
      dead.add(owner);
      steps = steps.filter((one) => one.owner !== owner);
    },
  };
};
