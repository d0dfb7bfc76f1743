const timeZone = 'Europe/Copenhagen';

/** `YYYY-MM-DD` plus whole days, on the calendar. */
export const addDays = (date: string, days: number): Date =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000);

/** The Danish calendar date of a moment, `YYYY-MM-DD`. */
export const calendarDate = (at: Date | string | number): string =>
  // Swedish writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(at));

/** Whole days on the calendar from one moment to another, however the hours fall. */
export const calendarDays = (from: Date | string | number, to: Date | string | number): number =>
  Math.round((Date.parse(calendarDate(to)) - Date.parse(calendarDate(from))) / 86_400_000);

/** With weekday: `lørdag den 14. februar 2027`. Danish time, wherever the reader is. */
export const longDate = (at: Date | string, locale: string): string =>
  format(at, locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** `14. februar 2027`. */
export const shortDate = (at: Date | string, locale: string): string =>
  format(at, locale, { day: 'numeric', month: 'long', year: 'numeric' });

/** `10.42`. */
export const clockTime = (at: string, locale: string): string =>
  format(at, locale, { hour: '2-digit', minute: '2-digit' });

const format = (at: Date | string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  // British order of day and month, as all of Europe writes it.
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, ...options }).format(new Date(at));
