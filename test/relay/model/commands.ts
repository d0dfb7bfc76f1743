import fc from 'fast-check';
import { actorId } from '../../../server/domain/ids.ts';
import { change, type Change } from './change.ts';
import type { History } from './history.ts';
import type { Process } from './process.ts';
import { callTimeoutMs, latestLandingMs, network, type Fate } from './register.ts';
import type { World } from './world.ts';

type Command = fc.AsyncCommand<History, World>;

const person = actorId('person-1');
const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;
/** Time passes in steps this long while the register is away: every key tries every quarter of an hour. */
const longestOutageMs = 180 * minute;

/** A command that first does its own thing and then lets the checker look. */
const command = <Input>(
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

const picks = fc.array(fc.nat({ max: 30 }), { maxLength: 3 });
const days = fc.integer({ min: 1, max: 90 });
const which = fc.nat({ max: 20 });
const place = fc.record({ tenant: fc.nat({ max: 2 }), person: fc.nat({ max: 1 }) });

/** A change of registrations; steps of the relay may happen beside it, in the same transaction. */
const changing = <One extends Change>(name: string, one: fc.Arbitrary<One>): fc.Arbitrary<Command> =>
  command(
    name,
    fc.record({ one, beside: picks }),
    async (world, { one: asked, beside }) => {
      await Promise.all([change(world, asked), world.gate.release(world.owners(), beside)]);
    },
    ({ registrations }) => name === 'register' || registrations.length > 0,
  );

const what = <What extends string>(word: What) => fc.constant(word);
export const registration = fc.record({
  what: what('register'),
  tenant: fc.nat({ max: 2 }),
  person: fc.nat({ max: 1 }),
  cvrs: fc.nat({ max: 2 }),
  days,
});
const register = changing('register', registration);
const renew = changing('renew', fc.record({ what: what('renew'), which, days }));
const end = changing('end', fc.record({ what: what('end'), which }));
const expire = changing('expire', fc.record({ what: what('expire'), which }));

/** Some steps happen, in any order; those of one burst together. */
const steps = command(
  'steps',
  fc.array(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
  async (world, bursts) => {
    for (const burst of bursts) await world.gate.release(world.owners(), burst);
  },
);
const drain = command('drain', fc.constant(null), (world) => world.gate.drain(world.owners()));

const span = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 * second }) },
  { weight: 3, arbitrary: fc.integer({ min: 5 * second, max: 90 * second }) },
  { weight: 3, arbitrary: fc.integer({ min: minute, max: 12 * minute }) },
  { weight: 1, arbitrary: fc.integer({ min: 12 * minute, max: 180 * minute }) },
  { weight: 1, arbitrary: fc.integer({ min: day, max: 40 * day }) },
);
const processAt = (world: World, index: number): Process | undefined => {
  const all = world.processes();
  return all[index % Math.max(all.length, 1)];
};

/** Time passes: for all, or while every process but one stands still, or while all do, as under a disk that hangs. */
const tick = command(
  'tick',
  fc.record({ span, awake: fc.constantFrom<('all' | 'none' | 0 | 1)[]>('all', 'all', 'none', 0, 1) }),
  async (world, { span: ms, awake }) => {
    const settle = async (): Promise<void> => {
      if (awake === 'none') return;
      await world.gate.drain(world.owners(awake === 'all' ? undefined : processAt(world, awake)));
    };
    await settle();
    const down = world.register.usual !== 'answer';
    await world.clock.moveTo(world.clock.now() + (down ? Math.min(ms, longestOutageMs) : ms), settle);
    await settle();
  },
);
/** Longer than any lease, with every process standing still. */
const leaseOut = command('lease out', fc.constant(null), async (world) => {
  await world.clock.moveTo(world.clock.now() + 3 * callTimeoutMs, () => Promise.resolve());
});

const fate = fc.oneof(
  { weight: 4, arbitrary: fc.record({ late: fc.integer({ min: 0, max: latestLandingMs }) }) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Fate>('answer', 'refuse_connection', 'cut', 'lose_reply', 'problem'),
  },
  { weight: 1, arbitrary: fc.constantFrom<Fate>('refuse_key', 'refuse_tenant', 'unlisted') },
);
const fates = command(
  'fates',
  fc.array(fate, { minLength: 1, maxLength: 4 }),
  (world, coming) => void world.register.fates.push(...coming),
);

const down = command(
  'down',
  fc.constantFrom<Fate>('refuse_connection', 'cut', 'lose_reply', 'problem'),
  (world, usual) => void (world.register.usual = usual),
);
const up = command('up', fc.constant(null), (world) => void (world.register.usual = 'answer'));

const lock = command(
  'lock',
  fc.integer({ min: 1, max: 3 }),
  (world, operations) => void (world.disk.locked = operations),
);

const crash = command(
  'crash',
  fc.record({ index: fc.nat({ max: 1 }), restart: fc.boolean() }),
  (world, it) => {
    const dying = processAt(world, it.index);
    if (dying) world.crash(dying);
    if (it.restart) world.start();
  },
);
/** A process dies in the middle of a call, which lands late. */
const crashInCall = command(
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
const start = command('start', fc.constant(null), (world) => {
  if (world.processes().filter(({ stopping }) => !stopping).length < 2) world.start();
});
const stop = command('stop', fc.nat({ max: 1 }), (world, index) => {
  const one = processAt(world, index);
  if (one && !one.stopping) one.stop();
});
/** The register takes up what is on its way to it, and nobody hears of it yet. */
const arrive = command('arrive', fc.constant(null), (world) => world.gate.drain([network]));

const scope = (world: World, { tenant, person: unit }: { tenant: number; person: number }) => {
  const { id, cvrs } = world.municipalities[tenant] ?? {};
  const cvr = cvrs?.[unit % cvrs.length];
  return id !== undefined && cvr !== undefined ? { tenant: id, cvr } : undefined;
};
const resume = command('resume', place, async (world, at) => {
  const found = scope(world, at);
  if (found) await world.outbox.resume(found, world.clock.now(), person);
});
const pause = command('pause', place, async (world, at) => {
  const found = scope(world, at);
  if (found) await world.outbox.pause(found, 'asked', world.clock.now(), person);
});

/** Plays a schedule again: what fast-check prints as `replayPath`, next to a seed and a path. */
const replayPath = process.env['MODEL_REPLAY'];

/** Schedules: what people do, what time does, what goes wrong. Named more than once: more often. */
export const schedules = fc.commands<History, World, false>(
  [
    ...[register, register, register, renew, renew, end, end, expire],
    ...[steps, steps, steps, drain, tick, tick, tick, tick, leaseOut, arrive],
    ...[fates, fates, fates, down, up, lock, crash, crashInCall, start, stop, resume, pause],
  ],
  { maxCommands: 40, size: 'max', ...(replayPath === undefined ? {} : { replayPath }) },
);
