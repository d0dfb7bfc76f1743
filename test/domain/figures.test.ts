import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  fewest,
  medianOf,
  monthOf,
  monthsBetween,
  protectedCount,
  estimated,
  roughly,
  secondsOf,
  stepOf,
} from '../../server/domain/figures.ts';
import { at } from './specification.ts';

void test('a month is the Danish one', () => {
  assert.equal(monthOf(at('2026-10-31T23:30:00Z')), '2026-11');
  assert.equal(monthOf(at('2026-06-30T21:59:59Z')), '2026-06');
});

void test('months are counted over the turn of the year', () => {
  assert.deepEqual(monthsBetween('2026-11', '2027-02'), ['2026-11', '2026-12', '2027-01', '2027-02']);
  assert.deepEqual(monthsBetween('2026-11', '2026-10'), []);
});

void test('a duration read back from its step is off by at most a twentieth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 400 * 86_400_000 }), (ms) => {
      const read = secondsOf(stepOf(ms));
      assert.ok(Math.abs(read - ms / 1000) <= 0.05 * (ms / 1000) + 1);
    }),
  );
  assert.equal(stepOf(0), 0);
  assert.equal(stepOf(-5), 0);
});

void test('the median is one of the middle', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 50 }), (steps) => {
      const counted = [...Map.groupBy(steps, (one) => one)].map(([step, all]) => ({
        step,
        count: all.length,
      }));
      const sorted = [...steps].sort((a, b) => a - b);
      assert.equal(medianOf(counted), secondsOf(sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN));
    }),
  );
  assert.equal(medianOf([]), null);
});

// Attack: the same month is asked for in many times, each with other exact months beside it, until the sums tell how much the hidden one is.
void test('a sum says nothing of a hidden number that the shown ones do not say', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(counts, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (months, others) => {
      const also = months.map((count) =>
        protectedCount(count) === null ? Number(others.next().value) : count,
      );
      assert.equal(estimated(months.map(protectedCount)), estimated(also.map(protectedCount)));
    }),
  );
  assert.equal(estimated([7, 0, 12]), 19);
  assert.equal(estimated([0, 0]), 0);
  assert.equal(estimated([null, 0]), null);
  assert.equal(estimated([null, null, 9]), 15);
});

// Attack: a number of one to four is somebody, in a municipality where everybody knows everybody.
void test('one to four are never shown, and what could tell them is only roughly so', () => {
  for (let count = 0; count < 100; count += 1) {
    const hidden = count > 0 && count < fewest;
    assert.equal(protectedCount(count), hidden ? null : count);
    const rough = roughly(count);
    assert.ok(
      hidden ? rough === null : rough !== null && rough % fewest === 0 && Math.abs(rough - count) < 3,
    );
  }
});
