/**
 * CPR numbers and replacement numbers.
 * Modulus 11 never rejects: numbers without a valid check digit have been issued since 1 October 2007 (cpr.dk).
 */
export type CprKind =
  /** An ordinary CPR number. */
  | 'cpr'
  /** National replacement number (X-eCPR), unique in the country: `DDMMYY` + 1 or 7 + two letters + digit. */
  | 'x-ecpr'
  /** Local replacement number (D-eCPR): same shape with 0, 5 or 6, unique only where it was made. */
  | 'd-ecpr';

export type ParsedCpr = { kind: CprKind; digits: string };
export type CprRefusal = 'form' | 'date';

const ordinary = /^[0-9]{10}$/;
const replacement = /^[0-9]{6}[01567][A-Z]{2}[0-9]$/;

/**
 * Reads a CPR number with or without hyphen or space after the sixth digit.
 * @returns the kind and ten characters without hyphen, or why it is not one: `form` or a `date` that does not exist.
 */
export const parseCpr = (text: string): ParsedCpr | CprRefusal => {
  const digits = text
    .trim()
    .toUpperCase()
    .replace(/^(\d{6})[- ]/, '$1');
  if (replacement.test(digits)) {
    return { kind: digits[6] === '1' || digits[6] === '7' ? 'x-ecpr' : 'd-ecpr', digits };
  }
  if (!ordinary.test(digits)) return 'form';
  return birthDateOf(digits) ? { kind: 'cpr', digits } : 'date';
};

/** Century from the seventh digit (cpr.dk, "Opbygning af CPR-nummeret"). */
const centuryOf = (seventh: number, year: number): number => {
  if (seventh <= 3) return 1900;
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
};

/** Birth date as `YYYY-MM-DD`, or undefined where the date does not exist. */
export const birthDateOf = (cpr: string): string | undefined => {
  const day = Number(cpr.slice(0, 2));
  const month = Number(cpr.slice(2, 4));
  const year = centuryOf(Number(cpr[6]), Number(cpr.slice(4, 6))) + Number(cpr.slice(4, 6));
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCDate() === day && date.getUTCMonth() === month - 1;
  return exists ? date.toISOString().slice(0, 10) : undefined;
};

const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/** Advisory only: false means "check the number once more", never "refused". */
export const passesModulus11 = (cpr: string): boolean =>
  ordinary.test(cpr) && weights.reduce((sum, weight, i) => sum + weight * Number(cpr[i]), 0) % 11 === 0;
