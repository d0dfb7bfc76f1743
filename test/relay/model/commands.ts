import fc from 'fast-check';
import { actorId } from '../../../server/domain/ids.ts';
import { change, type Change } from './change.ts';
import { command, processAt, type Command } from './command.ts';
import * as failures from './failures.ts';
import type { History } from './history.ts';
import { callTimeoutMs } from './register.ts';
import type { World } from './world.ts';

const person = actorId('person-1');
const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;
/** Time passes in steps this long while the register is away: every key tries every quarter of an hour. */
const longestOutageMs = 180 * minute;

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
    ...[steps, steps, steps, drain, tick, tick, tick, tick, leaseOut],
    ...[failures.fates, failures.fates, ...Object.values(failures), resume, pause],
  ],
  { maxCommands: 40, size: 'max', ...(replayPath === undefined ? {} : { replayPath }) },
);
