import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHOICES, planFor, readChoice, scriptOf } from './plan.ts';
import { describeEnd, describeStep, sum, type Step } from './report.ts';
import { NOTHING } from './totals.ts';

const check = { name: 'lint', seconds: 3.14, problems: [], output: 'noise' };
const group: Step = {
  ...check,
  name: 'unit',
  totals: { ...NOTHING, passed: 40, skipped: 1, skipReasons: ['no strace'] },
};
const failing: Step = { ...group, problems: ['2 failed.'], totals: { ...NOTHING, passed: 5, failed: 2 } };
const empty: Step = { ...group, problems: ['No test ran.'], totals: NOTHING };

test('a step that went well is one line, without what the program wrote', () => {
  assert.equal(describeStep(check), '✔ lint            3.1 s');
  assert.equal(describeStep(group), '✔ unit            3.1 s   40 passed, 1 skipped');
});

test('a step that went wrong says why and shows what the program wrote', () => {
  assert.equal(
    describeStep({ ...check, problems: ['Ended with 1.'] }),
    '✖ lint            3.1 s\n  Ended with 1.\n  │ noise',
  );
});

test('every step counts: checks as one, empty groups as a failure', () => {
  assert.deepEqual(sum([check, group]), { passed: 41, failed: 0, skipped: 1 });
  assert.deepEqual(sum([failing]), { passed: 5, failed: 2, skipped: 0 });
  assert.deepEqual(sum([empty]), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(sum([{ ...check, problems: ['Ended with 2.'] }]), { passed: 0, failed: 1, skipped: 0 });
});

test('the report ends with one plain line and names what went wrong and what was skipped', () => {
  const lines = describeEnd([check, group, failing], ['Node v24'], 1.5).split('\n');
  assert.equal(lines.at(-1), '46 passed, 2 failed');
  assert(lines.includes('Went wrong: unit'));
  assert(lines.includes('Skipped: no strace'));
});

test('every choice on the command line runs something, and all runs everything but the benchmark', () => {
  for (const choice of CHOICES) {
    const { checks, groups, browser, bench } = planFor(choice);
    assert(checks.length + groups.length > 0 || browser || bench, choice);
  }
  const all = planFor('all');
  for (const choice of CHOICES.filter((name) => name !== 'bench')) {
    for (const part of planFor(choice).checks) assert(all.checks.includes(part));
    for (const part of planFor(choice).groups) assert(all.groups.includes(part));
  }
  assert.equal(readChoice([]), 'all');
  assert.equal(readChoice(['--only=store']), 'store');
  assert.equal(readChoice(['--only=everything']), undefined);
  assert.equal(readChoice(['--only=store', '--fast']), undefined);
});

test('every check is a script of package.json', () => {
  for (const { script } of planFor('all').checks) assert.notEqual(scriptOf(script), '');
});
