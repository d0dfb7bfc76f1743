// npm test: every check and every test, once, with a line for each. `--only=…` runs a part (test/run/plan.ts).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endCommands, runCommand, type CommandResult } from './run/command.ts';
import { describeEvidence } from './run/evidence.ts';
import { findTests, runNodeTests } from './run/node-tests.ts';
import { CHOICES, planFor, readChoice, scriptOf, type Check } from './run/plan.ts';
import { describeEnd, describeStep, type Step } from './run/report.ts';
import { judge, readTotals } from './run/totals.ts';
import { findChrome } from './support/chrome.ts';
import { startPostgres } from './support/postgres-server.ts';
import { ensureTools } from './support/tools.ts';

const log = (line: string): void => console.log(line);
const seconds = (since: number): number => (performance.now() - since) / 1000;

const began = performance.now();
const choice = readChoice(process.argv.slice(2));
if (choice === undefined) {
  console.error(`Choose one of: ${CHOICES.map((name) => `--only=${name}`).join(' ')}`);
  process.exit(2);
}
const plan = planFor(choice);
const steps: Step[] = [];
const env: Record<string, string> = {};
let stopPostgres: (() => Promise<void>) | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    log('Interrupted.');
    endCommands();
    process.exit(130);
  });
}

const names = [...plan.checks, ...plan.groups].map(({ name }) => name);
if (names.length > 1) log(`Running ${names.join(', ')}${plan.browser ? ', browser' : ''}.`);
await Promise.all([prepare(), runChecks([...plan.checks])]);
for (const { name, concurrency } of plan.groups) {
  await step(name, () => runNodeTests(findTests(name), { env, concurrency }));
  if (name === 'store' && plan.browser) await step('browser', runBrowserTests);
}
if (plan.browser && plan.groups.length === 0) await step('browser', runBrowserTests);
const benchFailed = plan.bench && !(await runBench());

const evidence = await describeEvidence(env['CHROME_PATH'], env['TEST_POSTGRES_URL']);
await stopPostgres?.();
if (!plan.bench) log(describeEnd(steps, evidence, seconds(began)));
process.exit(benchFailed || steps.some(({ problems }) => problems.length > 0) ? 1 : 0);

/** Finds, or installs where that is possible, what the tests run against, and starts PostgreSQL once for all. */
async function prepare(): Promise<void> {
  const usesDatabase = plan.groups.length > 0 || plan.bench;
  if (plan.groups.length > 0) ensureTools(log);
  if (usesDatabase) {
    const given = process.env['TEST_POSTGRES_URL'];
    await required('PostgreSQL', async () => {
      const server = given === undefined ? await startPostgres({ log, durable: plan.bench }) : undefined;
      stopPostgres = server?.stop;
      env['TEST_POSTGRES_URL'] = given ?? server?.url ?? '';
    });
  }
  if (plan.browser || plan.groups.some(({ name }) => name === 'e2e'))
    await required('Chromium', async () => void (env['CHROME_PATH'] = await findChrome(log)));
}

async function required(name: string, find: () => Promise<void>): Promise<void> {
  const since = performance.now();
  try {
    await find();
  } catch (error) {
    record({ name, seconds: seconds(since), problems: [(error as Error).message], output: '' });
  }
}

/** Two at a time: more would only wait for each other on the two cores of an ordinary build server. */
async function runChecks(waiting: Check[]): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { name, script } = check;
      await step(name, async () => {
        const results = await runEach(scriptOf(script).split(' && '));
        const wrong = results.filter(({ exitCode }) => exitCode !== 0);
        return {
          output: wrong.map(({ output }) => output).join('\n'),
          problems: wrong.map(({ command, exitCode }) => `${command} ended with ${exitCode}.`),
        };
      });
    }
  };
  await Promise.all([worker(), worker()]);
}

/** Goes on after a failure, so that one look shows everything there is to mend. */
async function runEach(commands: readonly string[]): Promise<(CommandResult & { command: string })[]> {
  const results = [];
  for (const command of commands) results.push({ command, ...(await runCommand(command)) });
  return results;
}

async function runBrowserTests(): Promise<Omit<Step, 'name' | 'seconds'>> {
  const dir = mkdtempSync(join(tmpdir(), 'sloering-browser-'));
  const file = join(dir, 'totals.json');
  const { exitCode, output } = await runCommand(scriptOf('test:browser'), { ...env, TEST_TOTALS_FILE: file });
  const totals = readTotals(file);
  rmSync(dir, { recursive: true });
  return { totals, output, problems: judge(totals, exitCode) };
}

/** The benchmark prints its own report, so it writes straight to the terminal. */
function runBench(): Promise<boolean> {
  const child = spawn(process.execPath, ['test/bench/bench.ts'], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0)));
}

async function step(name: string, run: () => Promise<Omit<Step, 'name' | 'seconds'>>): Promise<void> {
  const since = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  ${name} …\r`);
  const result = await run();
  record({ name, seconds: seconds(since), ...result });
}

function record(done: Step): void {
  steps.push(done);
  log(describeStep(done));
}
