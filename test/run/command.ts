import { spawn, type ChildProcess } from 'node:child_process';

export interface CommandResult {
  exitCode: number | null;
  output: string;
}

const running = new Set<ChildProcess>();

/** Set a variable to `undefined` to take it away. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a command line (as npm would: through the shell) or a program with arguments, and keeps what it writes. */
export function runCommand(
  command: string | readonly [program: string, ...args: string[]],
  env: Environment = {},
): Promise<CommandResult> {
  const [program, ...args] = typeof command === 'string' ? [command] : command;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    shell: typeof command === 'string',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => {
    const end = (exitCode: number | null): void => {
      running.delete(child);
      resolve({ exitCode, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(null);
    });
    child.once('close', end);
  });
}

/** Ends every command that still runs. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGTERM');
}
