import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Field } from './texts.ts';

/** What is wrong with a form: a sentence for each JSON Pointer into the body. */
export type Faults = Readonly<Record<string, string>>;

/** The id of the field that edits what the pointer names. */
export const fieldId = (form: string, pointer: string): string =>
  `${form}${pointer.replace(/[^A-Za-z0-9]/g, '-')}`;

type FieldPlace = { form: string; pointer: string; label: Field; fault?: string | undefined };

const described = (id: string, hint: string | undefined, fault: string | undefined) =>
  [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || nothing;

/** Label, hint, what is wrong, and the control below, as the design system orders them. */
const framed = (
  { form, pointer, label: [label, hint], fault }: FieldPlace,
  control: TemplateResult,
): TemplateResult => {
  const id = fieldId(form, pointer);
  return html`<div class="form-group ${fault ? 'form-error' : ''}">
    <label class="form-label" for=${id}>${label}</label>
    ${hint ? html`<span class="form-hint" id="${id}-hint">${hint}</span>` : nothing}
    ${fault ? html`<span class="form-error-message" id="${id}-fault">${fault}</span>` : nothing} ${control}
  </div>`;
};

type TextField = FieldPlace & {
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'password' | 'date' | 'url' | 'search';
  numeric?: boolean;
  short?: boolean;
  min?: string;
  disabled?: boolean;
};

const valueOf = (event: Event): string =>
  event.target instanceof HTMLInputElement ||
  event.target instanceof HTMLTextAreaElement ||
  event.target instanceof HTMLSelectElement
    ? event.target.value
    : '';

/** One line of text. */
export const textField = (field: TextField): TemplateResult => {
  const id = fieldId(field.form, field.pointer);
  return framed(
    field,
    html`<input
      class="form-input ${field.short ? 'onboarding-short' : ''}"
      id=${id}
      type=${field.type ?? 'text'}
      inputmode=${field.numeric ? 'numeric' : nothing}
      min=${field.min ?? nothing}
      autocomplete="off"
      ?disabled=${field.disabled ?? false}
      .value=${live(field.value)}
      aria-invalid=${field.fault ? 'true' : nothing}
      aria-describedby=${described(id, field.label[1], field.fault)}
      @input=${(event: Event) => field.onInput(valueOf(event))}
    />`,
  );
};

/** Several lines of text. */
export const textArea = (field: TextField & { rows?: number }): TemplateResult => {
  const id = fieldId(field.form, field.pointer);
  return framed(
    field,
    html`<textarea
      class="form-input"
      id=${id}
      rows=${field.rows ?? 3}
      spellcheck="false"
      .value=${live(field.value)}
      aria-invalid=${field.fault ? 'true' : nothing}
      aria-describedby=${described(id, field.label[1], field.fault)}
      @input=${(event: Event) => field.onInput(valueOf(event))}
    ></textarea>`,
  );
};

type Option<Value extends string> = { value: Value; label: string; hint?: string | undefined };
type Choice<Value extends string> = FieldPlace & { options: readonly Option<Value>[] };

/** The fieldset carries the id, so that a link of the error summary can reach it. */
const choices = <Value extends string>(
  { form, pointer, label: [label, hint], fault, options }: Choice<Value>,
  kind: 'checkbox' | 'radio',
  control: (option: Option<Value>, id: string) => TemplateResult,
): TemplateResult => {
  const id = fieldId(form, pointer);
  return html`<div class="form-group ${fault ? 'form-error' : ''}">
    <fieldset id=${id} tabindex="-1" aria-describedby=${described(id, hint, fault)}>
      <legend class="form-label">${label}</legend>
      ${hint ? html`<span class="form-hint" id="${id}-hint">${hint}</span>` : nothing}
      ${fault ? html`<span class="form-error-message" id="${id}-fault">${fault}</span>` : nothing}
      ${repeat(
        options,
        ({ value }) => value,
        (option) => {
          const own = fieldId(id, `/${option.value}`);
          return html`<div class="form-group-${kind}">
            ${control(option, own)}<label class="form-label" for=${own}>${option.label}</label>
            ${option.hint ? html`<span class="form-hint" id="${own}-hint">${option.hint}</span>` : nothing}
          </div>`;
        },
      )}
    </fieldset>
  </div>`;
};

/** Any number of options. */
export const checkboxes = <Value extends string>(
  field: Choice<Value> & { chosen: readonly Value[]; onChange: (chosen: Value[]) => void },
): TemplateResult =>
  choices(
    field,
    'checkbox',
    ({ value, hint }, id) =>
      html`<input
        class="form-checkbox"
        type="checkbox"
        id=${id}
        .checked=${live(field.chosen.includes(value))}
        aria-describedby=${hint ? `${id}-hint` : nothing}
        @change=${() =>
          field.onChange(
            field.options
              .map((one) => one.value)
              .filter((one) => field.chosen.includes(one) !== (one === value)),
          )}
      />`,
  );

/** One of several options. */
export const radios = <Value extends string>(
  field: Choice<Value> & { chosen: Value; onChange: (chosen: Value) => void },
): TemplateResult =>
  choices(
    field,
    'radio',
    ({ value, hint }, id) =>
      html`<input
        class="form-radio"
        type="radio"
        name=${fieldId(field.form, field.pointer)}
        id=${id}
        .checked=${live(field.chosen === value)}
        aria-describedby=${hint ? `${id}-hint` : nothing}
        @change=${() => field.onChange(value)}
      />`,
  );

/** One box to tick. */
export const checkbox = (
  form: string,
  pointer: string,
  label: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
): TemplateResult => {
  const id = fieldId(form, pointer);
  return html`<div class="form-group">
    <div class="form-group-checkbox">
      <input
        class="form-checkbox"
        type="checkbox"
        id=${id}
        .checked=${live(checked)}
        @change=${() => onChange(!checked)}
      /><label class="form-label" for=${id}>${label}</label>
    </div>
  </div>`;
};
