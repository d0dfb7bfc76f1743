import { html, nothing } from 'lit';
import type { BlurringStatus } from '../../../shared/blurring.ts';
import type { BlurringView } from '../../../shared/api.ts';
import { clockTime, longDate, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { Task } from '../machine.ts';
import { heading, type Scene, type View } from './scene.ts';

/** The receipt: what is true now, and only that. */
export const result = (blurring: BlurringView, task: Task, scene: Scene): View => {
  const { t } = scene;
  return html`
    ${heading(t.done[task.do], scene)} ${timeline(blurring, scene)}
    <dl class="facts" part="result">
      <div>
        <dt>${t.reference}</dt>
        <dd part="reference" class="reference">${blurring.reference}</dd>
      </div>
      <div>
        <dt>${blurring.ended ? t.ended[blurring.ended.cause] : t.until}</dt>
        <dd>${longDate(blurring.ended?.at ?? blurring.ends_at, t.code)}</dd>
      </div>
      <div>
        <dt>${t.by}</dt>
        <dd><bdi>${blurring.registered_by}</bdi>, ${shortDate(blurring.registered_at, t.code)}</dd>
      </div>
    </dl>
    <slot name="help"></slot>
    <div class="actions" part="actions">
      <button type="button" class="primary" part="cancel" @click=${scene.cancel}>${t.close}</button>
      <button type="button" @click=${() => scene.apply({ type: 'back' })}>${t.overview}</button>
      <button type="button" @click=${scene.print}>${t.print}</button>
    </div>
  `;
};

const at: Record<BlurringStatus, number> = {
  registered: 0,
  on_its_way: 1,
  delayed: 1,
  needs_attention: 1,
  in_force: 2,
  ended: 1,
};

const timeline = ({ status, registered_at, in_force_since, ended }: BlurringView, scene: Scene): View => {
  const { t } = scene;
  const now = at[status];
  const steps =
    status === 'ended'
      ? [t.status.registered, t.ended[ended?.cause ?? 'ended']]
      : [
          `${t.status.registered} ${clockTime(registered_at, t.code)}`,
          t.status[now === 1 ? status : 'on_its_way'],
          in_force_since && status === 'in_force'
            ? fill(t.inForceSince, clockTime(in_force_since, t.code))
            : t.status.in_force,
        ];
  const text = ended && !ended.national ? t.endOnItsWay : t.statusText[status];
  return html`<ol class="timeline ${status}">
    ${steps.map(
      (step, index) =>
        html`<li
          class=${index < now ? 'past' : index > now ? 'later' : 'now'}
          aria-current=${index === now ? 'step' : nothing}
        >
          <span class="step"
            >${step}${index > now ? html` <span class="hint">(${t.notYet})</span>` : ''}</span
          >
          ${index === now ? html`<p>${text}</p>` : ''}
        </li>`,
    )}
  </ol>`;
};
