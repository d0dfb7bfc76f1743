import type { Classification, RowFault } from '../../shared/departments.ts';
import { isShak, isSor } from '../../shared/org-id.ts';
import type { Instant } from './ids.ts';
import type { UnitCode } from './org-blurring.ts';
import { startOfDay } from './period.ts';

/** Columns of an extract by the names of its heading line, in any order; others are passed over. */
export const extractColumns = {
  classification: ['klassifikation', 'classification'],
  code: ['kode', 'code'],
  name: ['navn', 'name'],
  parent: ['overordnet', 'parent'],
  owner: ['ejer', 'owner'],
  validFrom: ['gyldig_fra', 'valid_from'],
  validTo: ['gyldig_til', 'valid_to'],
} as const;
type Column = keyof typeof extractColumns;
/** Where each column stands in a line. */
export type Heading = { at: Partial<Record<Column, number>>; count: number };

/** The heading line read; undefined without classification, code and name. */
export const readHeading = (fields: readonly string[]): Heading | undefined => {
  const names = fields.map((field) => field.trim().toLowerCase());
  const entries = (Object.entries(extractColumns) as [Column, readonly string[]][]).flatMap(
    ([column, known]) => {
      const index = names.findIndex((name) => known.includes(name));
      return index < 0 ? [] : [[column, index] as const];
    },
  );
  const at: Heading['at'] = Object.fromEntries(entries);
  const complete = at.classification !== undefined && at.code !== undefined && at.name !== undefined;
  return complete ? { at, count: fields.length } : undefined;
};

/** One line cut at its semicolons. Quotes hold a field together and are doubled inside one; a quote left open is a fault. */
export const cutLine = (line: string): string[] | undefined => {
  if (!line.includes('"')) return line.split(';');
  const fields: string[] = [];
  const one = /(?:"((?:[^"]|"")*)"|([^";]*))(;|$)/y;
  for (;;) {
    const found = one.exec(line);
    if (!found) return undefined;
    fields.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    if (found[3] === '') return fields;
  }
};

type Row = UnitCode & {
  name: string;
  parent: string | null;
  owner: string | null;
  validFrom: Instant | null;
  validTo: Instant | null;
};
/** A unit, or what is wrong with the row; `known` where the row at least says which unit it meant. */
export type ReadRow = { unit: Row } | { fault: RowFault; known?: UnitCode };

const longest = 300;

/** Empty, `2026-11-23` or `23-11-2026`; undefined for anything else. */
const readDate = (text: string): Instant | null | undefined => {
  if (text === '') return null;
  const iso = text.replace(/^(\d{2})-(\d{2})-(\d{4})$/, '$3-$2-$1');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const parsed = new Date(`${iso}T00:00:00Z`);
  // The thirty-first of February becomes a day in March without a word.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso)
    ? startOfDay(iso)
    : undefined;
};

const isKind = (text: string): text is Classification => text === 'SOR' || text === 'SHAK';

/** Checks one row; the fault named is the first that is found, left to right. */
export const readRow = (fields: readonly string[], { at, count }: Heading): ReadRow => {
  if (fields.length !== count) return { fault: 'columns' };
  const field = (column: Column): string => {
    const index = at[column];
    return index === undefined ? '' : (fields[index] ?? '').trim();
  };
  const classification = field('classification').toUpperCase();
  const code = field('code').replace(/\s/g, '').toUpperCase();
  if (!isKind(classification)) return { fault: 'classification' };
  if (classification === 'SOR' && !isSor(code))
    return { fault: /^[0-9]{11,18}$/.test(code) ? 'check_digit' : 'code' };
  if (classification === 'SHAK' && !isShak(code)) return { fault: 'code' };
  const known = { classification, code };
  const [name, parent, owner] = [field('name'), field('parent').toUpperCase(), field('owner')];
  if (!/[\p{L}\p{N}]/u.test(name)) return { fault: 'name', known };
  if ([name, parent, owner].some((text) => text.length > longest)) return { fault: 'too_long', known };
  const [validFrom, validTo] = [readDate(field('validFrom')), readDate(field('validTo'))];
  if (validFrom === undefined || validTo === undefined) return { fault: 'date', known };
  if (validFrom !== null && validTo !== null && validTo < validFrom) return { fault: 'period', known };
  return { unit: { ...known, name, parent: parent || null, owner: owner || null, validFrom, validTo } };
};
