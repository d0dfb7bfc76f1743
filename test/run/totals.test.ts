import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runNodeTests } from './node-tests.ts';
import { addTotals, judge, NOTHING } from './totals.ts';

const dir = mkdtempSync(join(tmpdir(), 'sloering-run-'));
after(() => rmSync(dir, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

test('a run counts passed, failed and skipped tests once each, suites not at all', async () => {
  const mixed = file(
    'mixed.test.mjs',
    `import { describe, test } from 'node:test';
     describe('suite', () => {
       test('passes', () => {});
       test('is skipped', { skip: 'no strace' }, () => {});
       test('fails', () => { throw new Error('reason of the failure') });
     });`,
  );
  const result = await runNodeTests([mixed], { env: {}, concurrency: 1 });
  assert.deepEqual(result.totals, {
    ...NOTHING,
    passed: 1,
    failed: 1,
    skipped: 1,
    skipReasons: ['no strace'],
  });
  assert.deepEqual(result.problems, ['1 failed.']);
  assert.match(result.output, /reason of the failure/);
});

test('a file without a test, and a file that cannot be loaded, fail the run', async () => {
  const empty = file('empty.test.mjs', 'export {};');
  const broken = file('broken.test.mjs', `import './does-not-exist.mjs';`);
  const result = await runNodeTests([empty, broken], { env: {}, concurrency: 1 });
  assert.equal(result.totals?.passed, 0);
  assert.equal(result.totals?.failed, 1);
  assert.equal(result.problems.length, 2);
  assert.match(result.problems[0] ?? '', /empty\.test\.mjs holds no test/);
});

test('a group that finds no file fails', async () => {
  const result = await runNodeTests([], { env: {}, concurrency: 1 });
  assert.deepEqual(result.problems, ['No test ran.']);
});

test('a green run that ends with an error code is not green', () => {
  const green = { ...NOTHING, passed: 3 };
  assert.deepEqual(judge(green, 0), []);
  assert.deepEqual(judge(green, 1), ['Ended with 1.']);
  assert.deepEqual(judge(undefined, 0), ['The tests ended before they could report.']);
});

test('totals of groups add up and name each reason for skipping once', () => {
  const one = { ...NOTHING, passed: 1, skipped: 1, skipReasons: ['no strace'] };
  const sum = addTotals(one, { ...one, failed: 2 });
  assert.deepEqual(sum, { passed: 2, failed: 2, skipped: 2, skipReasons: ['no strace'], emptyFiles: [] });
});
