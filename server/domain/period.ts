import { instant, type Instant } from './ids.ts';

const zone = 'Europe/Copenhagen';
const dayMs = 86_400_000;

const calendar = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The last answer, since formatting a date costs more than most of a request. A date begins with a minute in every zone of today. */
const latest = { minute: NaN, date: '' };

/** Danish calendar date of an instant, `YYYY-MM-DD`. */
export const danishDate = (at: Instant): string => {
  const minute = Math.floor(at / 60_000);
  if (minute !== latest.minute) Object.assign(latest, { minute, date: calendar.format(at) });
  return latest.date;
};

/** The wall clock's reading in Denmark, as if it were UTC, minus the instant. */
const offsetAt = (at: number): number => {
  const part = Object.fromEntries(
    wallClock.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  );
  return wall - Math.floor(at / 1000) * 1000;
};

/**
 * When a period of `days` days that begins now ends: 23:59:59 Danish time on the date `days` days after today's.
 * The day of registration is not counted, as Danish time limits are read. Whole seconds, because the register takes no
 * fractions. Summer time: the last day is found on the calendar, not by adding hours.
 */
export const endOfPeriod = (now: Instant, days: number): Instant => {
  const lastDay = new Date(Date.parse(`${danishDate(now)}T23:59:59Z`) + days * dayMs).getTime();
  const known = ends.get(lastDay);
  if (known !== undefined) return known;
  // Two rounds: the first guess may use the offset of the wrong side of a summer-time change.
  const guess = lastDay - offsetAt(lastDay);
  const end = instant(lastDay - offsetAt(guess));
  if (ends.size >= mostEnds) ends.clear();
  ends.set(lastDay, end);
  return end;
};

/** When a Danish calendar day begins; `date` is `YYYY-MM-DD`. Midnight is never inside a summer-time change. */
export const startOfDay = (date: string): Instant => {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return instant(midnight - offsetAt(midnight - offsetAt(midnight)));
};

/** Ends already worked out, by the wall clock's reading: a day's registrations share a handful. */
const ends = new Map<number, Instant>();
const mostEnds = 1_000;
