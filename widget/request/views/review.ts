import { html, nothing } from 'lit';
import { addDays, longDate, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { Loaded, Task } from '../machine.ts';
import { coverage } from './coverage.ts';
import { labelOf } from './overview.ts';
import { period } from './period.ts';
import { heading, type Scene, type View } from './scene.ts';

/** The step before a decision with legal effect (WCAG 3.3.4). */
export const review = (loaded: Loaded, task: Task, sending: boolean, scene: Scene): View => {
  const { t } = scene;
  return html`
    ${heading(t.ask[task.do], scene)}
    <p>${t.explain[task.do]}</p>
    ${task.do === 'register' ? decision(loaded, scene) : ''}
    ${task.do === 'renew' && !sending ? period(loaded, scene, nothing) : ''}
    ${
      task.do === 'end'
        ? html`<dl class="facts">
            <div>
              <dt>${t.until}</dt>
              <dd>${shortDate(task.blurring.ends_at, t.code)}</dd>
            </div>
            <div>
              <dt>${t.reference}</dt>
              <dd>${task.blurring.reference}</dd>
            </div>
          </dl>`
        : ''
    }
    <div class="actions" part="actions confirm">
      <button
        type="button"
        class="primary big"
        part="submit"
        aria-disabled=${sending ? 'true' : nothing}
        @click=${() => scene.apply({ type: 'confirm' })}
      >
        ${sending ? html`<span class="spinner" part="spinner"></span>${t.sending}` : t.deed[task.do]}
      </button>
      <button type="button" ?hidden=${sending} @click=${() => scene.apply({ type: 'back' })}>
        ${t.back}
      </button>
    </div>
    ${task.do === 'register' ? coverage(scene, true) : ''}
  `;
};

const decision = ({ context, draft }: Loaded, scene: Scene): View => {
  const { t } = scene;
  const reason = context.reasons.find(({ code }) => code === draft.reason);
  const places = context.municipality.cvrs.filter(({ cvr }) => draft.cvrs.includes(cvr));
  const last = longDate(addDays(context.policy.today, draft.days), t.code);
  const row = (term: string, value: unknown): View =>
    html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<dl class="facts review">
    ${row(t.reason, reason && labelOf(reason.label, t.code))}
    ${draft.text.trim() ? row(t.text, html`<bdi class="typed">${draft.text}</bdi>`) : ''}
    ${row(t.period, html`${fill(t.preset, draft.days)}<br />${fill(t.lastDay, last)}`)}
    ${
      places.length > 0
        ? row(
            t.cvrs,
            places.map(({ name }) => html`<div>${name}</div>`),
          )
        : ''
    }
  </dl>`;
};
