import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fill } from '../../locales/fill.ts';
import type { CaseworkTexts } from './texts.ts';

/** A decision that needs a reason, while the person writes it. */
export type NoteDraft = {
  decision: 'reject' | 'renew' | 'end';
  count: number;
  note: string;
  /** Days of a renewal; null for the others. */
  days: string | null;
  fault: { note?: string; days?: string };
};

const noteLimit = 1000;

/** What is wrong with a draft, before the server is asked; nothing when it can be sent. */
export const faultsOf = (draft: NoteDraft, t: CaseworkTexts, maxDays: number): NoteDraft['fault'] => {
  const days = Number(draft.days);
  return {
    ...(!/[^\s\p{Cf}]/u.test(draft.note) && { note: t.note.required }),
    ...(draft.note.length > noteLimit && { note: t.note.tooLong }),
    ...(draft.days !== null &&
      !(Number.isInteger(days) && days >= 1 && days <= maxDays) && {
        days: fill(t.note.daysFault, maxDays),
      }),
  };
};

type Actions = {
  edit: (part: Partial<NoteDraft>) => void;
  submit: () => void;
  cancel: () => void;
};

/** Asks for the reason in the middle of the page; Escape leaves everything as it was. */
export const noteDialog = (
  draft: NoteDraft,
  t: CaseworkTexts,
  maxDays: number,
  { edit, submit, cancel }: Actions,
): TemplateResult => {
  const { decision, count, fault } = draft;
  const error = (id: string, text: string | undefined) =>
    text ? html`<span class="form-error-message" id=${id}>${text}</span>` : nothing;
  return html`<dialog class="case-dialog" aria-labelledby="note-title" @cancel=${cancel}>
    <form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 id="note-title">${t.note.title[decision](count)}</h2>
      ${decision === 'renew' ? nothing : html`<p>${decision === 'end' ? t.note.endText : t.note.rejectText}</p>`}
      <div class="form-group ${fault.note ? 'form-error' : ''}">
        <label class="form-label" for="note-text">${t.note.label[decision]}</label>
        <span class="form-hint" id="note-hint">${t.note.hint}</span>
        ${error('note-fault', fault.note)}
        <textarea
          class="form-input"
          id="note-text"
          rows="4"
          autofocus
          .value=${live(draft.note)}
          aria-invalid=${fault.note ? 'true' : nothing}
          aria-describedby="note-hint ${fault.note ? 'note-fault' : ''}"
          @input=${(event: Event) => edit({ note: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </div>
      ${
        draft.days === null
          ? nothing
          : html`<div class="form-group ${fault.days ? 'form-error' : ''}">
              <label class="form-label" for="note-days">${t.note.days}</label>
              <span class="form-hint" id="days-hint">${fill(t.note.daysHint, maxDays)}</span>
              ${error('days-fault', fault.days)}
              <input
                class="form-input case-short"
                id="note-days"
                inputmode="numeric"
                .value=${live(draft.days)}
                aria-invalid=${fault.days ? 'true' : nothing}
                aria-describedby="days-hint ${fault.days ? 'days-fault' : ''}"
                @input=${(event: Event) => edit({ days: (event.target as HTMLInputElement).value })}
              />
            </div>`
      }
      <p class="actions">
        <button class="button button-primary">${t.note.title[decision](count)}</button>
        <button type="button" class="button button-secondary" @click=${cancel}>${t.cancel}</button>
      </p>
    </form>
  </dialog>`;
};
