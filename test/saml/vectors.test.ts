import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kit } from './forge/kit.ts';
import type { Vector } from './forge/vector.ts';
import { judgeAccepted, judgeRefusal } from './vectors/judge.ts';
import { loadVectors } from './vectors/load.ts';
import { type Outcome, post } from './vectors/post.ts';

const valid = await loadVectors('valid');
const invalid = await loadVectors('invalid');

const outcomesOf = async ({ make, posts }: Vector): Promise<readonly Outcome[]> => {
  const { outcomes, asked } = await post(make(kit), posts);
  // Taking a pending login ends it: a message may take the one it names, once for each time it is posted.
  assert.ok(asked.length <= outcomes.length);
  return outcomes;
};

for (const [name, vector] of valid) {
  test(`accepted: ${name}: ${vector.title}`, async () => {
    const { wanted } = vector;
    if (wanted !== 'accepted' && !('accepted' in wanted)) assert.fail('a valid vector wants acceptance');
    const accepted: Outcome[] = [];
    for (const outcome of await outcomesOf(vector)) {
      if (outcome.ok) accepted.push(outcome);
      else if (vector.posts === undefined) assert.fail(`refused: ${outcome.rule}`);
      else assert.equal(outcome.rule, 'request_unknown');
    }
    const [only] = accepted;
    assert.equal(accepted.length, 1);
    if (only?.ok) judgeAccepted(only, wanted === 'accepted' ? {} : wanted.accepted);
  });
}

for (const [name, vector] of invalid) {
  test(`refused: ${name}: ${vector.title}`, async () => {
    const { wanted } = vector;
    if (wanted === 'accepted' || 'accepted' in wanted) assert.fail('an invalid vector wants a rule');
    for (const outcome of await outcomesOf(vector)) {
      if (outcome.ok) assert.fail('accepted');
      judgeRefusal(outcome);
      assert.deepEqual({ rule: outcome.rule, page: outcome.page }, wanted);
    }
  });
}

test('every vector says what it is and where it comes from, in words of its own', () => {
  const all = [...valid.values(), ...invalid.values()];
  assert.equal(new Set(all.map(({ title }) => title)).size, all.length);
  for (const { title, source } of all) assert.ok(title !== '' && source !== '');
});
