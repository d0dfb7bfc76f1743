import { fill } from '../../locales/fill.ts';
import { caseworkDa } from './texts.da.ts';
import { caseworkEn } from './texts.en.ts';
import type { CaseworkTexts } from './texts.ts';

export const caseworkTexts = (locale: 'da' | 'en'): CaseworkTexts =>
  locale === 'en' ? caseworkEn : caseworkDa;

/** Why a decision was not taken, as a sentence. */
export const whyNot = (t: CaseworkTexts, code: string | null): string =>
  (code !== null && Object.hasOwn(t.codes, code) ? t.codes[code] : undefined) ?? t.unknownCode;

/** A number as the server counts it: not further than `atMost`. */
export const capped = (count: number, atMost: number, text: string): string =>
  count >= atMost ? fill(text, count) : String(count);
