import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.ts';
import { judge, NOTHING, readTotals, type Totals } from './totals.ts';

export interface TestResult {
  totals: Totals | undefined;
  problems: string[];
  /** What a person needs to see when something failed. */
  output: string;
}

/** Parts of test/ that are not unit tests: each is a group of its own, `widget` runs in a browser. */
const GROUPS = ['widget', 'e2e', 'faults', 'bench', 'store'];

/** The test files of a group, or with `unit` those of no other group. */
export function findTests(group: string): string[] {
  const all = globSync('test/**/*.test.ts').sort();
  const partOf = (name: string) => (file: string) => file.startsWith(join('test', name, '/'));
  if (group !== 'unit') return all.filter(partOf(group));
  return all.filter((file) => !GROUPS.some((name) => partOf(name)(file)));
}

/** A test that hangs is reported by name; the slowest honest ones take less than a minute. */
const HANGS_AFTER_MS = 10 * 60_000;

/** Runs test files with `node --test`. */
export async function runNodeTests(
  files: readonly string[],
  { env, concurrency }: { env: Readonly<Record<string, string>>; concurrency: number },
): Promise<TestResult> {
  if (files.length === 0) return { totals: NOTHING, problems: judge(NOTHING, 0), output: '' };
  const dir = mkdtempSync(join(tmpdir(), 'sloering-test-'));
  const tidy = (): void => rmSync(dir, { recursive: true, force: true });
  process.once('exit', tidy);
  const [spec, json] = [join(dir, 'spec.txt'), join(dir, 'totals.json')];
  const reporter = fileURLToPath(new URL('node-reporter.ts', import.meta.url));
  try {
    const { exitCode, output } = await runCommand(
      [
        process.execPath,
        '--test',
        `--test-concurrency=${concurrency}`,
        `--test-timeout=${HANGS_AFTER_MS}`,
        '--test-reporter=spec',
        `--test-reporter-destination=${spec}`,
        `--test-reporter=${reporter}`,
        `--test-reporter-destination=${json}`,
        ...files,
      ],
      // Set by Node for the files it runs; with it, a run inside a test would report to the outer run.
      { ...env, NODE_TEST_CONTEXT: undefined },
    );
    const totals = readTotals(json);
    return { totals, problems: judge(totals, exitCode), output: `${output}${failuresOf(spec)}` };
  } finally {
    tidy();
    process.off('exit', tidy);
  }
}

/** The part of the report that repeats every failure with its reason. */
function failuresOf(spec: string): string {
  if (!existsSync(spec)) return '';
  const text = readFileSync(spec, 'utf8');
  const start = text.indexOf('failing tests:');
  return start < 0 ? '' : text.slice(start + 'failing tests:'.length);
}
