import { spawn, spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import * as s from '../store/scenario.ts';

const writer = fileURLToPath(new URL('./store-writer.ts', import.meta.url));
const strace = '/usr/bin/strace';

/** Why a test that needs strace cannot run here; on the build server its absence is a failure. */
export const withoutStrace = (): string | false => {
  const works = spawnSync(strace, ['-f', '-qq', '-e', 'trace=fsync', 'true']).status === 0;
  if (!works && process.env['CI'] === 'true') throw new Error('strace is missing or not permitted');
  return works ? false : 'strace is missing or not permitted here';
};

type Outcome = { committed: string[]; lines: string[]; signal: NodeJS.Signals | null; trace: string };

/** Runs the writer until it ends or until `killAfter` commits have been acknowledged. */
export const runWriter = async (
  args: string[],
  {
    traced = [],
    killAfter = Infinity,
    file = writer,
  }: { traced?: string[]; killAfter?: number; file?: string } = {},
): Promise<Outcome> => {
  const command = traced.length > 0 ? [strace, '-f', '-qq', ...traced, process.execPath] : [process.execPath];
  const [program = '', ...rest] = [...command, file, ...args];
  // strace counts calls per thread; with one thread that syncs, its n-th sync is the n-th.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const lines: string[] = [];
  let trace = '';
  child.stderr.on('data', (data: Buffer) => (trace += data.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_, signal) => resolve(signal)),
  );
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.filter((one) => one.startsWith('committed')).length === killAfter) child.kill('SIGKILL');
  }
  const signal = await ended;
  const committed = lines
    .filter((one) => one.startsWith('committed '))
    .map((one) => one.slice('committed '.length));
  return { committed, lines, signal, trace };
};

/** Every acknowledged registration is there, each with its audit entry, its outbox row and its idempotency use (P1, P2). */
export const assertWhole = async (file: string, committed: readonly string[]): Promise<void> => {
  const store = await s.open(`sqlite:${file}`);
  assert.equal((await store.forTenant(s.odense).verifyAudit()).broken, null);
  await store.close();
  const connection = new Sqlite(file, { readonly: true });
  const ids = (statement: string) => new Set(connection.prepare(statement).pluck().all());
  assert.equal(connection.pragma('integrity_check', { simple: true }), 'ok');
  const registered = ids('select id from blurrings');
  for (const id of committed) assert.ok(registered.has(id), `${id} was acknowledged and is gone`);
  const audited = ids("select subject from audit where action = 'blurring_registered'");
  const waiting = ids(
    'select b.id from blurrings b join outbox o on o.tenant_id = b.tenant_id and o.citizen = b.citizen',
  );
  const used = ids('select blurring from idempotency');
  const texts = ids('select blurring from blurring_texts');
  for (const other of [audited, waiting, used, texts]) assert.deepEqual(other, registered);
  connection.close();
};
