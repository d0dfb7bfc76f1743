import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AuditFilter, FoundActors } from '../../../shared/audit-api.ts';
import type { AuditTexts } from './texts.ts';

export type AuditDraft = { filter: AuditFilter; name: string; people: FoundActors['people'] | undefined };

type Actions = {
  change: (part: Partial<AuditFilter>, cleared?: keyof AuditFilter) => void;
  typeName: (name: string) => void;
  submit: () => void;
  clear: () => void;
};

/** What to look for in the log; a period is always given. */
export const auditForm = (
  { filter, name, people }: AuditDraft,
  t: AuditTexts,
  faults: Readonly<Record<string, string>>,
  { change, typeName, submit, clear }: Actions,
): unknown => {
  const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
  const set = (field: keyof AuditFilter, value: string): void =>
    value === '' ? change({}, field) : change({ [field]: value });
  const group = (field: string, label: string, control: unknown, hint?: string) =>
    html`<div class="form-group ${faults[field] ? 'form-error' : ''}">
      <label class="form-label" for="audit-${field}">${label}</label>
      ${hint ? html`<span class="form-hint" id="audit-${field}-hint">${hint}</span>` : nothing}
      ${
        faults[field]
          ? html`<span class="form-error-message" id="audit-${field}-fault">${faults[field]}</span>`
          : nothing
      }
      ${control}
    </div>`;
  const select = (field: 'action' | 'outcome', options: Readonly<Record<string, string>>) =>
    html`<select
      class="form-select"
      id="audit-${field}"
      @change=${(event: Event) => set(field, valueOf(event))}
    >
      <option value="">${t.any}</option>
      ${Object.entries(options).map(
        ([value, label]) =>
          html`<option value=${value} ?selected=${filter[field] === value}>${label}</option>`,
      )}
    </select>`;
  const date = (field: 'from' | 'to') =>
    html`<input
      class="form-input"
      type="date"
      id="audit-${field}"
      required
      .value=${live(filter[field])}
      aria-invalid=${faults[field] ? 'true' : nothing}
      aria-describedby=${faults[field] ? `audit-${field}-fault` : nothing}
      @input=${(event: Event) => change({ [field]: valueOf(event) })}
    />`;
  return html`<form
    class="case-filter no-print"
    novalidate
    aria-label=${t.filter}
    @submit=${(event: Event) => {
      event.preventDefault();
      submit();
    }}
  >
    ${group('from', t.from, date('from'))} ${group('to', t.to, date('to'))}
    ${group('action', t.action, select('action', t.actions))}
    ${group('outcome', t.outcome, select('outcome', t.outcomes))}
    ${group(
      'person',
      t.person,
      html`<input
          class="form-input"
          id="audit-person"
          type="search"
          autocomplete="off"
          maxlength="100"
          .value=${live(name)}
          aria-describedby="audit-person-hint"
          @input=${(event: Event) => typeName(valueOf(event))}
        />${
          people === undefined
            ? nothing
            : people.length === 0
              ? html`<p role="status">${t.nobody}</p>`
              : html`<ul class="case-people no-max-width">
                  ${people.map(
                    (one) =>
                      html`<li>
                        <button
                          type="button"
                          class="button button-tertiary"
                          aria-pressed=${filter.actor === one.id ? 'true' : 'false'}
                          @click=${() => change({ actor: one.id })}
                        >
                          ${one.name}
                        </button>
                      </li>`,
                  )}
                </ul>`
        }`,
      t.personHint,
    )}
    ${group(
      'cpr',
      t.cpr,
      html`<input
        class="form-input"
        id="audit-cpr"
        inputmode="numeric"
        autocomplete="off"
        maxlength="20"
        .value=${live(filter.cpr ?? '')}
        aria-invalid=${faults['cpr'] ? 'true' : nothing}
        aria-describedby="audit-cpr-hint ${faults['cpr'] ? 'audit-cpr-fault' : ''}"
        @input=${(event: Event) => set('cpr', valueOf(event).trim())}
      />`,
      t.cprHint,
    )}
    <p class="actions case-filter-buttons">
      <button class="button button-primary">${t.search}</button>
      <button type="button" class="button button-secondary" @click=${clear}>${t.clear}</button>
    </p>
  </form>`;
};
