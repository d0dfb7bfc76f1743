import { html, type TemplateResult } from 'lit';
import type { Locale } from '../../locales/locale.ts';
import type { Event } from '../machine.ts';

/** What every view is given: the language, and what pressing things does. */
export type Scene = {
  t: Locale;
  /** Heading level of the title. */
  level: number;
  /** Above 0 while the person is asked whether to go on before the session ends. */
  secondsLeft: number;
  /** The person is asked whether to drop what was typed. */
  leaving: boolean;
  /** The host shows the text of an error itself. */
  hostTells: boolean;
  apply: (event: Event) => void;
  announce: (text: string) => void;
  focusField: (id: string) => void;
  resume: () => void;
  keepAlive: () => void;
  cancel: () => void;
  discard: () => void;
  stay: () => void;
  print: () => void;
};

export type View = TemplateResult;

/** The heading that gets focus when the view changes. A role, because the level follows the host page. */
export const heading = (text: string, { level }: Scene): View =>
  html`<div class="title" part="title" id="title" role="heading" aria-level=${level} tabindex="-1">
    ${text}
  </div>`;

export const subheading = (text: string, { level }: Scene): View =>
  html`<div class="sub" role="heading" aria-level=${Math.min(level + 1, 6)}>${text}</div>`;
