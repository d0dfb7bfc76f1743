import { html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Count, FigureMonth, Figures } from '../../../shared/figures-api.ts';
import { fill } from '../../locales/fill.ts';
import { View } from '../view.ts';
import { figuresDa } from './texts.da.ts';
import { figuresEn } from './texts.en.ts';
import type { FigureTexts } from './texts.ts';

type Measure = Exclude<keyof FigureMonth, 'month'>;
type Municipality = Figures['municipalities'][number];
const happened: readonly Measure[] = ['registered', 'confirmed', 'rejected', 'renewed', 'ended'];
const standing: readonly Measure[] = ['in_force', 'departments'];
const all = [...happened, ...standing];

/**
 * Counts by month, as charts with a table beside each; for the national body municipality by municipality too.
 *
 * @element sloering-figures
 */
export class FiguresView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    shown: { state: true },
    from: { state: true },
    to: { state: true },
    failed: { state: true },
    fault: { state: true },
    search: { state: true },
    sort: { state: true },
  };

  declare private shown: Figures | undefined;
  declare private from: string;
  declare private to: string;
  declare private failed: string;
  declare private fault: string;
  declare private search: string;
  declare private sort: Measure | 'name' | 'started';

  constructor() {
    super();
    Object.assign(this, { from: '', to: '', failed: '', fault: '', search: '', sort: 'name' });
  }

  protected override firstUpdated(): void {
    // A quarter of the page's script, for one view. Should it not come, the tables say the same.
    import('./chart.ts').catch(() => undefined);
    void this.load();
  }

  private get t(): FigureTexts {
    return this.page.locale === 'en' ? figuresEn : figuresDa;
  }

  private get query(): string {
    return this.from && this.to ? `?${new URLSearchParams({ from: this.from, to: this.to }).toString()}` : '';
  }

  private async load(): Promise<void> {
    Object.assign(this, { failed: '', fault: '' });
    const reply = await this.page.api.get<Figures>(`/page/figures${this.query}`);
    if (reply.ok) {
      this.shown = reply.value;
      this.from = reply.value.from;
      this.to = reply.value.to;
    } else if (reply.failure.code === 'filter_contradictory' || reply.failure.code === 'body_invalid') {
      this.fault = this.t.order;
      void this.focusOn('#figures-to');
    } else this.failed = this.page.explain(reply.failure);
  }

  protected override render(): unknown {
    const { t, shown } = this;
    return html`
      <h1 tabindex="-1">${this.page.t.places.figures}</h1>
      <p class="font-lead">${shown?.scope === 'all' ? t.leadAll : t.leadOwn}</p>
      ${this.form()}
      ${
        this.failed
          ? html`<div class="alert alert-error" role="alert">
              <p>${this.failed}</p>
              <button class="button button-secondary" @click=${() => void this.load()}>
                ${this.page.t.retry}
              </button>
            </div>`
          : nothing
      }
      ${!shown && !this.failed ? html`<p role="status">${this.page.t.loading}</p>` : nothing}
      ${shown ? this.content(shown) : nothing}
    `;
  }

  private form(): unknown {
    const { t, fault } = this;
    const month = (field: 'from' | 'to', label: string) =>
      html`<div class="form-group ${fault && field === 'to' ? 'form-error' : ''}">
        <label class="form-label" for="figures-${field}">${label}</label>
        ${
          fault && field === 'to'
            ? html`<span class="form-error-message" id="figures-fault">${fault}</span>`
            : nothing
        }
        <input
          class="form-input"
          type="month"
          id="figures-${field}"
          .value=${live(this[field])}
          aria-invalid=${fault && field === 'to' ? 'true' : nothing}
          aria-describedby=${fault && field === 'to' ? 'figures-fault' : nothing}
          @input=${(event: Event) => (this[field] = (event.target as HTMLInputElement).value)}
        />
      </div>`;
    return html`<form
      class="case-filter no-print"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.load();
      }}
    >
      ${month('from', t.from)} ${month('to', t.to)}
      <p class="actions case-filter-buttons">
        <button class="button button-primary">${t.show}</button>
        <a class="button button-secondary" download href="/page/figures/file${this.query}">${t.file}</a>
      </p>
    </form>`;
  }

  private content(shown: Figures): unknown {
    const { t } = this;
    const { months, totals, adoption, municipalities, scope } = shown;
    const empty = months.every((one) => all.every((measure) => one[measure] === 0));
    return html`
      ${scope === 'own' ? html`<p>${t.fewHelp}</p>` : nothing}
      <dl class="figure-numbers">
        ${
          adoption
            ? html`<div>
                <dt>${t.adoption} <span class="figure-more">(${fill(t.setUp, adoption.set_up)})</span></dt>
                <dd>${fill(fill(t.startedOf, adoption.started), adoption.of)}</dd>
              </div>`
            : nothing
        }
        ${all.map(
          (measure) =>
            html`<div>
              <dt>${t.measures[measure]}</dt>
              <dd>${this.count(totals[measure])}</dd>
            </div>`,
        )}
        <div>
          <dt>${t.decisionTime}</dt>
          <dd>${totals.median_decision_hours === null ? t.noTime : t.hours(totals.median_decision_hours)}</dd>
        </div>
        <div>
          <dt>${t.effectTime}</dt>
          <dd>
            ${totals.median_effect_seconds === null ? t.noTime : t.seconds(totals.median_effect_seconds)}
          </dd>
        </div>
      </dl>
      ${
        empty
          ? html`<p>${t.none}</p>`
          : [this.chart(t.events, 'bar', happened, months), this.chart(t.standing, 'line', standing, months)]
      }
      ${municipalities.length > 0 ? this.municipalities(municipalities) : nothing}
    `;
  }

  private count(count: Count): string {
    return count === null ? this.t.few : new Intl.NumberFormat(this.page.locale).format(count);
  }

  private monthName(month: string): string {
    return new Intl.DateTimeFormat(this.page.locale === 'en' ? 'en-GB' : 'da', {
      ...{ month: 'short', year: 'numeric', timeZone: 'UTC' },
    }).format(new Date(`${month}-01T00:00:00Z`));
  }

  private chart(
    title: string,
    kind: 'bar' | 'line',
    measures: readonly Measure[],
    months: readonly FigureMonth[],
  ): unknown {
    const { t } = this;
    const labels = months.map(({ month }) => this.monthName(month));
    const series = measures.map((measure) => ({
      label: t.measures[measure],
      values: months.map((one) => one[measure]),
    }));
    return html`<section class="case-section">
      <h2>${title}</h2>
      <sloering-chart class="no-print" .kind=${kind} .labels=${labels} .series=${series}></sloering-chart>
      <div class="figure-scroll" tabindex="0" role="region" aria-label=${fill(t.tableOf, title)}>
        <table class="table">
          <caption class="sr-only">
            ${fill(t.tableOf, title)}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t.month}</th>
              ${measures.map((measure) => html`<th scope="col">${t.measures[measure]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${months.map(
              (one, at) =>
                html`<tr>
                  <th scope="row">${labels[at]}</th>
                  ${measures.map((measure) => html`<td>${this.count(one[measure])}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private sorted(lines: readonly Municipality[]): Municipality[] {
    const { sort, search } = this;
    const wanted = search.trim().toLocaleLowerCase('da');
    const found = lines.filter(({ name }) => name.toLocaleLowerCase('da').includes(wanted));
    if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name, 'da'));
    if (sort === 'started') return found.sort((a, b) => ((a.started ?? '9') < (b.started ?? '9') ? -1 : 1));
    return found.sort((a, b) => (b[sort] ?? 0) - (a[sort] ?? 0));
  }

  private municipalities(lines: readonly Municipality[]): unknown {
    const { t, sort } = this;
    const found = this.sorted(lines);
    const heading = (name: Measure | 'name' | 'started', label: string) =>
      html`<th
        scope="col"
        aria-sort=${sort === name ? (name === 'name' || name === 'started' ? 'ascending' : 'descending') : nothing}
      >
        <button class="figure-sort" aria-label=${fill(t.sortBy, label)} @click=${() => (this.sort = name)}>
          ${label}
        </button>
      </th>`;
    return html`<section class="case-section">
      <h2>${t.perMunicipality}</h2>
      <div class="form-group no-print">
        <label class="form-label" for="figures-search">${t.filter}</label>
        <input
          class="form-input"
          type="search"
          id="figures-search"
          .value=${live(this.search)}
          @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
        />
      </div>
      ${
        found.length === 0
          ? html`<p role="status">${t.noHits}</p>`
          : html`<div class="figure-scroll" tabindex="0" role="region" aria-label=${t.perMunicipality}>
              <table class="table">
                <thead>
                  <tr>
                    ${heading('name', t.municipality)} ${heading('started', t.started)}
                    ${all.map((measure) => heading(measure, t.measures[measure]))}
                  </tr>
                </thead>
                <tbody>
                  ${found.map(
                    (one) =>
                      html`<tr>
                        <th scope="row">${one.name}</th>
                        <td>${one.started === null ? t.notStarted : this.monthName(one.started)}</td>
                        ${all.map((measure) => html`<td>${this.count(one[measure])}</td>`)}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
  }
}
