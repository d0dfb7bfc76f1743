import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instant } from '../../server/domain/ids.ts';
import { nextAttemptAt } from '../../server/relay/retry.ts';

const middle = 0.5;
const now = instant(1_000_000);
const seconds = (attempts: number): number => (nextAttemptAt(now, attempts, middle) - now) / 1000;

test('waits 2 s, 10 s, 1 min, 5 min, then 15 min for as long as it takes', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 1000].map(seconds), [2, 10, 60, 300, 900, 900, 900]);
});

test('never waits longer than 18 minutes nor less than 1.6 seconds, whatever the jitter', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (attempts, random) => {
        const wait = nextAttemptAt(now, attempts, random) - now;
        assert.ok(wait >= 1_600 && wait <= 18 * 60_000);
      },
    ),
  );
});

test('spreads keys that failed together', () => {
  assert.notEqual(nextAttemptAt(now, 3, 0.1), nextAttemptAt(now, 3, 0.9));
});
