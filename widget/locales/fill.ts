/** Puts a date, number or limit where a text has `{}`. */
export const fill = (text: string, value: string | number | undefined): string =>
  text.replace('{}', () => String(value));
