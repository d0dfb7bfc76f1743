import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';

export interface PostgresServer {
  url: string;
  stop: () => Promise<void>;
}

/** PostgreSQL refuses to run as root, so root hands it to this user. */
const NOBODY = 65534;

/**
 * Starts a PostgreSQL of its own in a temporary folder, for this process only; takes about a second.
 * @param durable with `false` (the usual) it does not wait for the disk, which tests of behaviour do not need
 * @throws with a sentence that says what to install when no PostgreSQL is found
 */
export async function startPostgres({
  durable = false,
  log = () => undefined,
}: { durable?: boolean; log?: (line: string) => void } = {}): Promise<PostgresServer> {
  const found = findPostgresBinaries(log);
  const dir = mkdtempSync(join(tmpdir(), 'sloering-pg-'));
  const root = process.getuid?.() === 0;
  const who = root ? { uid: NOBODY, gid: NOBODY } : {};
  if (root) chownSync(dir, NOBODY, NOBODY);
  try {
    const installation = root ? readableByNobody(found, dir) : found;
    const data = join(dir, 'data');
    const flags = [
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ];
    const init = spawnSync(join(installation, 'bin/initdb'), ['-D', data, ...flags], { ...who, cwd: dir });
    if (init.status !== 0) throw new Error(`initdb failed: ${String(init.error ?? init.stderr)}`);
    const port = await freePort();
    const settings = ['-c', 'max_connections=200', '-c', `fsync=${durable ? 'on' : 'off'}`];
    const where = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', dir];
    const server = spawn(join(installation, 'bin/postgres'), [...where, ...settings], {
      ...who,
      cwd: dir,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilReady(server);
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop: stopWithProcess(server, dir) };
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

/** A checkout in root's home is closed to `nobody`; then the binaries are copied (60 MB). */
function readableByNobody(installation: string, dir: string): string {
  const tried = spawnSync(join(installation, 'bin/initdb'), ['--version'], { uid: NOBODY, gid: NOBODY });
  if (tried.error === undefined) return installation;
  const copy = join(dir, 'native');
  cpSync(installation, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((ready, failed) => {
    let log = '';
    const late = setTimeout(() => {
      server.kill('SIGKILL');
      failed(new Error(`PostgreSQL was not ready within 30 s: ${log}`));
    }, 30_000);
    server.stderr?.on('data', (data: Buffer) => {
      log = (log + data.toString()).slice(-4000);
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(late);
      ready();
    });
    server.once('error', failed);
    server.once('exit', (code) => {
      clearTimeout(late);
      failed(new Error(`PostgreSQL ended with ${code}: ${log}`));
    });
  });
}

/** The server lives as long as this process at most, and does not keep it alive. */
function stopWithProcess(server: ChildProcess, dir: string): () => Promise<void> {
  server.unref();
  (server.stderr as unknown as { unref(): void }).unref();
  const atExit = (): void => {
    server.kill('SIGQUIT');
    untilGone(join(dir, 'data', 'postmaster.pid'));
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  return async () => {
    process.off('exit', atExit);
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.ref();
    // SIGINT is PostgreSQL's "fast" shutdown: it ends open sessions instead of waiting for them.
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGINT');
      await gone;
    }
    rmSync(dir, { recursive: true, force: true });
  };
}

/** At exit nothing can be awaited, and a folder removed too early is written anew by the server on its way out. */
function untilGone(pidFile: string): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let left = 200; left > 0 && existsSync(pidFile); left -= 1) Atomics.wait(clock, 0, 0, 10);
}
