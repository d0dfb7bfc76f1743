import { html } from 'lit';
import type { BlurringView } from '../../../shared/api.ts';
import { clockTime, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { Loaded } from '../machine.ts';
import { heading, subheading, type Scene, type View } from './scene.ts';

/** What exists for the citizen, before anything new is asked (product rule 4). */
export const overview = (loaded: Loaded, scene: Scene): View => {
  const { t } = scene;
  const { blurred_until, blurrings } = loaded.overview;
  const mayRegister = !loaded.readonly && loaded.context.permissions.register;
  return html`
    ${heading(blurred_until ? fill(t.blurredUntil, shortDate(blurred_until, t.code)) : t.notBlurred, scene)}
    <p>${blurred_until ? (mayRegister ? t.existing : '') : t.notBlurredText}</p>
    ${
      blurrings.length > 0
        ? html`${subheading(t.registrations, scene)}
            <ul class="cards">
              ${blurrings.map((one) => card(one, loaded, scene))}
            </ul>`
        : ''
    }
    <div class="actions" part="actions">
      ${
        mayRegister
          ? html`<button type="button" class="primary" @click=${() => scene.apply({ type: 'add' })}>
              ${t.add}
            </button>`
          : ''
      }
      <button type="button" part="cancel" @click=${scene.cancel}>${t.close}</button>
    </div>
  `;
};

const card = (one: BlurringView, { context, readonly }: Loaded, { t, apply }: Scene): View => {
  const reason = context.reasons.find(({ code }) => code === one.reason.category);
  const open = one.ended === null && !readonly;
  const ask = (what: 'renew' | 'end'): View =>
    html`<button
      type="button"
      aria-describedby=${`s-${one.id}`}
      @click=${() => apply({ type: 'ask', task: { do: what, blurring: one } })}
    >
      ${t.deed[what]}
    </button>`;
  return html`<li class="card">
    <strong id=${`s-${one.id}`}>${reason ? labelOf(reason.label, t.code) : one.reason.category}</strong>
    ${badge(one, t)}
    <dl class="facts">
      <div>
        <dt>${one.ended ? t.ended[one.ended.cause] : t.until}</dt>
        <dd>${shortDate(one.ended?.at ?? one.ends_at, t.code)}</dd>
      </div>
      <div>
        <dt>${t.by}</dt>
        <dd><bdi>${one.registered_by}</bdi>, ${shortDate(one.registered_at, t.code)}</dd>
      </div>
      <div>
        <dt>${t.reference}</dt>
        <dd>${one.reference}</dd>
      </div>
      ${
        one.reason.text
          ? html`<div class="wide">
              <dt>${t.text}</dt>
              <dd><bdi>${one.reason.text}</bdi></dd>
            </div>`
          : ''
      }
    </dl>
    <p class="hint">${one.ended ? (one.ended.national ? '' : t.endOnItsWay) : t.decision[one.decision]}</p>
    ${
      open && (context.permissions.renew || context.permissions.end)
        ? html`<div class="actions">
            ${context.permissions.renew ? ask('renew') : ''} ${context.permissions.end ? ask('end') : ''}
          </div>`
        : ''
    }
  </li>`;
};

const badge = (one: BlurringView, t: Scene['t']): View =>
  html`<span class="badge ${one.status}"
    >${
      one.status === 'in_force' && one.in_force_since
        ? fill(
            t.inForceSince,
            `${shortDate(one.in_force_since, t.code)} ${clockTime(one.in_force_since, t.code)}`,
          )
        : t.status[one.status]
    }</span
  >`;

export const labelOf = (label: { da: string; en: string }, code: string): string =>
  code === 'en' ? label.en : label.da;
