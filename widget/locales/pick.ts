import { da } from './da.ts';
import { en } from './en.ts';
import type { Locale } from './locale.ts';

/**
 * The language nearest the element: its own `lang`, an ancestor's across shadow roots, the document's; else the
 * session's; else Danish.
 */
export const pickLocale = (
  element: Element,
  own: string | undefined,
  messages: Partial<Locale> | undefined,
  session?: string,
): Locale => {
  const base = (own || languageOf(element) || session || '').toLowerCase().startsWith('en') ? en : da;
  return messages ? { ...base, ...messages } : base;
};

const languageOf = (element: Element): string => {
  const own = element.closest('[lang]')?.getAttribute('lang');
  if (own) return own;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : '';
};
