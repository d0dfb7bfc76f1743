import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instant } from '../../server/domain/ids.ts';
import { danishDate } from '../../server/domain/period.ts';
import { commonRetention, cutoffsAt, isRunDue, nextRun } from '../../server/domain/retention.ts';
import { at } from './specification.ts';

const days = (moment: number): string => danishDate(instant(moment));

void test('text goes after two years, registrations and whole months of the log after five, on the Danish calendar', () => {
  const { texts, registrations, audit } = cutoffsAt(commonRetention, at('2026-11-23T09:42:00Z'));
  assert.deepEqual(
    [days(texts), days(registrations), days(audit)],
    ['2024-11-23', '2021-11-23', '2021-11-01'],
  );
  assert.equal(new Date(texts).toISOString(), '2024-11-22T23:00:00.000Z');
});

void test('a month without such a day ends with its last', () => {
  const policy = { textMonths: 1, registrationMonths: 12, auditMonths: 12 };
  assert.equal(days(cutoffsAt(policy, at('2026-03-31T10:00:00Z')).texts), '2026-02-28');
  assert.equal(days(cutoffsAt(policy, at('2028-02-29T10:00:00Z')).registrations), '2027-02-28');
});

void test('nothing goes before its months are over, whatever the day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2040-01-01') }),
      fc.integer({ min: 1, max: 120 }),
      (ms, months) => {
        const now = instant(ms);
        const { texts, audit } = cutoffsAt(
          { textMonths: months, registrationMonths: 60, auditMonths: months },
          now,
        );
        assert.ok(texts <= now - months * 28 * 86_400_000 + 3_600_000);
        assert.ok(audit <= texts);
        assert.match(days(audit), /-01$/);
      },
    ),
  );
});

void test('runs once a Danish day', () => {
  const evening = at('2026-11-23T22:30:00Z');
  assert.equal(isRunDue(null, evening), true);
  assert.equal(isRunDue(evening, at('2026-11-23T22:59:00Z')), false);
  assert.equal(isRunDue(evening, at('2026-11-23T23:00:00Z')), true);
  assert.equal(new Date(nextRun(evening)).toISOString(), '2026-11-23T23:00:00.000Z');
  assert.equal(new Date(nextRun(at('2026-03-28T12:00:00Z'))).toISOString(), '2026-03-28T23:00:00.000Z');
});
