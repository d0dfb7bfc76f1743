import { html, nothing } from 'lit';
import type { Locale } from '../../locales/locale.ts';
import type { View } from './scene.ts';

/** The button that begins it all. */
export const opener = (t: Locale, dialog: boolean, disabled: boolean, press: () => void): View => html`
  <div lang=${t.code}>
    <button
      type="button"
      class="primary big"
      id="opener"
      part="opener"
      aria-haspopup=${dialog ? 'dialog' : nothing}
      ?disabled=${disabled}
      @click=${press}
    >
      ${t.deed.register}
    </button>
  </div>
`;
