import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  pid: number;
  /** The line that said it is ready. */
  readyLine: string;
  /** Everything written so far, standard output and error together. */
  output(): string;
  /** Resolves with the first line, written already or yet to come, that matches. */
  line(pattern: RegExp): Promise<string>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<Exit>;
  /** Asks it to end (SIGTERM unless told otherwise) and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
  exited: Promise<Exit>;
}

/**
 * Starts a program and resolves when it writes a line that matches `ready`.
 * Rejects, with what it wrote, when it ends before that. Whatever still runs is killed with this process.
 */
export async function startProgram(start: {
  args: readonly string[];
  ready: RegExp;
  command?: string;
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}): Promise<Program> {
  const child = spawn(start.command ?? process.execPath, start.args, {
    cwd: start.cwd,
    env: { ...process.env, ...start.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const atExit = (): void => void child.kill('SIGKILL');
  process.once('exit', atExit);

  const lines: string[] = [];
  let failure: Error | undefined;
  const waiting: { pattern: RegExp; found(line: string): void; ended(error: Error): void }[] = [];
  const take = (text: string): void => {
    lines.push(text);
    for (const waiter of [...waiting].filter(({ pattern }) => pattern.test(text))) {
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.found(text);
    }
  };
  createInterface(child.stdout).on('line', take);
  createInterface(child.stderr).on('line', take);

  // 'close' comes after the last line was read, 'exit' may come before.
  const exited = new Promise<Exit>((resolve) => {
    const ended = (exit: Exit): void => {
      process.off('exit', atExit);
      failure = new Error(`the program ended (${exit.code ?? exit.signal}):\n${lines.join('\n')}`);
      for (const waiter of waiting.splice(0)) waiter.ended(failure);
      resolve(exit);
    };
    child.once('error', (error) => {
      lines.push(error.message);
      ended({ code: null, signal: null });
    });
    child.once('close', (code, signal) => ended({ code, signal }));
  });

  const line = (pattern: RegExp): Promise<string> => {
    const seen = lines.find((text) => pattern.test(text));
    if (seen !== undefined) return Promise.resolve(seen);
    if (failure !== undefined) return Promise.reject(failure);
    return new Promise((found, ended) => waiting.push({ pattern, found, ended }));
  };
  const end = (signal: NodeJS.Signals): Promise<Exit> => {
    child.kill(signal);
    return exited;
  };

  const readyLine = await line(start.ready);
  return {
    pid: child.pid ?? 0,
    readyLine,
    output: () => lines.join('\n'),
    line,
    kill: () => end('SIGKILL'),
    stop: (signal = 'SIGTERM') => end(signal),
    exited,
  };
}
