import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CaseLine, CasePage, Seen } from '../../../shared/cases-api.ts';
import { addDays, calendarDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import { CaseView } from './case-view.ts';
import { cell, citizenName } from './cells.ts';
import type { NoteDraft } from './note-dialog.ts';
import { capped } from './pick.ts';
import { renewAll, type Renewal } from './renewal.ts';

const spans = [7, 14, 30] as const;

/**
 * What falls due, renewed many at once with one reason; and what has expired without anybody renewing it.
 *
 * @element sloering-due
 */
export class DueView extends CaseView {
  static override properties: PropertyDeclarations = {
    ...CaseView.properties,
    span: { state: true },
    lines: { state: true },
    expired: { state: true },
    chosen: { state: true },
    renewal: { state: true },
  };

  declare private span: (typeof spans)[number];
  declare private lines: CaseLine[] | undefined;
  declare private expired: CaseLine[] | undefined;
  declare private chosen: ReadonlySet<string>;
  declare private renewal: Renewal | undefined;
  private cursor: CasePage['after'] = null;

  constructor() {
    super();
    this.span = 14;
    this.chosen = new Set();
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  protected override replace(id: string, line: CaseLine | undefined): void {
    this.lines = this.lines?.flatMap((one) => (one.id === id ? (line ?? []) : one));
  }

  private async load(more = false): Promise<void> {
    this.failed = '';
    if (!more) {
      this.cursor = null;
      this.lines = undefined;
    }
    if (!(await this.loadSummary()) || !this.summary) return;
    // The last day counts: what ends within seven days ends on the seventh at the latest.
    const last = calendarDate(addDays(calendarDate(this.summary.now), this.span));
    const { api } = this.page;
    const request = {
      filter: { state: 'open', ends_to: last },
      sort: 'ends_asc',
      after: this.cursor,
      limit: 100,
    };
    const [due, expired] = await Promise.all([
      api.post<CasePage>('/page/cases/search', request),
      api.post<CasePage>('/page/cases/search', {
        filter: { expired_unseen: true },
        sort: 'ends_desc',
        limit: 100,
      }),
    ]);
    if (!due.ok) this.failed = this.page.explain(due.failure);
    else if (!expired.ok) this.failed = this.page.explain(expired.failure);
    else {
      this.lines = [...(more ? (this.lines ?? []) : []), ...due.value.cases];
      this.cursor = due.value.after;
      this.expired = expired.value.cases;
    }
  }

  private choose(ids: readonly string[], on: boolean): void {
    const chosen = new Set(this.chosen);
    for (const id of ids)
      if (on) chosen.add(id);
      else chosen.delete(id);
    this.chosen = chosen;
  }

  /** A renewal is not held back: it protects, and doing it twice changes nothing. */
  protected override decided(draft: NoteDraft): void {
    const lines = this.asked;
    this.chosen = new Set();
    void renewAll({
      ...{ api: this.page.api, lines, note: draft.note, days: Number(draft.days) },
      newKey: () => this.page.environment.newKey(),
      onProgress: (renewal) => {
        this.renewal = renewal;
        if (!renewal.running) this.page.announce(this.t.due.result(renewal.done.length, renewal.of));
      },
    });
  }

  private async markSeen(lines: readonly CaseLine[]): Promise<void> {
    const reply = await this.page.api.post<Seen>('/page/cases/seen', { ids: lines.map(({ id }) => id) });
    if (!reply.ok) {
      this.failed = this.page.explain(reply.failure);
      return;
    }
    this.page.announce(this.t.due.seenDone(reply.value.seen));
    await this.load();
  }

  protected override render(): unknown {
    const { t, lines, expired, renewal } = this;
    return html`
      <h1 tabindex="-1">${this.page.t.places.due}</h1>
      <p class="font-lead">${t.due.lead}</p>
      ${this.failure(() => void this.load())} ${renewal ? this.progress(renewal) : nothing}
      <fieldset class="case-spans no-print">
        <legend class="form-label">${t.due.within}</legend>
        ${spans.map(
          (days) =>
            html`<div class="form-group-radio">
              <input
                class="form-radio"
                type="radio"
                name="span"
                id="span-${days}"
                .checked=${this.span === days}
                @change=${() => {
                  this.span = days;
                  this.chosen = new Set();
                  void this.load();
                }}
              /><label class="form-label" for="span-${days}"
                >${fill(t.due.days, days)} (${this.countFor(days)})</label
              >
            </div>`,
        )}
      </fieldset>
      ${!lines && !this.failed ? html`<p role="status">${this.page.t.loading}</p>` : nothing}
      ${lines?.length === 0 ? html`<p>${fill(t.due.empty, this.span)}</p>` : nothing}
      ${lines && lines.length > 0 ? this.table(lines) : nothing} ${expired ? this.gone(expired) : nothing}
      ${this.dialog()}
    `;
  }

  private countFor(days: number): string {
    const { summary, t } = this;
    const count = summary?.ends_within.find((one) => one.days === days)?.count ?? 0;
    return capped(count, summary?.at_most ?? Infinity, t.atMost);
  }

  private progress(renewal: Renewal): unknown {
    const { t } = this;
    const { done, failed, of, running, words } = renewal;
    const dealt = done.length + failed.length;
    if (running)
      return html`<div class="alert alert-info" role="status">
        <p>${fill(t.due.progress, `${dealt} / ${of}`)}</p>
        <progress class="case-progress" max=${of} value=${dealt} aria-label=${t.due.resultTitle}></progress>
        <button class="button button-secondary" @click=${() => renewal.stop()}>${t.due.stop}</button>
      </div>`;
    const failure = renewal.failure && this.page.explain(renewal.failure);
    return html`<section class="alert ${failed.length > 0 || failure ? 'alert-warning' : 'alert-success'}">
      <h2>${t.due.resultTitle}</h2>
      <p>${t.due.result(done.length, of)}</p>
      ${failure ? html`<p role="alert">${failure}</p>` : nothing}
      ${renewal.stopped ? html`<p>${t.due.stopped}</p>` : nothing}
      ${
        failed.length === 0
          ? nothing
          : html`<h3>${t.due.notDone}</h3>
              <ul>
                ${failed.map(({ line, code }) => html`<li>${citizenName(line, this.words)}: ${words(t, code)}</li>`)}
              </ul>`
      }
      <p class="actions">
        ${
          renewal.left.length > 0
            ? html`<button class="button button-primary" @click=${() => renewal.goOn()}>${t.retry}</button>`
            : nothing
        }
        <button
          class="button button-secondary"
          @click=${() => {
            this.renewal = undefined;
            void this.load();
          }}
        >
          ${t.close}
        </button>
      </p>
    </section>`;
  }

  private table(lines: readonly CaseLine[]): unknown {
    const { t, chosen, words } = this;
    const picked = lines.filter(({ id }) => chosen.has(id));
    const all = picked.length === lines.length;
    return html`
      <div class="case-bar no-print">
        <div class="form-group-checkbox">
          <input
            class="form-checkbox"
            type="checkbox"
            id="choose-all"
            .checked=${all}
            @change=${() =>
              this.choose(
                lines.map(({ id }) => id),
                !all,
              )}
          /><label class="form-label" for="choose-all">${t.selectAll}</label>
        </div>
        <button
          class="button button-primary"
          ?disabled=${picked.length === 0 || this.renewal?.running}
          @click=${() => this.decide('renew', picked)}
        >
          ${t.due.chosen(picked.length)}
        </button>
      </div>
      ${this.lineTable(lines, (line) => {
        const name = citizenName(line, words);
        return html`<div class="form-group-checkbox">
          <input
            class="form-checkbox"
            type="checkbox"
            id="due-${line.id}"
            .checked=${chosen.has(line.id)}
            @change=${() => this.choose([line.id], !chosen.has(line.id))}
          /><label class="form-label" for="due-${line.id}"
            ><span class="sr-only">${fill(t.select, name)}</span></label
          >
        </div>`;
      })}
      ${
        this.cursor
          ? html`<p>
              <button class="button button-secondary" @click=${() => void this.load(true)}>${t.more}</button>
            </p>`
          : nothing
      }
    `;
  }

  private lineTable(lines: readonly CaseLine[], first: ((line: CaseLine) => unknown) | null): unknown {
    const { t, words } = this;
    const columns = ['citizen', 'reason', 'registrant', 'unit', 'ends', 'decision'] as const;
    return html`<table class="table table-md-responsive-headers case-table">
      <thead>
        <tr>
          ${first ? html`<th scope="col">${t.columns.choose}</th>` : nothing}
          ${columns.map((column) => html`<th scope="col">${t.columns[column]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          lines,
          ({ id }) => id,
          (line) =>
            html`<tr>
              ${first ? html`<td data-title=${t.columns.choose}>${first(line)}</td>` : nothing}
              ${columns.map(
                (column) => html`<td data-title=${t.columns[column]}>${cell(column, line, words)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private gone(lines: readonly CaseLine[]): unknown {
    const { t } = this;
    return html`<section class="case-section">
      <h2>${t.due.expiredTitle}</h2>
      <p>${t.due.expiredLead}</p>
      ${
        lines.length === 0
          ? html`<p>${t.due.expiredNone}</p>`
          : html`${this.lineTable(lines, null)}
              <p class="no-print">
                <button class="button button-secondary" @click=${() => void this.markSeen(lines)}>
                  ${t.due.seen(lines.length)}
                </button>
              </p>`
      }
    </section>`;
  }
}
