import { birthDateOf } from '../../shared/cpr.ts';
import type { Bilingual } from '../../shared/api.ts';
import type { Instant } from '../domain/ids.ts';
import { nameOfUnit, type Unit } from '../domain/units.ts';
import type { ExtractRow } from '../store/store.ts';

/** A cell: text, a number, a moment, a calendar day (`YYYY-MM-DD`), or nothing. */
export type Cell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'instant'; at: Instant }
  | { kind: 'day'; day: string }
  | { kind: 'none' };

export type Column = { name: string; title: Bilingual; width: number };

export type ExtractOptions = {
  /** The whole CPR number; otherwise the birth date. */
  withCpr: boolean;
  locale: 'da' | 'en';
  units: readonly Unit[];
  reasons: readonly { code: string; label: Bilingual }[];
  reference: (row: ExtractRow) => string;
};

const none: Cell = { kind: 'none' };
const text = (value: string | null): Cell => (value === null ? none : { kind: 'text', text: value });
const moment = (at: Instant | null | undefined): Cell => (at ? { kind: 'instant', at } : none);

const words = {
  pending: { da: 'Afventer', en: 'Pending' },
  confirmed: { da: 'Godkendt', en: 'Confirmed' },
  rejected: { da: 'Afvist', en: 'Rejected' },
  expired: { da: 'Udløbet', en: 'Expired' },
  ended: { da: 'Ophævet', en: 'Ended' },
} as const;

type Definition = Column & { of: (row: ExtractRow, options: ExtractOptions) => Cell };

const column = (name: string, da: string, en: string, width: number, of: Definition['of']): Definition => ({
  name,
  title: { da, en },
  width,
  of,
});

const citizen = (row: ExtractRow, { withCpr }: ExtractOptions): Cell => {
  if (withCpr) return text(`${row.cpr.slice(0, 6)}-${row.cpr.slice(6)}`);
  const day = birthDateOf(row.cpr);
  return day === undefined ? none : { kind: 'day', day };
};

const definitions: readonly Definition[] = [
  column('reference', 'Nummer', 'Number', 14, (row, { reference }) => text(reference(row))),
  column('citizen', 'Borger', 'Citizen', 14, citizen),
  column('initials', 'Initialer', 'Initials', 10, (row) => text(row.initials)),
  column('reason', 'Begrundelse', 'Reason', 18, ({ blurring }, { reasons, locale }) =>
    text(reasons.find(({ code }) => code === blurring.reason)?.label[locale] ?? blurring.reason),
  ),
  column('text', 'Fritekst', 'Text', 50, (row) => text(row.text)),
  column('registered_at', 'Registreret', 'Registered', 18, ({ blurring }) => moment(blurring.registeredAt)),
  column('registered_by', 'Registreret af', 'Registered by', 24, (row) => text(row.registeredByName)),
  column('unit', 'Enhed', 'Unit', 24, ({ blurring: { unit } }, { units }) =>
    text(unit === null ? null : (nameOfUnit(units, unit) ?? unit)),
  ),
  column('cvrs', 'CVR-numre', 'CVR numbers', 20, ({ blurring }) => text(blurring.cvrs.join(' '))),
  column('in_force_since', 'I kraft nationalt siden', 'In force nationally since', 22, (row) =>
    moment(row.inForceSince),
  ),
  column('ends_at', 'Udløber', 'Expires', 18, ({ blurring }) => moment(blurring.endsAt)),
  column('decision', 'Afgørelse', 'Decision', 12, ({ blurring }, { locale }) =>
    text(words[blurring.decision][locale]),
  ),
  column('decided_at', 'Afgjort', 'Decided', 18, ({ blurring }) => moment(blurring.decided?.at)),
  column('decided_by', 'Afgjort af', 'Decided by', 24, (row) => text(row.decidedByName)),
  column('renewals', 'Forlængelser', 'Renewals', 12, (row) => ({ kind: 'number', number: row.renewals })),
  column('ended_at', 'Ophørt', 'Ended', 18, ({ blurring }) => moment(blurring.ended?.at)),
  column('ended_cause', 'Ophørt ved', 'Ended by cause', 14, ({ blurring }, { locale }) =>
    text(blurring.ended === null ? null : words[blurring.ended.cause][locale]),
  ),
  column('ended_by', 'Ophævet af', 'Ended by', 24, (row) => text(row.endedByName)),
  column('note', 'Ledelsens begrundelse', 'Management’s reason', 50, (row) => text(row.note)),
];

/** What an extract has, in this order. */
export const columns: readonly Column[] = definitions;

export const cellsOf = (row: ExtractRow, options: ExtractOptions): Cell[] =>
  definitions.map(({ of }) => of(row, options));
