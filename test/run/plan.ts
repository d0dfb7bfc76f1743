import { availableParallelism } from 'node:os';
import { readFileSync } from 'node:fs';

/** A script of package.json that says no more than yes or no. */
export interface Check {
  name: string;
  script: string;
}

/** Tests run by `node --test`, from the folder of the same name, or all of test/ that is in no other group. */
export interface Group {
  name: 'unit' | 'store' | 'faults' | 'e2e';
  /** Files at a time: tests that kill programs or watch them closely get the machine to themselves. */
  concurrency: number;
}

const CHECKS: readonly Check[] = [
  { name: 'types', script: 'typecheck' },
  { name: 'lint', script: 'lint' },
  { name: 'build', script: 'build' },
  { name: 'format', script: 'check:format' },
  { name: 'boundaries', script: 'check:boundaries' },
  { name: 'unused', script: 'check:unused' },
];

const GROUPS: readonly Group[] = [
  { name: 'unit', concurrency: availableParallelism() },
  { name: 'store', concurrency: availableParallelism() },
  { name: 'faults', concurrency: 1 },
  { name: 'e2e', concurrency: 1 },
];

export interface Plan {
  checks: readonly Check[];
  groups: readonly Group[];
  browser: boolean;
  bench: boolean;
}

export const CHOICES = ['all', 'verify', 'unit', 'store', 'browser', 'e2e', 'faults', 'bench'] as const;
export type Choice = (typeof CHOICES)[number];

/** `--only=…` as written on the command line; `undefined` when it names nothing known. */
export function readChoice(args: readonly string[]): Choice | undefined {
  if (args.length === 0) return 'all';
  const [first, ...rest] = args;
  return rest.length > 0 ? undefined : CHOICES.find((choice) => first === `--only=${choice}`);
}

/** What runs for a choice. `verify` is everything a commit must hold: no browser, no killing of programs. */
export function planFor(choice: Choice): Plan {
  const checks = choice === 'all' || choice === 'verify' ? CHECKS : [];
  const build = CHECKS.filter(({ name }) => name === 'build');
  const groups = GROUPS.filter(
    ({ name }) =>
      choice === 'all' || choice === name || (choice === 'verify' && ['unit', 'store'].includes(name)),
  );
  return {
    checks: choice === 'e2e' ? build : checks,
    groups,
    browser: choice === 'all' || choice === 'browser',
    bench: choice === 'bench',
  };
}

/** The command line behind a script of package.json. */
export function scriptOf(name: string): string {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const script = scripts[name];
  if (script === undefined) throw new Error(`package.json has no script "${name}"`);
  return script;
}
