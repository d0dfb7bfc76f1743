import { readFileSync } from 'node:fs';
import type { Program } from '../support/processes.ts';
import { bareCalls } from './floor-calls.ts';
import { run } from './load.ts';
import { quantile, report, say } from './report.ts';
import { launchCall, registerCall, type System } from './system.ts';

const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

/** The relay's own concurrency (server/relay/relay.ts). */
const connections = 4;

/** Bare kept-alive calls at the relay's own concurrency, against keys drained. */
export const drainFigures = async (system: System, keys: number): Promise<void> => {
  await bareCalls(system, Math.min(1_000, keys), connections);
  const floor = await bareCalls(system, keys, connections);
  const before = await ledgerTotal(system);
  const starting = performance.now();
  const server = await system.startServer({ relay: true });
  // The floor's process is up when its clock starts; so is ours.
  const began = performance.now();
  await drained(server);
  const seconds = (performance.now() - began) / 1000;
  const sent = (await ledgerTotal(system)) - before;
  await server.stop();
  report({
    what: `keys relayed, ${connections} calls in flight`,
    floor: floor.perSecond,
    ours: sent / seconds,
    unit: '/s',
    aim: 0.8,
    note: `${sent} calls for ${keys} keys, from listening to the last answer; the process took ${((began - starting) / 1000).toFixed(1)} s to start`,
  });
};

/** One registration at a time with nothing else to do: from the answer to the press until the register has the call. */
export const restFigures = async (system: System, from: number, count: number): Promise<void> => {
  const bare = await bareCalls(system, count, 1);
  const server = await system.startServer({ relay: true });
  const before = await ledgerTotal(system);
  const committedAt: number[] = [];
  for (let citizen = from; citizen < from + count; citizen += 1) {
    const [opened] = (await run(server.port, [launchCall(await system.token(citizen))], 1)).answers;
    const [registered] = (await run(server.port, [registerCall(opened?.body ?? '')], 1)).answers;
    committedAt.push(performance.timeOrigin + performance.now());
    if (registered?.status !== 201) throw new Error(`registering: ${registered?.status}`);
    await drained(server, 1);
  }
  await server.stop();
  const received = (await ledgerSince(system, before)).filter(
    ({ operation }) => operation === 'CreateBlurring',
  );
  if (received.length !== count) throw new Error(`${received.length} calls for ${count} registrations`);
  // The register's clock counts whole milliseconds; a call received before we had read our own answer counts as none.
  const waits = received.map(({ at }, index) => Math.max(0, at - (committedAt[index] ?? at)));
  say(
    `  from the answered press to the register, one at a time (n = ${count}): p50 ${quantile(waits, 0.5).toFixed(1)} ms, ` +
      `p99 ${quantile(waits, 0.99).toFixed(1)} ms; the bare call itself p50 ${bare.p50Ms.toFixed(1)} ms, p99 ${bare.p99Ms.toFixed(1)} ms`,
  );
};

const limitMb = 100;

/** A server that drains a long backlog, beside the same server at rest on the same database. */
export const memoryFigures = async (system: System, keys: number): Promise<void> => {
  const resting = await system.startServer({ relay: false });
  await pause(5_000);
  const idle = memoryOf(resting);
  await resting.stop();
  const server = await system.startServer({ relay: true });
  let most = 0;
  await drained(server, 250, () => void (most = Math.max(most, memoryOf(server))));
  await server.stop();
  const above = most - idle;
  say(
    `  memory while ${keys} keys drain: at rest ${idle.toFixed(0)} MB, at most ${most.toFixed(0)} MB, ` +
      `${above.toFixed(0)} MB above; aim under ${limitMb} MB ${above < limitMb ? 'met' : 'NOT met'}`,
  );
};

/** Resident memory in MB, as the kernel counts it. */
const memoryOf = ({ pid }: Program): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;

/** Waits until nothing is left to deliver, looking every so many milliseconds. */
const drained = async (
  server: Program & { port: number },
  everyMs = 100,
  look: () => void = () => undefined,
): Promise<void> => {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${server.port}/health/ready`);
    const { waiting } = (await answer.json()) as { waiting: number };
    look();
    if (waiting === 0) return;
    if (server.output().includes('"delivery_refused"')) throw new Error('the register refused');
    await pause(everyMs);
  }
};

type Entry = { at: number; operation: string };

const ledgerTotal = async ({ nationalUrl }: System): Promise<number> =>
  ((await (await fetch(`${nationalUrl}/control/ledger?limit=1`)).json()) as { total: number }).total;

const ledgerSince = async (system: System, total: number): Promise<Entry[]> => {
  const now = await ledgerTotal(system);
  const limit = Math.max(1, now - total);
  const answer = await fetch(`${system.nationalUrl}/control/ledger?limit=${limit}`);
  return ((await answer.json()) as { entries: Entry[] }).entries;
};
