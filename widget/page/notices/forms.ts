import { html, nothing } from 'lit';
import { fill } from '../../locales/fill.ts';
import type { NoticeTexts } from './texts.ts';

type Field = {
  id: string;
  label: string;
  hint: string;
  fault: string | undefined;
  kind: 'email' | 'code';
  value?: string;
};

/** One line of text, with what is wrong with it above it. */
const field = ({ id, label, hint, fault, kind, value = '' }: Field): unknown =>
  html`<div class="form-group ${fault ? 'form-error' : ''}">
    <label class="form-label" for=${id}>${label}</label>
    <span class="form-hint" id="${id}-hint">${hint}</span>
    ${fault ? html`<span class="form-error-message" id="${id}-fault">${fault}</span>` : nothing}
    <input
      class="form-input ${kind === 'code' ? 'input-width-s' : 'notices-address'}"
      id=${id}
      type=${kind === 'email' ? 'email' : 'text'}
      inputmode=${kind === 'email' ? 'email' : 'numeric'}
      autocomplete=${kind === 'email' ? 'email' : 'one-time-code'}
      spellcheck="false"
      autocapitalize="none"
      maxlength=${kind === 'email' ? 254 : 12}
      value=${value}
      aria-describedby="${id}-hint ${fault ? `${id}-fault` : ''}"
      aria-invalid=${fault ? 'true' : nothing}
    />
  </div>`;

type Form = { t: NoticeTexts; fault: string | undefined; waiting: boolean; submit: (event: Event) => void };

/** Address and language; sending a code is what saves it. */
export const addressForm = ({
  t,
  fault,
  waiting,
  submit,
  address,
  language,
  cancel,
}: Form & { address: string; language: 'da' | 'en'; cancel: (() => void) | null }): unknown =>
  html`<form novalidate @submit=${submit}>
    ${field({ id: 'notices-address', ...t.address, fault, kind: 'email', value: address })}
    <fieldset class="form-group">
      <legend class="form-label">${t.language}</legend>
      ${(['da', 'en'] as const).map(
        (one) =>
          html`<div class="form-group-radio">
            <input
              class="form-radio"
              type="radio"
              id="notices-language-${one}"
              name="language"
              value=${one}
              ?checked=${one === language}
            />
            <label class="form-label" for="notices-language-${one}">${t.languages[one]}</label>
          </div>`,
      )}
    </fieldset>
    <p class="notices-buttons">
      <button class="button button-primary" ?disabled=${waiting}>${waiting ? t.working : t.send}</button>
      ${
        cancel
          ? html`<button type="button" class="button button-secondary" @click=${cancel}>${t.cancel}</button>`
          : nothing
      }
    </p>
  </form>`;

/** The code that came by mail. */
export const codeForm = ({
  t,
  fault,
  waiting,
  submit,
  address,
  open,
  again,
}: Form & { address: string; open: boolean; again: () => void }): unknown =>
  html`<section aria-labelledby="notices-code-title">
    <h2 id="notices-code-title">${t.code.title}</h2>
    <p class="notices-wrap">${fill(open ? t.code.lead : t.code.gone, address)}</p>
    <form novalidate @submit=${submit}>
      ${
        open
          ? field({ id: 'notices-code', label: t.code.label, hint: t.code.hint, fault, kind: 'code' })
          : nothing
      }
      <p class="notices-buttons">
        ${
          open
            ? html`<button class="button button-primary" ?disabled=${waiting}>
                ${waiting ? t.working : t.code.confirm}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="button ${open ? 'button-secondary' : 'button-primary'}"
          ?disabled=${waiting}
          @click=${again}
        >
          ${t.code.again}
        </button>
      </p>
    </form>
  </section>`;
