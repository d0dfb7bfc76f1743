import type { Cell } from './columns.ts';
import type { Format } from './format.ts';

const value = (cell: Cell): string | number | null => {
  if (cell.kind === 'none') return null;
  if (cell.kind === 'number') return cell.number;
  if (cell.kind === 'instant') return new Date(cell.at).toISOString();
  return cell.kind === 'day' ? cell.day : cell.text;
};

const encode = (lines: readonly object[]): Uint8Array =>
  new TextEncoder().encode(lines.map((one) => `${JSON.stringify(one)}\n`).join(''));

/** JSON Lines: a line about the extract, one for each registration, and one that says it is whole. Moments are ISO 8601 in UTC. */
export const jsonLines = (names: readonly string[], about: object): Format => ({
  contentType: 'application/x-ndjson',
  extension: 'jsonl',
  head: () => encode([{ type: 'extract', ...about }]),
  rows: (rows) =>
    encode(
      rows.map((cells) => ({
        type: 'registration',
        ...Object.fromEntries(cells.map((cell, at) => [names[at] ?? '', value(cell)])),
      })),
    ),
  end: (total) => encode([{ type: 'end', rows: total }]),
});
