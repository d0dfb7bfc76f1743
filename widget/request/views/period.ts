import { html, nothing } from 'lit';
import { addDays, longDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { Loaded } from '../machine.ts';
import type { Scene, View } from './scene.ts';

const presets = [30, 60, 90];

/** How many days, and the day it leads to. Counted from the server's today: the reader's clock may be wrong. */
export const period = ({ context, draft }: Loaded, scene: Scene, error: View | typeof nothing): View => {
  const { t, apply } = scene;
  const { max_days, today } = context.policy;
  const valid = Number.isInteger(draft.days) && draft.days > 0 && draft.days <= max_days;
  const set = (days: number): void => apply({ type: 'edit', draft: { days } });
  return html`
    <fieldset part="period">
      <legend>${t.period}</legend>
      <div class="presets">
        ${presets
          .filter((days) => days <= max_days)
          .map(
            (days) =>
              html`<button type="button" aria-pressed=${draft.days === days} @click=${() => set(days)}>
                ${fill(t.preset, days)}
              </button>`,
          )}
      </div>
      <label for="days">${t.days}</label>
      <p class="hint" part="hint" id="days-hint">${fill(t.daysHint, max_days)}</p>
      ${error}
      <input
        id="days"
        type="number"
        inputmode="numeric"
        min="1"
        max=${max_days}
        step="1"
        .value=${Number.isNaN(draft.days) ? '' : String(draft.days)}
        aria-describedby="days-error days-hint last-day"
        aria-invalid=${error === nothing ? nothing : 'true'}
        @input=${(event: InputEvent) => set((event.target as HTMLInputElement).valueAsNumber)}
      />
      <p class="last-day" id="last-day">
        ${valid ? fill(t.lastDay, longDate(addDays(today, draft.days), t.code)) : ''}
      </p>
    </fieldset>
  `;
};
