import { html, nothing } from 'lit';
import type { CaseLine } from '../../../shared/cases-api.ts';
import { calendarDays, shortDate } from '../../dates.ts';
import { da } from '../../locales/da.ts';
import { en } from '../../locales/en.ts';
import { fill } from '../../locales/fill.ts';
import { caseworkTexts } from './pick.ts';
import type { OverviewColumn } from './texts.ts';

/** How a list speaks: its language, its reasons by name, and what now is. */
export type Words = {
  locale: 'da' | 'en';
  reasons: readonly { code: string; label: { da: string; en: string } }[];
  now: number;
};

/** `25.12.1948`, the day the person was born; it has no time and no zone. */
export const born = (date: string, locale: 'da' | 'en'): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'da', { dateStyle: 'short', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** The citizen of a list: initials where they are known, and the birth date. */
export const citizenName = (line: CaseLine, words: Words): string => initialsOf(line) + bornOf(line, words);

const initialsOf = ({ citizen }: CaseLine): string =>
  citizen.initials === null ? '' : `${citizen.initials}, `;
const bornOf = ({ citizen }: CaseLine, { locale }: Words): string =>
  fill(caseworkTexts(locale).noInitials, born(citizen.birth_date, locale));

export const reasonName = (code: string, { reasons, locale }: Words): string =>
  reasons.find((one) => one.code === code)?.label[locale] ?? code;

export const statusName = (line: CaseLine, { locale }: Words): string =>
  (locale === 'en' ? en : da).status[line.status];

/** Whole days a registration has waited. */
export const age = (line: CaseLine, { locale, now }: Words): string => {
  const t = caseworkTexts(locale);
  const days = calendarDays(line.registered_at, now);
  return days <= 0 ? t.today : t.daysAgo(days);
};

/** `12. december 2026, om 3 dage`; the days only while they are few. */
export const ending = (line: CaseLine, { locale, now }: Words): string => {
  const t = caseworkTexts(locale);
  const date = shortDate(line.ended?.at ?? line.ends_at, locale);
  const days = calendarDays(now, line.ends_at);
  if (line.ended || days > 30 || days < 0) return date;
  return `${date}, ${days === 0 ? t.today : t.inDays(days)}`;
};

/** A person, a name or a unit that may not be known. */
const told = (text: string | null, words: Words): string => text ?? caseworkTexts(words.locale).noUnit;

/** The reason, with what was written; the text breaks where it must. */
export const reasonCell = (line: CaseLine, words: Words): unknown =>
  html`${reasonName(line.reason.category, words)}${
    line.reason.text === undefined ? nothing : html`<span class="case-text">${line.reason.text}</span>`
  }`;

/** What a column shows of a registration. */
export const cell = (column: OverviewColumn, line: CaseLine, words: Words): unknown => {
  const t = caseworkTexts(words.locale);
  switch (column) {
    case 'citizen':
      return html`<a href="/cases/${line.id}"
        >${initialsOf(line)}<span class="case-whole">${bornOf(line, words)}</span></a
      >`;
    case 'reason':
      return reasonCell(line, words);
    case 'registered':
      return shortDate(line.registered_at, words.locale);
    case 'registrant':
      return line.registered_by;
    case 'unit':
      return told(line.unit, words);
    case 'ends':
      return ending(line, words);
    case 'status':
      return statusName(line, words);
    case 'decision':
      return line.decided?.by
        ? `${t.decisions[line.decision]} (${line.decided.by})`
        : t.decisions[line.decision];
    case 'reference':
      return line.reference;
  }
};
