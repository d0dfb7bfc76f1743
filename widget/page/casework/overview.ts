import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  CaseCount,
  CaseFilter,
  CaseLine,
  CasePage,
  FoundRegistrants,
  SavedViews,
} from '../../../shared/cases-api.ts';
import type { PageFailure } from '../api.ts';
import { CaseView } from './case-view.ts';
import { cell } from './cells.ts';
import { filterForm, type FilterDraft } from './overview-filter.ts';
import { savedViews } from './overview-views.ts';
import type { OverviewColumn } from './texts.ts';

const allColumns: readonly OverviewColumn[] = [
  ...([
    'citizen',
    'reason',
    'registered',
    'registrant',
    'unit',
    'ends',
    'status',
    'decision',
    'reference',
  ] as const),
];
const firstColumns: readonly OverviewColumn[] = [
  'citizen',
  'reason',
  'registered',
  'registrant',
  'ends',
  'status',
  'decision',
];
const fresh = (): FilterDraft => ({ filter: {}, sort: 'registered_desc', name: '', people: undefined });
/** Milliseconds of silence after which a typed name is looked up. */
const typingMs = 300;

/**
 * All registrations: filters, order, columns, saved views. A CPR number is in the body of the question only.
 *
 * @element sloering-overview
 */
export class OverviewView extends CaseView {
  static override properties: PropertyDeclarations = {
    ...CaseView.properties,
    form: { state: true },
    lines: { state: true },
    count: { state: true },
    columns: { state: true },
    views: { state: true },
    faults: { state: true },
    searching: { state: true },
  };

  declare private form: FilterDraft;
  declare private lines: CaseLine[] | undefined;
  declare private count: CaseCount | undefined;
  declare private columns: readonly OverviewColumn[];
  declare private views: SavedViews['views'];
  declare private faults: Readonly<Record<string, string>>;
  declare private searching: boolean;
  /** What the list shows; the form may say something else by now. */
  private shown: { filter: CaseFilter; sort: FilterDraft['sort'] } = { filter: {}, sort: 'registered_desc' };
  private cursor: CasePage['after'] = null;
  private cancelTyping = (): void => undefined;

  constructor() {
    super();
    this.form = fresh();
    this.columns = firstColumns;
    this.views = [];
    this.faults = {};
    this.searching = false;
  }

  protected override firstUpdated(): void {
    void this.begin();
  }

  protected override replace(id: string, line: CaseLine | undefined): void {
    this.lines = this.lines?.flatMap((one) => (one.id === id ? (line ?? []) : one));
  }

  private async begin(): Promise<void> {
    this.failed = '';
    if (!(await this.loadSummary())) return;
    const views = await this.page.api.get<SavedViews>('/page/views');
    if (views.ok) this.views = views.value.views;
    await this.search();
  }

  private async search(more = false): Promise<void> {
    const { api } = this.page;
    this.failed = '';
    this.faults = {};
    this.searching = true;
    if (!more) {
      const { filter, sort } = this.form;
      this.shown = { filter, sort };
      this.cursor = null;
      this.count = undefined;
    }
    const { filter, sort } = this.shown;
    const reply = await api.post<CasePage>('/page/cases/search', { filter, sort, after: this.cursor });
    this.searching = false;
    if (!reply.ok) return this.refused(reply.failure);
    this.lines = [...(more ? (this.lines ?? []) : []), ...reply.value.cases];
    this.cursor = reply.value.after;
    if (more) return;
    // The whole list is here. Asking for one citizen again would also be another entry in the audit log.
    if (reply.value.after === null) {
      const { length } = reply.value.cases;
      this.count = { count: length, more: false };
      this.page.announce(this.t.overview.count(length, false));
      return;
    }
    const counted = await api.post<CaseCount>('/page/cases/count', { filter });
    if (counted.ok) {
      this.count = counted.value;
      this.page.announce(this.t.overview.count(counted.value.count, counted.value.more));
    }
  }

  private refused(failure: PageFailure): void {
    const { overview: o } = this.t;
    if (failure.code === 'filter_contradictory') {
      const field = failure.fields?.[0]?.pointer.replace('/filter/', '') ?? '';
      this.faults = { [field]: o.contradictory };
      void this.focusOn(`#filter-${field}`);
    } else if (failure.code === 'cpr_invalid' || failure.code === 'citizen_id_unsupported') {
      this.faults = { cpr: o.cprFault };
      void this.focusOn('#filter-cpr');
    } else this.failed = this.page.explain(failure);
  }

