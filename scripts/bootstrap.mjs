// node scripts/bootstrap.mjs <program.ts> [arguments]
// Makes a fresh checkout ready (packages, a Node that runs TypeScript) and then becomes the program.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addLeftOut, install, isInstalled } from './dependencies.mjs';
import { bundledNodePackage, chooseNode, runsBootstrap, runsTypeScript } from './node-choice.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [target, ...args] = process.argv.slice(2);

if (target === undefined) stop('Usage: node scripts/bootstrap.mjs <program.ts> [arguments]');
if (!runsBootstrap(process.version))
  stop(`This project needs Node 20 or newer to begin with and found ${process.version}. Install Node 24.`);

if (!isInstalled(root)) await installPackages();
const choice = chooseNode({ version: process.version, path: process.execPath }, bundledNode());
if (choice.problem !== undefined) stop(choice.problem);
run(choice.path);

async function installPackages() {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  say('Installing the packages of package-lock.json (once; 20 to 60 seconds on most machines) …');
  const progress = setInterval(() => say(`  still installing, ${seconds()} s`), 10_000);
  const result = await install(root);
  const newer = result.ok && !runsTypeScript(process.version) ? bundledNode() : undefined;
  if (newer !== undefined) await addLeftOut(root, newer);
  clearInterval(progress);
  if (!result.ok) stop(`${result.problem}\n\n${errorsOf(result.output)}`);
  say(`Packages installed in ${seconds()} s.`);
}

/** npm says what is wrong first and how its command line works last. */
function errorsOf(output) {
  const lines = output.trim().split('\n');
  const errors = lines.filter((line) => /^npm (error|ERR!) ./.test(line));
  return (errors.length > 0 ? errors.slice(0, 12) : lines.slice(-12)).join('\n');
}

/** The Node that came with the packages, if it starts here (it does not on a system without glibc). */
function bundledNode() {
  const name = bundledNodePackage(process.platform, process.arch);
  if (name === undefined) return undefined;
  const path = join(root, 'node_modules', name, 'bin', 'node');
  return existsSync(path) && spawnSync(path, ['--version']).status === 0 ? path : undefined;
}

function run(node) {
  const quiet = '--disable-warning=ExperimentalWarning';
  const options = process.env.NODE_OPTIONS ?? '';
  const child = spawn(node, [target, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      NODE_OPTIONS: options.includes(quiet) ? options : `${options} ${quiet}`.trim(),
    },
  });
  passSignals(child);
  child.once('error', (error) => stop(`${node} could not be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/**
 * A terminal sends Ctrl-C to this process and to the child alike, and npm sends it once more: passing it on would
 * have the child told two or three times, which many programs take as "stop at once, without tidying up".
 * So it is passed on only where no terminal is, and then once. This process always waits for the child.
 */
function passSignals(child) {
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const passed = new Set();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (passed.has(signal) || (terminal && signal === 'SIGINT')) return;
      passed.add(signal);
      child.kill(signal);
    });
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(problem) {
  say(problem);
  process.exit(1);
}
