import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from '../../server/domain/ids.ts';
import { isWorkingDay, nextTry, noticeDay, nothingWaits, noticeTimes } from '../../server/domain/notice.ts';

const at = (text: string) => instant(Date.parse(text));

const closed: [string, string][] = [
  ['2026-01-01', 'New Year'],
  ['2026-04-02', 'Maundy Thursday'],
  ['2026-04-03', 'Good Friday'],
  ['2026-04-06', 'Easter Monday'],
  ['2026-05-14', 'Ascension'],
  ['2026-05-25', 'Whit Monday'],
  ['2026-06-05', 'Constitution Day'],
  ['2026-12-24', 'Christmas Eve'],
  ['2026-12-25', 'Christmas Day'],
  ['2026-12-31', 'New Year’s Eve'],
  ['2026-11-22', 'a Sunday'],
  ['2026-11-21', 'a Saturday'],
  ['2027-03-29', 'Easter Monday of another year'],
  ['2038-04-26', 'the latest Easter Monday there is'],
  ['2285-03-23', 'the earliest Easter Monday there is'],
];
for (const [date, what] of closed) {
  test(`nothing is sent on ${date}, ${what}`, () => {
    assert.equal(isWorkingDay(date), false);
    assert.equal(noticeDay(at(`${date}T10:00:00Z`)), null);
  });
}

// Great Prayer Day was abolished from 2024; the Friday after Ascension is a working day.
for (const date of ['2026-11-23', '2026-05-01', '2026-05-15', '2026-12-23', '2026-04-07']) {
  test(`digests are sent on ${date}`, () => {
    assert.equal(isWorkingDay(date), true);
    assert.equal(noticeDay(at(`${date}T10:00:00Z`)), date);
  });
}

test('the hours are Danish ones, in winter and in summer', () => {
  assert.equal(noticeDay(at('2026-11-23T05:59:59Z')), null);
  assert.equal(noticeDay(at('2026-11-23T06:00:00Z')), '2026-11-23');
  assert.equal(noticeDay(at('2026-11-23T15:59:59Z')), '2026-11-23');
  assert.equal(noticeDay(at('2026-11-23T16:00:00Z')), null);
  assert.equal(noticeDay(at('2026-06-22T04:59:59Z')), null);
  assert.equal(noticeDay(at('2026-06-22T05:00:00Z')), '2026-06-22');
  // The Monday after the clock has changed.
  assert.equal(noticeDay(at('2026-03-30T05:00:00Z')), '2026-03-30');
  assert.equal(noticeDay(at('2026-10-26T05:59:59Z')), null);
});

test('a failed digest is tried again ever later, and every hour in the end', () => {
  const now = at('2026-11-23T06:00:00Z');
  const waits = [1, 2, 3, 4, 5, 50].map((tries) => (nextTry(tries, now) - now) / 60_000);
  assert.deepEqual(waits, [5, 15, 30, 60, 60, 60]);
});

test('a period ends within so many days when its last day is at most so many days away', () => {
  const { days7, days14, days30, overdue } = noticeTimes(at('2026-11-23T06:00:00Z'));
  assert.deepEqual(
    [days7, days14, days30, overdue].map((one) => new Date(one).toISOString()),
    [
      '2026-11-30T22:59:59.000Z',
      '2026-12-07T22:59:59.000Z',
      '2026-12-23T22:59:59.000Z',
      '2026-11-16T06:00:00.000Z',
    ],
  );
});

test('nothing waits only when nothing does', () => {
  const none = { pending: 0, overdue: 0, endingWithin: { days7: 0, days14: 0, days30: 0 }, reviewsDue: 0 };
  assert.equal(nothingWaits(none), true);
  assert.equal(nothingWaits({ ...none, pending: 1 }), false);
  assert.equal(nothingWaits({ ...none, endingWithin: { days7: 0, days14: 0, days30: 1 } }), false);
  assert.equal(nothingWaits({ ...none, reviewsDue: 1 }), false);
});
