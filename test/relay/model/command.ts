import fc from 'fast-check';
import type { History } from './history.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

export type Command = fc.AsyncCommand<History, World>;

/** A command that first does its own thing and then lets the checker look. */
export const command = <Input>(
  name: string,
  input: fc.Arbitrary<Input>,
  run: (world: World, input: Input) => Promise<void> | void,
  check: (history: History) => boolean = () => true,
): fc.Arbitrary<Command> =>
  input.map((one) => ({
    check,
    run: async (_, world) => {
      await run(world, one);
      await world.checker.look();
    },
    toString: () => `${name}(${fc.stringify(one)})`,
  }));

/** The process a schedule points at, of those there are. */
export const processAt = (world: World, index: number): Process | undefined => {
  const all = world.processes();
  return all[index % Math.max(all.length, 1)];
};
