import { put } from './lines.ts';
import { onboardingDa } from './texts.da.ts';
import { onboardingEn } from './texts.en.ts';
import type { Explained, OnboardingTexts } from './texts.ts';

export const textsFor = (locale: 'da' | 'en'): OnboardingTexts =>
  locale === 'en' ? onboardingEn : onboardingDa;

/** What a code means and what to do; a code nobody wrote a text for is told as it is. */
export const explained = (t: OnboardingTexts, code: string): Explained =>
  (Object.hasOwn(t.codes, code) ? t.codes[code] : undefined) ?? [put(t.unknownCode, code)];
