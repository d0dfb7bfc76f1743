import { fill } from '../locales/fill.ts';
import type { PageFailure } from './api.ts';
import type { Texts } from './locales/texts.ts';

/** A failure as a sentence a person can act on, with the reference support asks for. */
export const explain = (t: Texts, { code, reference }: PageFailure): string => {
  const known = code in t.failures ? t.failures[code as keyof Texts['failures']] : t.failures.unknown;
  return reference === undefined ? known : `${known} ${fill(t.reference, reference)}`;
};
