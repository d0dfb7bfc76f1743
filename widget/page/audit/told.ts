import type { AuditDetail } from '../../../shared/audit-actions.ts';
import { shortDate } from '../../dates.ts';
import { detailsDa } from './details.da.ts';
import { detailsEn } from './details.en.ts';
import type { DetailTexts } from './details.ts';

type Name = keyof AuditDetail;

const moments: ReadonlySet<string> = new Set<Name>([
  'applies_from',
  'ends_at',
  'from',
  'not_after',
  'review',
]);
const choices: ReadonlySet<string> = new Set<Name>(['full', 'with_cpr', 'with_names']);

const value = (name: Name, said: string | number, t: DetailTexts, locale: 'da' | 'en'): string => {
  if (typeof said === 'number') {
    if (moments.has(name)) return shortDate(new Date(said), locale);
    return choices.has(name) ? (said === 0 ? t.no : t.yes) : new Intl.NumberFormat(locale).format(said);
  }
  // Several codes of a kind are kept with a space between.
  const words = t.values[name];
  return said
    .split(' ')
    .map((one) => words?.[one] ?? one)
    .join(words || name === 'cvrs' ? ', ' : ' ');
};

/** The particulars of an entry in words, in the order they were kept. */
export const told = (detail: AuditDetail, locale: 'da' | 'en'): string[] => {
  const t = locale === 'en' ? detailsEn : detailsDa;
  return (Object.entries(detail) as [Name, string | number | null][]).flatMap(([name, said]) =>
    said === null || said === '' ? [] : `${t.names[name] ?? name}: ${value(name, said, t, locale)}`,
  );
};
