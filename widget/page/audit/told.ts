import { shortDate } from '../../dates.ts';

/** What an entry's particulars say; a moment is told as one. */
export const told = (name: string, value: string | number | null, locale: 'da' | 'en'): string =>
  typeof value === 'number' && /(_at|^from)$/.test(name) ? shortDate(new Date(value), locale) : String(value);
