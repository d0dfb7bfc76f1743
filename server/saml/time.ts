import { instant, type Instant } from '../domain/ids.ts';

// SAML core 1.3.3: times are in UTC with `Z`; any fraction is allowed.
const utc = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/;

/** Milliseconds of a SAML time, or undefined when it is not one (nor a day that exists). */
export const samlTime = (text: string | undefined): Instant | undefined => {
  const whole = text === undefined ? null : utc.exec(text);
  const seconds = whole?.[1];
  if (text === undefined || seconds === undefined) return undefined;
  const at = Date.parse(text);
  // `Date.parse` carries 31 April over to May.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== seconds) return undefined;
  return instant(at);
};

/** Whole seconds; a fraction is cut. */
export const writeTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Clocks that may differ by `skewMs` in either direction. */
export type Clock = { now: Instant; skewMs: number };

export const hasBegun = (from: Instant, { now, skewMs }: Clock): boolean => now >= from - skewMs;
export const isBefore = (end: Instant, { now, skewMs }: Clock): boolean => now < end + skewMs;
