import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

const STAMP = 'node_modules/.installed-lock-sha256';

/**
 * Are the packages of package-lock.json the ones in node_modules?
 * A stamp answers at once; without one (somebody ran npm themselves) npm's own record of what it installed does.
 */
export function isInstalled(root) {
  const wanted = lockHash(root);
  if (readOrUndefined(join(root, STAMP)) === wanted) return true;
  const installed = readOrUndefined(join(root, 'node_modules/.package-lock.json'));
  if (installed === undefined) return false;
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (!agrees(JSON.parse(lock), JSON.parse(installed))) return false;
  stamp(root);
  return true;
}

/** Does npm's record of the installed tree hold every package of the lock, except optional ones? */
export function agrees(lock, installed) {
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

const QUIET = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--engine-strict=false',
  // NODE_ENV=production in somebody's shell must not leave the compiler and the browser out.
  '--include=dev',
  '--include=optional',
];

/**
 * Installs exactly what package-lock.json lists, without running the packages' own scripts.
 * npm's output is kept back (on Node 20 it is full of engine warnings that do not concern anybody here, since the
 * programs run on the Node that is being installed) and shown only when the installation fails.
 *
 * @returns `{ ok: true }` or `{ ok: false, problem, output }`
 */
export async function install(root) {
  const { code, output } = await runNpm(root, process.execPath, ['ci', ...QUIET]);
  if (code !== 0) return { ok: false, problem: explain(output, root), output };
  stamp(root);
  return { ok: true };
}

/**
 * Adds the optional packages npm left out because the Node it ran on was too old for them (the browser for the
 * tests), now that a newer Node is there. Without them the programs still run, so a failure is not reported.
 */
export async function addLeftOut(root, node) {
  await runNpm(root, node, ['install', '--no-save', ...QUIET]);
}

async function runNpm(root, node, args) {
  const own = process.env.npm_execpath ?? '';
  const options = {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
  };
  const child =
    basename(own) === 'npm-cli.js'
      ? spawn(node, [own, ...args], options)
      : spawn('npm', args, { ...options, shell: process.platform === 'win32' });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await new Promise((done) => {
    child.once('error', (error) => {
      output += error.message;
      done(1);
    });
    child.once('close', done);
  });
  return { code, output };
}

/** One sentence for the most common reasons why npm could not install. */
export function explain(output, root) {
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) return `There is no permission to write in ${root}.`;
  if (/\bENOSPC\b/.test(output)) return 'The disk is full; the packages need about 500 MB.';
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/.test(output))
    return 'npm could not reach its package registry. Check the network, and the proxy setting of npm if there is one.';
  if (/\bEUSAGE\b/.test(output)) return 'package.json and package-lock.json do not agree with each other.';
  if (/spawn npm ENOENT/.test(output)) return 'npm was not found. Install Node 24 together with npm.';
  return 'npm could not install the packages. What npm said:';
}

function stamp(root) {
  try {
    writeFileSync(join(root, STAMP), lockHash(root));
  } catch {
    // A read-only checkout works too; it is only compared the long way every time.
  }
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function readOrUndefined(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
