import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CaseLine, CasePage, SearchCasesRequest } from '../../../shared/cases-api.ts';
import { fill } from '../../locales/fill.ts';
import { CaseView } from './case-view.ts';
import { age, cell, citizenName } from './cells.ts';
import { capped } from './pick.ts';

/** What waits for a decision: in force, and nobody has looked at it; the oldest first. */
const waiting = { filter: { state: 'open', decision: 'pending' }, sort: 'registered_asc' } as const;

/**
 * Confirm or reject, with one key or click each, or several at once.
 *
 * @element sloering-inbox
 */
export class InboxView extends CaseView {
  static override properties: PropertyDeclarations = {
    ...CaseView.properties,
    lines: { state: true },
    chosen: { state: true },
  };

  declare private lines: CaseLine[] | undefined;
  declare private chosen: ReadonlySet<string>;
  private cursor: CasePage['after'] = null;

  constructor() {
    super();
    this.chosen = new Set();
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  protected override replace(id: string, line: CaseLine | undefined): void {
    // Decided or ended by somebody else: it stays where it was until the person has read what happened.
    this.lines = this.lines?.flatMap((one) => (one.id === id ? (line ?? []) : one));
  }

  private async load(): Promise<void> {
    this.failed = '';
    if (!(await this.loadSummary())) return;
    const request: SearchCasesRequest = { ...waiting, after: this.cursor };
    const reply = await this.page.api.post<CasePage>('/page/cases/search', request);
    if (!reply.ok) {
      this.failed = this.page.explain(reply.failure);
      return;
    }
    this.lines = [...(this.lines ?? []), ...reply.value.cases];
    this.cursor = reply.value.after;
  }

  private choose(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  private canDecide(line: CaseLine): boolean {
    return line.decision === 'pending' && !line.own && !line.ended && !this.isHeld(line);
  }

  private decideAll(decision: 'confirm' | 'reject', lines: readonly CaseLine[]): void {
    this.decide(
      decision,
      lines.filter((one) => this.canDecide(one)),
    );
    this.chosen = new Set();
  }

  /** Keys work while a row has the focus, so that they can be in nobody's way (WCAG 2.1.4). */
  private pressed(event: KeyboardEvent, line: CaseLine): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { keys } = this.t.inbox;
    const key = event.key.toUpperCase();
    const row = (event.currentTarget as HTMLElement).closest('tr');
    const to = { ARROWDOWN: row?.nextElementSibling, ARROWUP: row?.previousElementSibling }[key];
    const onRow = event.target === row;
    if (to instanceof HTMLElement) to.focus();
    else if (key === keys.confirm) this.decideAll('confirm', [line]);
    else if (key === keys.reject) this.decideAll('reject', [line]);
    else if (key === keys.choose) this.choose(line.id);
    else if (key === 'ENTER' && onRow) this.page.navigate(`/cases/${line.id}`);
    else return;
    event.preventDefault();
  }

  protected override render(): unknown {
    const { t, lines, summary } = this;
    return html`
      <h1 tabindex="-1">${this.page.t.places.inbox}</h1>
      <p class="font-lead">${t.inbox.lead}</p>
      ${this.failure(() => void this.load())}
      ${!lines && !this.failed ? html`<p role="status">${this.page.t.loading}</p>` : nothing}
      ${summary && lines ? html`<p role="status">${t.inbox.summary(capped(summary.pending, summary.at_most, t.atMost), summary.overdue)}</p>` : nothing}
      <div class="case-held-list">${this.heldList()}</div>
      ${lines?.length === 0 ? html`<p>${t.inbox.empty}</p>` : nothing}
      ${lines && lines.length > 0 ? this.table(lines) : nothing} ${this.dialog()}
    `;
  }

  private table(lines: readonly CaseLine[]): unknown {
    const { t, chosen } = this;
    const picked = lines.filter((one) => chosen.has(one.id) && this.canDecide(one));
    const { keys } = t.inbox;
    const key = (name: string, what: string) => html`<span><kbd>${name}</kbd> ${what}</span>`;
    return html`
      <div class="case-bar" role="group" aria-label=${fill(t.selected, picked.length)}>
        ${
          picked.length === 0
            ? html`<p>${t.inbox.several}</p>`
            : html`<span>${fill(t.selected, picked.length)}</span>
                <button class="button button-primary" @click=${() => this.decideAll('confirm', picked)}>
                  ${t.decideMany.confirm(picked.length)}
                </button>
                <button class="button button-secondary" @click=${() => this.decideAll('reject', picked)}>
                  ${t.decideMany.reject(picked.length)}
                </button>`
        }
      </div>
      <p class="case-keys no-print">
        ${t.inbox.shortcuts} ${key('↑ ↓', '')} ${key(keys.confirm, t.decide.confirm)}
        ${key(keys.reject, t.decide.reject)} ${key(keys.choose, t.columns.choose)} ${key(keys.open, t.open)}
      </p>
      <table class="table table-md-responsive-headers case-table">
        <caption class="sr-only">
          ${this.page.t.places.inbox}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t.columns.choose}</th>
            <th scope="col">${t.columns.citizen}</th>
            <th scope="col">${t.columns.reason}</th>
            <th scope="col">${t.columns.registrant}</th>
            <th scope="col">${t.columns.age}</th>
            <th scope="col">${t.columns.ends}</th>
            <th scope="col">${t.columns.act}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            lines,
            ({ id }) => id,
            (line) => this.row(line),
          )}
        </tbody>
      </table>
      ${
        this.cursor
          ? html`<p>
              <button class="button button-secondary" @click=${() => void this.load()}>${t.more}</button>
            </p>`
          : nothing
      }
    `;
  }

  private row(line: CaseLine): unknown {
    const { t, words, chosen } = this;
    const { columns } = t;
    const name = citizenName(line, words);
    const open = this.canDecide(line);
    const notice = this.notices.get(line.id);
    return html`<tr
      tabindex="0"
      class=${line.overdue ? 'case-overdue' : ''}
      @keydown=${(event: KeyboardEvent) => this.pressed(event, line)}
    >
      <td data-title=${columns.choose}>
        <div class="form-group-checkbox">
          <input
            class="form-checkbox"
            type="checkbox"
            id="choose-${line.id}"
            .checked=${chosen.has(line.id) && open}
            ?disabled=${!open}
            @change=${() => this.choose(line.id)}
          /><label class="form-label" for="choose-${line.id}"
            ><span class="sr-only">${fill(t.select, name)}</span></label
          >
        </div>
      </td>
      <td data-title=${columns.citizen}>${cell('citizen', line, words)}</td>
      <td data-title=${columns.reason}>${cell('reason', line, words)}</td>
      <td data-title=${columns.registrant}>
        ${line.registered_by}${line.unit === null ? nothing : html`<span class="case-text">${line.unit}</span>`}
      </td>
      <td data-title=${columns.age}>
        ${age(line, words)}${line.overdue ? html`<strong class="case-text">${t.overdue}</strong>` : nothing}
      </td>
      <td data-title=${columns.ends}>${cell('ends', line, words)}</td>
      <td class="case-act" data-title=${columns.act}>
        ${notice ? html`<p class="case-notice" role="alert">${notice} ${this.become(line)}</p>` : nothing}
        ${line.own ? html`<span>${t.own}</span>` : nothing}
        ${
          open
            ? html`<span class="case-acts">
                ${(['confirm', 'reject'] as const).map(
                  (decision) =>
                    html`<button
                      class="button button-secondary"
                      aria-label="${t.decide[decision]}: ${name}"
                      @click=${() => this.decideAll(decision, [line])}
                    >
                      ${t.decide[decision]}
                    </button>`,
                )}
              </span>`
            : nothing
        }
      </td>
    </tr>`;
  }

  /** What it is now, where it is no longer what the person saw. */
  private become(line: CaseLine): string {
    const { t, words } = this;
    if (line.ended) return fill(t.changed, String(cell('status', line, words)));
    return line.decision === 'pending' ? '' : fill(t.changed, String(cell('decision', line, words)));
  }
}
