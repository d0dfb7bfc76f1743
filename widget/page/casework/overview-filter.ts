import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CaseFilter, CaseSort, CaseSummary, FoundRegistrants } from '../../../shared/cases-api.ts';
import type { CaseworkTexts } from './texts.ts';

export type FilterDraft = {
  filter: CaseFilter;
  sort: CaseSort;
  /** What is typed of a registrant's name, and who it could be. */
  name: string;
  people: FoundRegistrants['people'] | undefined;
};

type Actions = {
  change: (part: CaseFilter, cleared?: keyof CaseFilter) => void;
  sort: (sort: CaseSort) => void;
  typeName: (name: string) => void;
  submit: () => void;
  clear: () => void;
};

type Shown = {
  t: CaseworkTexts;
  locale: 'da' | 'en';
  summary: CaseSummary | undefined;
  /** What is wrong, by field. */
  faults: Readonly<Record<string, string>>;
};

/** Asked for less often: folded away until one of them is set or wrong. */
const folded = [
  ...(['reason', 'unit', 'registrant', 'registered_from', 'registered_to'] as const),
  ...(['ends_from', 'ends_to', 'undelivered'] as const),
];

const sorts = ['registered_desc', 'registered_asc', 'ends_asc', 'ends_desc'] as const;

/** The form of the overview: all that is filled in must hold. */
export const filterForm = (
  draft: FilterDraft,
  { t, locale, summary, faults }: Shown,
  actions: Actions,
): unknown => {
  const { overview: o } = t;
  const { filter } = draft;
  const fault = (field: keyof CaseFilter) =>
    faults[field]
      ? html`<span class="form-error-message" id="filter-${field}-fault">${faults[field]}</span>`
      : nothing;
  const group = (field: keyof CaseFilter, label: string, control: unknown, hint?: string) =>
    html`<div class="form-group ${faults[field] ? 'form-error' : ''}">
      <label class="form-label" for="filter-${field}">${label}</label>
      ${hint ? html`<span class="form-hint" id="filter-${field}-hint">${hint}</span>` : nothing}
      ${fault(field)} ${control}
    </div>`;
  const set = (field: keyof CaseFilter, value: string): void =>
    value === '' ? actions.change({}, field) : actions.change({ [field]: value });
  const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
  const select = (
    field: 'state' | 'decision' | 'reason' | 'unit',
    options: readonly (readonly [string, string])[],
  ) =>
    html`<select
      class="form-select"
      id="filter-${field}"
      aria-describedby=${faults[field] ? `filter-${field}-fault` : nothing}
      @change=${(event: Event) => set(field, valueOf(event))}
    >
      ${options.map(
        ([value, label]) =>
          html`<option value=${value} ?selected=${(filter[field] ?? '') === value}>${label}</option>`,
      )}
    </select>`;
  const date = (field: 'registered_from' | 'registered_to' | 'ends_from' | 'ends_to') =>
    html`<input
      class="form-input"
      type="date"
      id="filter-${field}"
      .value=${live(filter[field] ?? '')}
      aria-invalid=${faults[field] ? 'true' : nothing}
      aria-describedby=${faults[field] ? `filter-${field}-fault` : nothing}
      @input=${(event: Event) => set(field, valueOf(event))}
    />`;
  const any = ['', o.any] as const;
  return html`<form
    class="case-filter no-print"
    novalidate
    aria-label=${o.filter}
    @submit=${(event: Event) => {
      event.preventDefault();
      actions.submit();
    }}
  >
    ${group(
      'cpr',
      o.cpr,
      html`<input
        class="form-input"
        id="filter-cpr"
        inputmode="numeric"
        autocomplete="off"
        maxlength="20"
        .value=${live(filter.cpr ?? '')}
        aria-invalid=${faults['cpr'] ? 'true' : nothing}
        aria-describedby="filter-cpr-hint ${faults['cpr'] ? 'filter-cpr-fault' : ''}"
        @input=${(event: Event) => set('cpr', valueOf(event).trim())}
      />`,
      o.cprHint,
    )}
    ${group(
      'state',
      o.state,
      select('state', [
        ['', o.states.all],
        ['open', o.states.open],
        ['ended', o.states.ended],
      ]),
    )}
    ${group(
      'decision',
      o.decision,
      select('decision', [
        any,
        ...(['pending', 'confirmed', 'rejected'] as const).map((one) => [one, t.decisions[one]] as const),
      ]),
    )}
    <div class="form-group">
      <label class="form-label" for="filter-sort">${o.sort}</label>
      <select
        class="form-select"
        id="filter-sort"
        @change=${(event: Event) => actions.sort(valueOf(event) as CaseSort)}
      >
        ${sorts.map((one) => html`<option value=${one} ?selected=${draft.sort === one}>${o.sorts[one]}</option>`)}
      </select>
    </div>
    <details
      class="case-filter-more"
      ?open=${folded.some((field) => filter[field] !== undefined || faults[field])}
    >
      <summary>${o.more}</summary>
      <div>
        ${group(
          'reason',
          o.reason,
          select('reason', [
            any,
            ...(summary?.reasons ?? []).map(({ code, label }) => [code, label[locale]] as const),
          ]),
        )}
        ${
          summary && summary.units.length > 0
            ? group(
                'unit',
                o.unit,
                select('unit', [any, ...summary.units.map(({ id, name }) => [id, name] as const)]),
              )
            : nothing
        }
        ${group(
          'registrant',
          o.registrant,
          html`<input
              class="form-input"
              id="filter-registrant"
              type="search"
              autocomplete="off"
              maxlength="100"
              .value=${live(draft.name)}
              aria-describedby="filter-registrant-hint"
              @input=${(event: Event) => actions.typeName(valueOf(event))}
            />${people(draft, t, actions)}`,
          o.registrantHint,
        )}
        ${group('registered_from', o.registeredFrom, date('registered_from'))}
        ${group('registered_to', o.registeredTo, date('registered_to'))}
        ${group('ends_from', o.endsFrom, date('ends_from'))} ${group('ends_to', o.endsTo, date('ends_to'))}
        <div class="form-group">
          <div class="form-group-checkbox">
            <input
              class="form-checkbox"
              type="checkbox"
              id="filter-undelivered"
              .checked=${live(filter.undelivered ?? false)}
              @change=${() => (filter.undelivered ? actions.change({}, 'undelivered') : actions.change({ undelivered: true }))}
            /><label class="form-label" for="filter-undelivered">${o.undelivered}</label>
          </div>
        </div>
      </div>
    </details>
    <p class="actions case-filter-buttons">
      <button class="button button-primary">${o.search}</button>
      <button type="button" class="button button-secondary" @click=${actions.clear}>${o.clear}</button>
    </p>
  </form>`;
};

/** Who it could be: buttons, so that one choice is one press. */
const people = ({ people: found, filter }: FilterDraft, t: CaseworkTexts, { change }: Actions): unknown => {
  if (!found) return nothing;
  if (found.length === 0) return html`<p role="status">${t.overview.registrantNone}</p>`;
  return html`<ul class="case-people no-max-width">
    ${found.map(
      ({ id, name, title }) =>
        html`<li>
          <button
            type="button"
            class="button button-tertiary"
            aria-pressed=${filter.registrant === id ? 'true' : 'false'}
            @click=${() => change({ registrant: id })}
          >
            ${name}${title ? `, ${title}` : nothing}
          </button>
        </li>`,
    )}
  </ul>`;
};
