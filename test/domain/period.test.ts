import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { instant } from '../../server/domain/ids.ts';
import { danishDate, endOfPeriod } from '../../server/domain/period.ts';
import { at } from './specification.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 200);
const now = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2032-12-31T23:59:59Z') }).map(instant);
const days = fc.integer({ min: 1, max: 728 });
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Copenhagen', timeStyle: 'medium' });

const table: [string, string, number, string][] = [
  ['over a leap day', '2028-02-28T12:00:00Z', 1, '2028-02-29T22:59:59Z'],
  ['over no leap day', '2027-02-28T12:00:00Z', 1, '2027-03-01T22:59:59Z'],
  ['to the night summer time begins', '2026-03-28T12:00:00Z', 1, '2026-03-29T21:59:59Z'],
  ['to the night summer time ends', '2026-10-24T12:00:00Z', 1, '2026-10-25T22:59:59Z'],
  ['from just before Danish midnight', '2026-06-01T21:59:59.999Z', 1, '2026-06-02T21:59:59Z'],
  ['from Danish midnight', '2026-06-01T22:00:00Z', 1, '2026-06-03T21:59:59Z'],
];
for (const [what, from, count, end] of table) {
  test(`a period ${what} ends ${end}`, () => {
    assert.equal(endOfPeriod(at(from), count), at(end));
  });
}

test('a period ends 23:59:59 Danish time on the calendar date so many days later', () => {
  fc.assert(
    fc.property(now, days, (from, count) => {
      const end = endOfPeriod(from, count);
      const date = new Date(`${danishDate(from)}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() + count);
      assert.equal(danishDate(end), date.toISOString().slice(0, 10));
      assert.equal(clock.format(end), '23:59:59');
      assert.equal(end % 1000, 0);
      assert.ok(endOfPeriod(from, count + 1) > end);
    }),
    { numRuns },
  );
});

// The register's limit is "two years", its boundary undocumented: read as calendar years and as 730 × 24 hours.
test('no period the register allows ends two years ahead or later, however two years are counted', () => {
  fc.assert(
    fc.property(now, (from) => {
      const [year, ...rest] = danishDate(from).split('-');
      const twoYears = [Number(year) + 2, ...rest].join('-');
      assert.ok(danishDate(endOfPeriod(from, 728)) < twoYears);
      assert.ok(endOfPeriod(from, 728) - from < 730 * 86_400_000);
    }),
    { numRuns },
  );
});

test("the server's own time zone is of no matter", () => {
  const script = `
    const { endOfPeriod } = await import(process.argv[1]);
    const ends = [];
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2033, 0, 1); at += 37 * 3600_000)
      ends.push(endOfPeriod(at, 1 + (at / 3600_000) % 728));
    console.log(JSON.stringify(ends));`;
  const module = new URL('../../server/domain/period.ts', import.meta.url).href;
  const [utc, ...others] = ['UTC', 'Europe/Copenhagen', 'Pacific/Kiritimati'].map((TZ) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script, module], {
      env: { TZ },
      encoding: 'utf8',
    }),
  );
  assert.ok(utc !== undefined && utc.length > 10_000);
  for (const other of others) assert.equal(other, utc);
});
