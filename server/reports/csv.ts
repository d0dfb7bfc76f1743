import { csvEnd } from '../../shared/extract.ts';
import type { Cell } from './columns.ts';
import { wallClock, type Format } from './format.ts';

/**
 * A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"; ASVS 1.2.10): somebody who writes a reason would run code
 * at whoever opens the extract. An apostrophe makes it text.
 */
const formula = /^[=+\-@\t\r\0]/;

const dayMs = 86_400_000;
const pad = (value: number): string => String(value).padStart(2, '0');
const minutes = Array.from({ length: 1_440 }, (_, at) => `${pad(Math.floor(at / 60))}:${pad(at % 60)}`);

/** Days written before: a million registrations share a few thousand, and a calendar costs more than the rest of a cell. */
const days = new Map<number, string>();
const day = (number: number): string => {
  const known = days.get(number);
  if (known !== undefined) return known;
  const date = new Date(number * dayMs);
  const text = `${pad(date.getUTCDate())}-${pad(date.getUTCMonth() + 1)}-${date.getUTCFullYear()}`;
  if (days.size > 10_000) days.clear();
  days.set(number, text);
  return text;
};

const written = (cell: Cell): string => {
  if (cell.kind === 'text') return field(cell.text);
  if (cell.kind === 'none') return '';
  if (cell.kind === 'number') return String(cell.number);
  if (cell.kind === 'day') return day(Date.parse(`${cell.day}T00:00:00Z`) / dayMs);
  const wall = wallClock(cell.at);
  const number = Math.floor(wall / dayMs);
  return `${day(number)} ${minutes[Math.floor((wall - number * dayMs) / 60_000)]}`;
};

const special = /[;"\r\n]/;
/** A person's text as a cell. */
export const field = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text;
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
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
