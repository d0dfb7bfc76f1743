import { html, nothing, type PropertyDeclarations } from 'lit';
import type { CaseFile, CaseLine } from '../../../shared/cases-api.ts';
import { clockTime, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import { CaseView } from './case-view.ts';
import { born, cell, ending, reasonCell, statusName } from './cells.ts';
import { paper, type Paper } from './papers.ts';
import { timeline } from './timeline.ts';

/**
 * One citizen's file: who it is, every registration with what can be decided, and everything that happened on one line.
 *
 * @element sloering-case
 */
export class CaseFileView extends CaseView {
  static override properties: PropertyDeclarations = {
    ...CaseView.properties,
    case: { attribute: 'case' },
    file: { state: true },
    printed: { state: true },
    gone: { state: true },
  };

  /** The registration the person came from. */
  declare case: string;
  declare private file: CaseFile | undefined;
  declare private printed: { paper: Paper; line: CaseLine } | undefined;
  declare private gone: boolean;

  constructor() {
    super();
    this.gone = false;
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  protected override replace(id: string, line: CaseLine | undefined): void {
    const { file } = this;
    if (file && line) {
      const registrations = file.registrations.map((one) => (one.id === id ? line : one));
      this.file = { ...file, registrations };
    }
    void this.reload();
  }

  private async load(): Promise<void> {
    this.failed = '';
    if (await this.loadSummary()) await this.reload();
  }

  private async reload(): Promise<void> {
    const reply = await this.page.api.post<CaseFile>('/page/cases/open', { id: this.case });
    if (reply.ok) this.file = reply.value;
    else if (reply.failure.code === 'not_found') this.gone = true;
    else this.failed = this.page.explain(reply.failure);
  }

  private async print(which: Paper, line: CaseLine): Promise<void> {
    this.printed = { paper: which, line };
    await this.updateComplete;
    // The paper is in the document only while it is printed; the style sheet hides everything else.
    print();
    this.printed = undefined;
  }

  protected override render(): unknown {
    const { t, file, gone, printed, words } = this;
    if (gone)
      return html`<h1 tabindex="-1">${t.file.title}</h1>
        <p>${t.file.gone}</p>
        <p><a href="/overview">${t.file.back}</a></p>`;
    return html`
      <h1 tabindex="-1">${t.file.title}</h1>
      ${this.failure(() => void this.load())}
      ${!file && !this.failed ? html`<p role="status">${this.page.t.loading}</p>` : nothing}
      ${file ? this.shown(file) : nothing} ${this.dialog()}
      ${
        printed && file
          ? html`<article class="case-paper">
              ${paper(printed.paper, printed.line, file, words, this.page.session.organisation.name)}
            </article>`
          : nothing
      }
    `;
  }

  private shown(file: CaseFile): unknown {
    const { t, words } = this;
    const { citizen, registrations, elsewhere } = file;
    return html`
      <p class="case-citizen">
        <strong>${citizen.cpr}</strong>
        ${citizen.initials === null ? nothing : `${citizen.initials}, `}${fill(t.file.born, born(citizen.birth_date, words.locale))}
      </p>
      <p>${t.file.lead} ${t.file.logged}</p>
      <div class="case-held-list">${this.heldList()}</div>
      <h2>${t.file.registrations}</h2>
      ${registrations.map((line) => this.registration(line))}
      ${elsewhere > 0 ? html`<p>${t.file.elsewhere(elsewhere)}</p>` : nothing}
      <h2>${t.file.timeline}</h2>
      ${timeline(file.timeline, t, words.locale)}
    `;
  }

  private registration(line: CaseLine): unknown {
    const { t, words } = this;
    const { decide } = this.page.session.permissions;
    const idle = decide && !line.ended && !this.isHeld(line);
    const pending = idle && line.decision === 'pending' && !line.own;
    const notice = this.notices.get(line.id);
    const act = (decision: 'confirm' | 'reject' | 'renew' | 'end') =>
      html`<button
        class="button ${decision === 'confirm' ? 'button-primary' : 'button-secondary'}"
        aria-label="${t.decide[decision]}: ${line.reference}"
        @click=${() => this.decide(decision, [line])}
      >
        ${t.decide[decision]}
      </button>`;
    const print = (which: Paper) =>
      html`<button
        class="button button-tertiary"
        aria-label="${t.file[which]}: ${line.reference}"
        @click=${() => void this.print(which, line)}
      >
        ${t.file[which]}
      </button>`;
    const at = `${shortDate(line.registered_at, words.locale)} ${clockTime(line.registered_at, words.locale)}`;
    const unit = line.unit === null ? '' : ` (${line.unit})`;
    return html`<section class="case-card" aria-labelledby="case-${line.id}">
      <h3 id="case-${line.id}">${line.reference}: ${statusName(line, words)}</h3>
      <p>${reasonCell(line, words)}</p>
      <p>
        ${fill(fill(t.file.registeredBy, at), `${line.registered_by}${unit}`)}.
        ${fill(t.file.inForceUntil, ending(line, words))}. ${fill(t.file.cvrs, line.cvrs.join(', '))}.
      </p>
      <p>${t.columns.decision}: ${cell('decision', line, words)}</p>
      ${notice ? html`<p class="case-notice" role="alert">${notice}</p>` : nothing}
      ${line.own && idle && line.decision === 'pending' ? html`<p>${t.own}</p>` : nothing}
      <p class="actions no-print">
        ${pending ? [act('confirm'), act('reject')] : nothing} ${idle ? [act('renew'), act('end')] : nothing}
        ${print('receipt')} ${line.decided ? print('letter') : nothing}
      </p>
    </section>`;
  }
}
