import { html, nothing, type TemplateResult } from 'lit';
import type { DepartmentView } from '../../../shared/departments.ts';
import { textArea, textField } from '../onboarding/fields.ts';
import type { DepartmentTexts } from './texts.ts';

/** What can be decided, as the address of the call names it. */
export type Verb = 'approve' | 'reject' | 'withdraw' | 'review' | 'remove' | 'retry';

/** What the forms share with the view that holds them. */
export type Working = {
  readonly t: DepartmentTexts;
  note: string;
  reviewOn: string | undefined;
  readonly fault: { field: 'note' | 'review'; text: string } | undefined;
  readonly working: Verb | undefined;
  decide(verb: Verb): Promise<void>;
  ask(what: 'remove' | 'withdraw'): void;
};

const form = 'decide';
type Shown = TemplateResult | typeof nothing;

const button = (
  view: Working,
  verb: Verb,
  words: string,
  act: () => void,
  look: 'primary' | 'secondary' = 'secondary',
): TemplateResult =>
  html`<p class="actions">
    <button type="button" class="button button-${look}" ?disabled=${view.working !== undefined} @click=${act}>
      ${view.working === verb ? view.t.form.working : words}
    </button>
  </p>`;

const faultOf = (view: Working, field: 'note' | 'review') =>
  view.fault?.field === field ? view.fault.text : undefined;

const noteField = (view: Working, label: DepartmentTexts['remove']['note']): TemplateResult =>
  textArea({
    ...{ form, pointer: '/note', label, value: view.note, rows: 4, fault: faultOf(view, 'note') },
    onInput: (text) => {
      view.note = text;
    },
  });

/** For another person than the proposer: yes or no. For the proposer: take it back. */
export const approval = (view: Working, one: DepartmentView): Shown => {
  if (one.status !== 'proposed') return nothing;
  const t = view.t.decide;
  if (one.own)
    return html`<section class="department-form no-print" aria-labelledby="decide-title">
      <h2 id="decide-title">${t.title}</h2>
      <p>${t.own}</p>
      ${button(view, 'withdraw', t.withdraw, () => view.ask('withdraw'))}
    </section>`;
  return html`<section class="department-form no-print" aria-labelledby="decide-title">
    <h2 id="decide-title">${t.title}</h2>
    <p>${t.approveText}</p>
    ${button(view, 'approve', t.approve, () => void view.decide('approve'), 'primary')}
    <h3>${t.reject}</h3>
    ${noteField(view, t.rejectNote)} ${button(view, 'reject', t.reject, () => void view.decide('reject'))}
  </section>`;
};

const isWanted = ({ status }: DepartmentView): boolean =>
  ['registered', 'on_its_way', 'delayed', 'needs_attention', 'in_force'].includes(status);

/** It is still needed: when to look at it next. */
export const reviewing = (view: Working, one: DepartmentView): Shown => {
  if (!isWanted(one)) return nothing;
  const t = view.t.review;
  return html`<section class="department-form no-print" aria-labelledby="review-title">
    <h2 id="review-title">${t.title}</h2>
    <p>${t.text}</p>
    ${textField({
      ...{
        form,
        pointer: '/review',
        label: t.day,
        type: 'date',
        short: true,
        fault: faultOf(view, 'review'),
      },
      value: view.reviewOn ?? one.review_proposal,
      onInput: (day) => {
        view.reviewOn = day;
      },
    })}
    ${button(view, 'review', t.button, () => void view.decide('review'))}
  </section>`;
};

export const removal = (view: Working, one: DepartmentView): Shown => {
  if (!isWanted(one)) return nothing;
  const t = view.t.remove;
  return html`<section class="department-form no-print" aria-labelledby="remove-title">
    <h2 id="remove-title">${t.title}</h2>
    <p>${t.text}</p>
    ${noteField(view, t.note)} ${button(view, 'remove', t.button, () => view.ask('remove'))}
  </section>`;
};
