import fc from 'fast-check';
import { command, processAt } from './command.ts';
import { latestLandingMs, network, type Fate } from './register.ts';

const fate = fc.oneof(
  { weight: 4, arbitrary: fc.record({ late: fc.integer({ min: 0, max: latestLandingMs }) }) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Fate>('answer', 'refuse_connection', 'cut', 'lose_reply', 'problem'),
  },
  { weight: 1, arbitrary: fc.constantFrom<Fate>('refuse_key', 'refuse_tenant', 'unlisted') },
);
export const fates = command(
  'fates',
  fc.array(fate, { minLength: 1, maxLength: 4 }),
  (world, coming) => void world.register.fates.push(...coming),
);

export const down = command(
  'down',
  fc.constantFrom<Fate>('refuse_connection', 'cut', 'lose_reply', 'problem'),
  (world, usual) => void (world.register.usual = usual),
);
export const up = command('up', fc.constant(null), (world) => void (world.register.usual = 'answer'));

export const lock = command(
  'lock',
  fc.integer({ min: 1, max: 3 }),
  (world, operations) => void (world.disk.locked = operations),
);

export const crash = command(
  'crash',
  fc.record({ index: fc.nat({ max: 1 }), restart: fc.boolean() }),
  (world, it) => {
    const dying = processAt(world, it.index);
    if (dying) world.crash(dying);
    if (it.restart) world.start();
  },
);
/** A process dies in the middle of a call, which lands late. */
export const crashInCall = command(
  'crash in call',
  fc.record({ index: fc.nat({ max: 1 }), late: fc.integer({ min: 0, max: latestLandingMs }) }),
  async (world, { index, late }) => {
    const dying = processAt(world, index);
    if (!dying) return;
    const calls = (): boolean => world.register.inFlight().some((one) => one.process === dying.name);
    world.register.fates.unshift({ late });
    while (!calls() && world.gate.waiting([dying.name]) > 0) await world.gate.release([dying.name], [0]);
    world.crash(dying);
    world.start();
  },
);
export const start = command('start', fc.constant(null), (world) => {
  if (world.processes().filter(({ stopping }) => !stopping).length < 2) world.start();
});
export const stop = command('stop', fc.nat({ max: 1 }), (world, index) => {
  const one = processAt(world, index);
  if (one && !one.stopping) one.stop();
});
/** The register takes up what is on its way to it, and nobody hears of it yet. */
export const arrive = command('arrive', fc.constant(null), (world) => world.gate.drain([network]));