  private typeName(name: string): void {
    this.cancelTyping();
    const { registrant: _, ...filter } = this.form.filter;
    this.form = { ...this.form, name, filter, people: undefined };
    if (name.trim().length < 2) return;
    this.cancelTyping = this.page.environment.after(typingMs, () => void this.findPeople(name.trim()));
  }

  private async findPeople(name: string): Promise<void> {
    const reply = await this.page.api.post<FoundRegistrants>('/page/cases/registrants', { name });
    if (reply.ok && this.form.name.trim() === name) this.form = { ...this.form, people: reply.value.people };
  }

  protected override render(): unknown {
    const { t, lines, form, faults, summary } = this;
    const { overview: o } = t;
    const { locale } = this.page;
    return html`
      <h1 tabindex="-1">${this.page.t.places.overview}</h1>
      <p class="font-lead">${o.lead}</p>
      ${savedViews(this.views, {
        ...{ t, page: this.page, columns: this.columns, form },
        apply: ({ filter, sort, columns }) => {
          this.form = { ...fresh(), filter, sort };
          this.columns = allColumns.filter((one) => columns.includes(one));
          void this.search();
        },
        keep: (views) => (this.views = views),
      })}
      ${filterForm(
        form,
        { t, locale, summary, faults },
        {
          change: (part, cleared) => {
            const filter = { ...form.filter, ...part };
            if (cleared) delete filter[cleared];
            this.form = { ...form, filter };
          },
          sort: (sort) => (this.form = { ...form, sort }),
          typeName: (name) => this.typeName(name),
          submit: () => void this.search(),
          clear: () => {
            this.form = fresh();
            void this.search();
          },
        },
      )}
      ${this.failure(() => void (summary ? this.search() : this.begin()))}
      ${this.searching || (!lines && !this.failed) ? html`<p role="status">${this.page.t.loading}</p>` : nothing}
      ${lines && !this.searching ? this.results(lines) : nothing}
    `;
  }

  private columnChoice(): unknown {
    const { t, columns } = this;
    return html`<details class="case-columns no-print">
      <summary>${t.overview.columns}</summary>
      <fieldset>
        <legend class="sr-only">${t.overview.columns}</legend>
        ${allColumns.map((one) => {
          const chosen = columns.includes(one);
          return html`<div class="form-group-checkbox">
            <input
              class="form-checkbox"
              type="checkbox"
              id="column-${one}"
              .checked=${chosen}
              ?disabled=${one === 'citizen'}
              @change=${() => (this.columns = allColumns.filter((each) => columns.includes(each) !== (each === one)))}
            /><label class="form-label" for="column-${one}">${t.columns[one]}</label>
          </div>`;
        })}
      </fieldset>
    </details>`;
  }

  private results(lines: readonly CaseLine[]): unknown {
    const { t, words, columns, count } = this;
    const { overview: o } = t;
    const { extract } = this.page.session.permissions;
    const unfiltered = Object.keys(this.shown.filter).length === 0;
    if (lines.length === 0) return html`<p>${unfiltered ? o.noneAtAll : o.none}</p>`;
    return html`
      <div class="case-tools">
        ${count ? html`<p>${o.count(count.count, count.more)}</p>` : nothing} ${this.columnChoice()}
        ${extract ? html`<sloering-extract .page=${this.page} .filter=${this.shown.filter}></sloering-extract>` : nothing}
      </div>
      <table class="table table-md-responsive-headers case-table">
        <caption class="sr-only">
          ${o.caption}
        </caption>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${t.columns[column]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            lines,
            ({ id }) => id,
            (line) =>
              html`<tr>
                ${columns.map(
                  (column) => html`<td data-title=${t.columns[column]}>${cell(column, line, words)}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        this.cursor
          ? html`<p class="no-print">
              <button class="button button-secondary" @click=${() => void this.search(true)}>
                ${t.more}
              </button>
            </p>`
          : html`<p>${t.allShown}</p>`
      }
    `;
  }
}
