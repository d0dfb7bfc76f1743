import { csvEnd } from '../../shared/extract.ts';
import type { Cell } from './columns.ts';
import { wallClock, type Format } from './format.ts';

/**
 * A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"; ASVS 1.2.10): somebody who writes a reason would run code
 * at whoever opens the extract. An apostrophe makes it text.
 */
const formula = /^[=+\-@\t\r\0]/;

const pad = (value: number): string => String(value).padStart(2, '0');
const day = (ms: number): string => {
  const date = new Date(ms);
  return `${pad(date.getUTCDate())}-${pad(date.getUTCMonth() + 1)}-${date.getUTCFullYear()}`;
};

const written = (cell: Cell): string => {
  if (cell.kind === 'none') return '';
  if (cell.kind === 'number') return String(cell.number);
  if (cell.kind === 'day') return day(Date.parse(`${cell.day}T00:00:00Z`));
  if (cell.kind === 'instant') {
    const wall = wallClock(cell.at);
    const time = new Date(wall);
    return `${day(wall)} ${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())}`;
  }
  return field(cell.text);
};

const field = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const line = (fields: readonly string[]): string => `${fields.join(';')}\r\n`;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The last line of a whole extract; one that broke half-way lacks it. */
export const endLine = (total: number): string => line([`${csvEnd}${total}`]);

/** CSV as Danish spreadsheets read it: byte order mark, semicolons, CRLF (RFC 4180), Danish time. */
export const csv = (): Format => ({
  contentType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  head: (titles) => encode(`\uFEFF${line(titles.map(field))}`),
  rows: (rows) => encode(rows.map((cells) => line(cells.map(written))).join('')),
  end: (total) => encode(endLine(total)),
});
