import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export type ProgramStart = {
  name: string;
  args: readonly string[];
  env?: Record<string, string>;
  /** The line that says it is ready. */
  ready: RegExp;
  /** Everything it writes is kept here. */
  log: string;
};

/** One program of the demo: started, watched, started again when it ends by itself, stopped on request. */
export type Program = { name: string; stop: () => Promise<void> };

/** So often in a minute may a program end before we give up on it. */
const endsPerMinute = 5;

/** @throws with what it wrote last when it ends before it is ready */
export const startProgram = async (start: ProgramStart, say: (line: string) => void): Promise<Program> => {
  const log = createWriteStream(start.log, { flags: 'a', mode: 0o600 });
  let stopping = false;
  let ends: number[] = [];
  let child = await launch(start, log).catch(async (failure: unknown) => {
    await new Promise<void>((written) => log.end(written));
    throw failure;
  });

  const watch = (): void => {
    child.once('exit', () => {
      if (stopping) return;
      ends = [...ends.filter((at) => Date.now() - at < 60_000), Date.now()];
      if (ends.length > endsPerMinute) {
        say(
          `${start.name} ended ${ends.length} times within a minute and is not started again. See ${start.log}.`,
        );
        return;
      }
      say(`${start.name} ended and is started again. See ${start.log}.`);
      launch(start, log).then(
        (next) => {
          child = next;
          watch();
        },
        () => say(`${start.name} could not be started again. See ${start.log}.`),
      );
    });
  };
  watch();

  return {
    name: start.name,
    stop: async () => {
      stopping = true;
      const gone = ended(child);
      child.kill('SIGTERM');
      await gone;
      log.end();
    },
  };
};

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((gone) => child.once('exit', () => gone()));

const launch = (start: ProgramStart, log: WriteStream): Promise<ChildProcess> =>
  new Promise((ready, failed) => {
    const child = spawn(process.execPath, start.args, {
      env: { ...process.env, ...start.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a group of its own: Ctrl-C reaches us alone, and we stop the programs in order.
      detached: true,
    });
    let last = '';
    const take = (line: string): void => {
      last = line;
      log.write(`${line}\n`);
      if (start.ready.test(line)) ready(child);
    };
    createInterface(child.stdout).on('line', take);
    createInterface(child.stderr).on('line', take);
    // After its last words: an exit may be told before what was written.
    child.once('close', (code) => failed(new Error(`${start.name} ended (${code ?? 'killed'}): ${last}`)));
    process.once('exit', () => child.kill('SIGKILL'));
  });
