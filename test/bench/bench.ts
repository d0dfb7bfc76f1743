import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import connect from 'postgres';
import { startPostgres } from '../support/postgres-server.ts';
import { startProgram } from '../support/processes.ts';
import { fillBacklog } from './backlog.ts';
import { caseworkFigures } from './cases.ts';
import { figuresFigures } from './figures.ts';
import { bareInserts } from './floor-insert.ts';
import { litBytes } from './floor-lit.ts';
import { run, type Call } from './load.ts';
import { drainFigures, memoryFigures, restFigures } from './relay-figures.ts';
import { closing, report, say } from './report.ts';
import { createSystem, launchCall, registerCall, type System } from './system.ts';

/**
 * `npm run bench`: floor and ours side by side, in one run on one machine, with their ratio. Absolute figures are this machine's; the
 * ratio is what is promised. Sizes can be lowered with BENCH_KEYS and BENCH_BACKLOG for a quick look.
 */
const keys = Number(process.env['BENCH_KEYS'] ?? 10_000);
const warmUp = 500;
/** Registrations of the large municipality in casework. */
const registrations = Number(process.env['BENCH_CASES'] ?? 1_000_000);
/** Keys of the long backlog whose memory is measured. */
const backlog = Number(process.env['BENCH_BACKLOG'] ?? 100_000);

const expectAll = (answers: readonly { status: number; body: string }[], status: number): void => {
  const other = answers.find((one) => one.status !== status);
  if (other) throw new Error(`expected ${status}, got ${other.status}: ${other.body}`);
};

const launches = async (system: System, count: number, from = 0): Promise<Call[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => launchCall(await system.token(from + index))),
  );

/** Launch: a bare route with the same signature check and one grouped insert, against the whole launch. */
const launchFigures = async (system: System, port: number, database: string): Promise<Call[]> => {
  const floor = await startProgram({
    args: ['test/bench/floor-launch.ts', database, JSON.stringify(system.jwk)],
    ready: /^listening/,
  });
  const floorPort = Number(floor.readyLine.split(' ')[1]);
  const bare = (calls: Call[]): Call[] => calls.map((call) => ({ ...call, path: '/launch' }));
  const count = Math.min(4_000, keys);
  expectAll((await run(floorPort, bare(await launches(system, warmUp)), 64)).answers, 201);
  const floorLoad = await run(floorPort, bare(await launches(system, count)), 64);
  expectAll(floorLoad.answers, 201);
  await floor.stop();

  expectAll((await run(port, await launches(system, warmUp, keys + 1_000), 64)).answers, 201);
  const measured = await run(port, await launches(system, count), 64);
  expectAll(measured.answers, 201);
  report({
    what: 'launches, 64 at once',
    floor: floorLoad.perSecond,
    ours: measured.perSecond,
    unit: '/s',
    aim: 0.5,
    note: `p50 ${measured.p50Ms.toFixed(1)} ms, p99 ${measured.p99Ms.toFixed(1)} ms`,
  });
  const rest =
    count < keys ? await run(port, await launches(system, keys - count, count), 64) : { answers: [] };
  expectAll(rest.answers, 201);
  return [...measured.answers, ...rest.answers].map(({ body }) => registerCall(body));
};

/** Registration: bare durable inserts one after another, against whole registrations through HTTP, each answered after its own commit. */
const registrationFigures = async (port: number, calls: Call[], floor: number): Promise<void> => {
  const single = calls.splice(0, Math.min(1_000, calls.length / 4));
  expectAll((await run(port, calls.splice(0, Math.min(warmUp, calls.length / 4)), 64)).answers, 201);
  const many = await run(port, calls, 64);
  expectAll(many.answers, 201);
  const one = await run(port, single, 1);
  expectAll(one.answers, 201);
  report({
    what: 'registrations, 64 at once',
    floor,
    ours: many.perSecond,
    unit: '/s',
    aim: 0.5,
    note: `p50 ${many.p50Ms.toFixed(1)} ms, p99 ${many.p99Ms.toFixed(1)} ms`,
  });
  report({
    what: 'registrations, one client',
    floor,
    ours: one.perSecond,
    unit: '/s',
    aim: null,
    note: `p50 ${one.p50Ms.toFixed(2)} ms, p99 ${one.p99Ms.toFixed(2)} ms`,
  });
};

const onDatabase = async (name: string, database: string, floorDatabase: string): Promise<void> => {
  say(`\n${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'sloering-bench-'));
  const system = await createSystem(folder, database);
  const floor = await bareInserts(floorDatabase, 3_000);
  const server = await system.startServer({ relay: false });
  const calls = await launchFigures(system, server.port, floorDatabase);
  await registrationFigures(server.port, calls, floor);
  await server.stop();
  await drainFigures(system, keys);
  await restFigures(system, keys + 2_000, Math.min(500, keys));
  if (name === 'SQLite') {
    await fillBacklog(folder, database, keys + 3_000, backlog);
    await memoryFigures(system, backlog);
  }
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
};

const componentFigures = async (): Promise<void> => {
  const manifest = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8')) as {
    bytes_brotli: number;
  }[];
  const ours = manifest[0]?.bytes_brotli ?? 0;
  say('\nComponent');
  say(
    `  bytes, brotli: Lit alone ${await litBytes()}, the component with Lit and both languages ${ours}, limit 12000`,
  );
};

say(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}; load generator on the same machine`,
);
const sqliteFolder = mkdtempSync(join(tmpdir(), 'sloering-bench-db-'));
await onDatabase(
  'SQLite',
  `sqlite:${join(sqliteFolder, 'ours.db')}`,
  `sqlite:${join(sqliteFolder, 'floor.db')}`,
);
await caseworkFigures('SQLite', async (size) => `sqlite:${join(sqliteFolder, `cases-${size}.db`)}`, [
  10_000,
  registrations,
]);
await figuresFigures('SQLite', `sqlite:${join(sqliteFolder, 'figures.db')}`);
rmSync(sqliteFolder, { recursive: true, force: true });
const postgres = await startPostgres({ durable: true });
await onDatabase('Postgres', postgres.url, postgres.url);
const another = async (size: number): Promise<string> => {
  const address = new URL(postgres.url);
  const sql = connect(postgres.url, { max: 1 });
  await sql.unsafe(`create database cases_${size}`);
  await sql.end();
  address.pathname = `/cases_${size}`;
  return address.href;
};
await caseworkFigures('Postgres', another, [10_000, registrations]);
await figuresFigures('Postgres', await another(98));
await postgres.stop();
await componentFigures();
say(`\n${closing()}`);
