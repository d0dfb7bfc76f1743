import { html, nothing } from 'lit';
import { shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { Locale } from '../../locales/locale.ts';
import type { FaultText } from '../../problems.ts';
import type { Draft, Fault, Field } from '../draft.ts';
import type { Loaded } from '../machine.ts';
import { firstOf } from '../validity.ts';
import { coverage } from './coverage.ts';
import { labelOf } from './overview.ts';
import { period } from './period.ts';
import { heading, type Scene, type View } from './scene.ts';

export const form = (loaded: Loaded, faults: readonly Fault[], scene: Scene): View => {
  const { t, apply } = scene;
  const { context, draft, overview } = loaded;
  const { policy, guidelines } = context;
  const edit = (change: Partial<Draft>): void => apply({ type: 'edit', draft: change });
  const textOf = ({ field, wrong, limit }: Fault): string =>
    fill(t.fault[`${field}_${wrong}` as FaultText], limit);
  const error = (field: Field): View | typeof nothing => {
    const fault = faults.find((one) => one.field === field);
    return fault ? html`<p class="error" id=${`${field}-error`}>${textOf(fault)}</p>` : nothing;
  };
  return html`
    ${heading(t.title, scene)}
    ${
      overview.blurred_until
        ? html`<p class="note">
            ${fill(t.blurredUntil, shortDate(overview.blurred_until, t.code))}. ${t.existing}
          </p>`
        : ''
    }
    <slot name="intro"></slot>
    ${
      faults.length > 0
        ? html`<div
            class="summary"
            part="error-summary"
            id="summary"
            role="group"
            aria-labelledby="summary-title"
            tabindex="-1"
          >
            <strong id="summary-title">${t.correct}</strong>
            <ul>
              ${faults.map(
                (fault) =>
                  html`<li>
                    <a
                      href="#"
                      @click=${(event: MouseEvent) => {
                        event.preventDefault();
                        scene.focusField(firstOf[fault.field]);
                      }}
                      >${textOf(fault)}</a
                    >
                  </li>`,
              )}
            </ul>
          </div>`
        : ''
    }
    <form
      part="form"
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        apply({ type: 'review' });
      }}
    >
      <fieldset part="reason" aria-describedby="reason-error">
        <legend>${t.reason}</legend>
        ${error('reason')}
        ${context.reasons.map(
          ({ code, label }, index) =>
            html`<label class="option" part="option">
              <input
                id=${`reason-${index}`}
                type="radio"
                name="reason"
                .checked=${draft.reason === code}
                @change=${() => edit({ reason: code })}
              />${labelOf(label, t.code)}
            </label>`,
        )}
      </fieldset>
      ${policy.reason_text === 'off' ? '' : explanation(loaded, scene, edit, error('text'))}
      ${period(loaded, scene, error('days'))} ${organisations(loaded, scene, edit, error('cvrs'))}
      ${coverage(scene, false)}
      <fieldset>
        <legend>${t.guidelines}</legend>
        <p>${labelOf(guidelines.text, t.code)}</p>
        ${
          guidelines.url?.startsWith('https://')
            ? html`<p>
                <a href=${guidelines.url} target="_blank" rel="noopener noreferrer">${t.readMore}</a>
              </p>`
            : ''
        }
        <slot name="policy"></slot>
        ${
          policy.acknowledgement
            ? html`${error('acknowledged')}<label class="option" part="option">
                  <input
                    id="acknowledged"
                    type="checkbox"
                    aria-describedby="acknowledged-error"
                    .checked=${draft.acknowledged}
                    @change=${(event: Event) =>
                      edit({ acknowledged: (event.target as HTMLInputElement).checked })}
                  />${t.acknowledge}
                </label>`
            : ''
        }
      </fieldset>
      <div class="actions" part="actions">
        <button class="primary" type="submit">${t.review}</button>
        <button type="button" part="cancel" @click=${scene.cancel}>${t.cancel}</button>
      </div>
    </form>
  `;
};

const remaining = (t: Locale, left: number): string =>
  fill(left < 0 ? t.tooMany : t.remaining, Math.abs(left));

type Edit = (change: Partial<Draft>) => void;

const explanation = (
  { context, draft }: Loaded,
  { t, announce }: Scene,
  edit: Edit,
  error: View | typeof nothing,
): View => {
  const { reason_text, reason_text_limit } = context.policy;
  const left = reason_text_limit - draft.text.length;
  return html`<div class="field">
    <label for="text"
      >${t.text}${reason_text === 'optional' ? html` <span class="hint">(${t.optional})</span>` : ''}</label
    >
    <p class="hint" part="hint" id="text-hint">${t.textHint}</p>
    ${error}
    <textarea
      id="text"
      rows="4"
      autocomplete="off"
      aria-describedby="text-error text-hint counter"
      aria-invalid=${error === nothing ? nothing : 'true'}
      .value=${draft.text}
      @input=${(event: InputEvent) => {
        const text = (event.target as HTMLTextAreaElement).value;
        // Each key would drown the typing; two marks are enough to stop in time.
        const passed = [50, 10, -1].find((mark) => left > mark && reason_text_limit - text.length <= mark);
        if (passed !== undefined) announce(remaining(t, reason_text_limit - text.length));
        edit({ text });
      }}
    ></textarea>
    <p class="hint counter" part="counter" id="counter">${remaining(t, left)}</p>
  </div>`;
};

const organisations = (
  { context, draft }: Loaded,
  { t }: Scene,
  edit: Edit,
  error: View | typeof nothing,
): View | '' => {
  const { cvrs } = context.municipality;
  if (cvrs.length < 2) return '';
  return html`<fieldset aria-describedby="cvrs-error cvrs-hint">
    <legend>${t.cvrs}</legend>
    <p class="hint" part="hint" id="cvrs-hint">${t.cvrsHint}</p>
    ${error}
    ${cvrs.map(
      ({ cvr, name }, index) =>
        html`<label class="option" part="option">
          <input
            id=${`cvr-${index}`}
            type="checkbox"
            .checked=${draft.cvrs.includes(cvr)}
            @change=${(event: Event) =>
              edit({
                cvrs: (event.target as HTMLInputElement).checked
                  ? [...draft.cvrs, cvr]
                  : draft.cvrs.filter((one) => one !== cvr),
              })}
          /><span>${name} <span class="hint">CVR ${cvr}</span></span>
        </label>`,
    )}
  </fieldset>`;
};
