import type { Cell } from './columns.ts';

/** Turns cells into a file, piece by piece; the pieces joined are the file. A file without the last piece can be told from a whole one. */
export type Format = {
  contentType: string;
  extension: string;
  head(titles: readonly string[]): Uint8Array;
  rows(rows: readonly (readonly Cell[])[]): Uint8Array;
  end(total: number): Uint8Array;
};

const zone = 'Europe/Copenhagen';
const parts = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/** The last hours looked up: a day's registrations share a few, and asking the calendar costs more than the rest of a row. */
const offsets = new Map<number, number>();
const hourMs = 3_600_000;

/** Danish wall clock of a moment, as milliseconds that read like UTC. An offset holds for a whole hour. */
export const wallClock = (at: number): number => {
  const hour = Math.floor(at / hourMs);
  let offset = offsets.get(hour);
  if (offset === undefined) {
    const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const wall = Date.UTC(
      part['year'] ?? 0,
      (part['month'] ?? 1) - 1,
      part['day'],
      part['hour'],
      part['minute'],
      part['second'],
    );
    offset = wall - Math.floor(at / 1000) * 1000;
    if (offsets.size > 10_000) offsets.clear();
    offsets.set(hour, offset);
  }
  return at + offset;
};
