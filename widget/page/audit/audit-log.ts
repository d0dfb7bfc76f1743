import { html, nothing, type PropertyDeclarations } from 'lit';
import type {
  AuditFilter,
  AuditLine,
  AuditPage,
  AuditVerification,
  FoundActors,
} from '../../../shared/audit-api.ts';
import { addDays, calendarDate, clockTime, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { PageFailure } from '../api.ts';
import { born } from '../casework/cells.ts';
import { saveFile } from '../casework/save-file.ts';
import { save } from '../onboarding/saving.ts';
import { View } from '../view.ts';
import { auditForm, type AuditDraft } from './filter-form.ts';
import { auditDa } from './texts.da.ts';
import { auditEn } from './texts.en.ts';
import type { AuditTexts } from './texts.ts';
import { told } from './told.ts';

/** Days a search begins with. */
const usualDays = 30;
const typingMs = 300;

/**
 * The audit log: search, verify, take out.
 *
 * @element sloering-audit
 */
export class AuditView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    form: { state: true },
    lines: { state: true },
    faults: { state: true },
    failed: { state: true },
    verification: { state: true },
    verifying: { state: true },
    received: { state: true },
    withNames: { state: true },
  };

  declare private form: AuditDraft;
  declare private lines: AuditLine[] | undefined;
  declare private faults: Readonly<Record<string, string>>;
  declare private failed: string;
  declare private verification: AuditVerification | undefined;
  declare private verifying: boolean;
  /** Bytes of an export under way. */
  declare private received: number | undefined;
  declare private withNames: boolean;
  private asked: AuditFilter | undefined;
  private cursor: AuditPage['after'] = null;
  private cancelTyping = (): void => undefined;
  private stopping = new AbortController();

  constructor() {
    super();
    this.faults = {};
    this.failed = '';
    this.verifying = false;
    this.withNames = false;
    this.form = { filter: { from: '', to: '' }, name: '', people: undefined };
  }

  protected override firstUpdated(): void {
    this.form = this.fresh();
    void this.search();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopping.abort();
  }

  private get t(): AuditTexts {
    return this.page.locale === 'en' ? auditEn : auditDa;
  }

  /** The last thirty days, by the server's clock. */
  private fresh(): AuditDraft {
    const to = calendarDate(this.page.session.now);
    const from = calendarDate(addDays(to, -usualDays));
    return { filter: { from, to }, name: '', people: undefined };
  }

  private async search(more = false): Promise<void> {
    this.failed = '';
    this.faults = {};
    if (!more) {
      this.asked = this.form.filter;
      this.cursor = null;
      this.lines = undefined;
    }
    const body = { filter: this.asked, after: this.cursor };
    const reply = await this.page.api.post<AuditPage>('/page/audit/search', body);
    if (!reply.ok) return this.refused(reply.failure);
    this.lines = [...(this.lines ?? []), ...reply.value.entries];
    this.cursor = reply.value.after;
  }

  private refused({ code, ...rest }: PageFailure): void {
    const wrong =
      code === 'filter_contradictory'
        ? ({ to: this.t.order } as const)
        : code === 'cpr_invalid' || code === 'citizen_id_unsupported'
          ? ({ cpr: this.t.cprFault } as const)
          : undefined;
    if (!wrong) this.failed = this.page.explain({ code, ...rest });
    else {
      this.faults = wrong;
      void this.focusOn('to' in wrong ? '#audit-to' : '#audit-cpr');
    }
  }

  private typeName(name: string): void {
    this.cancelTyping();
    const { actor: _, ...filter } = this.form.filter;
    this.form = { filter, name, people: undefined };
    if (name.trim().length < 2) return;
    this.cancelTyping = this.page.environment.after(typingMs, () => void this.findPeople(name.trim()));
  }

  private async findPeople(name: string): Promise<void> {
    const reply = await this.page.api.post<FoundActors>('/page/audit/people', { name });
    if (reply.ok && this.form.name.trim() === name) this.form = { ...this.form, people: reply.value.people };
  }

  private async verify(): Promise<void> {
    this.verifying = true;
    const reply = await this.page.api.post<AuditVerification>('/page/audit/verify');
    this.verifying = false;
    if (reply.ok) this.verification = reply.value;
    else this.failed = this.page.explain(reply.failure);
  }

  private async export(): Promise<void> {
    const body = { filter: this.asked ?? this.form.filter, with_names: this.withNames };
    const reply = await save(this.page, () => {
      this.stopping = new AbortController();
      this.received = 0;
      return this.page.api.download('/page/audit/export', body, {
        signal: this.stopping.signal,
        onPiece: (piece) => (this.received = (this.received ?? 0) + piece.length),
      });
    });
    this.received = undefined;
    if (reply.kind === 'refused' && reply.failure.code !== 'cancelled')
      this.failed =
        reply.failure.code === 'incomplete' ? this.t.incomplete : this.page.explain(reply.failure);
    if (reply.kind !== 'saved') return;
    const { pieces, name, type } = reply.value;
    const end = new TextDecoder().decode(pieces.at(-1));
    // Without its last line a file is part of one, whoever cut it.
    if (!end.trimEnd().split('\n').at(-1)?.startsWith('{"resourceType":"OperationOutcome"'))
      this.failed = this.t.incomplete;
    else {
      saveFile(pieces, name, type);
      this.page.announce(this.t.exported);
    }
  }

  protected override render(): unknown {
    const { t, form, lines } = this;
    return html`
      <h1 tabindex="-1">${this.page.t.places.audit}</h1>
      <p class="font-lead">${t.lead}</p>
      ${auditForm(form, t, this.faults, {
        change: (part, cleared) => {
          const filter = { ...form.filter, ...part };
          if (cleared) delete filter[cleared as 'cpr'];
          this.form = { ...form, filter };
        },
        typeName: (name) => this.typeName(name),
        submit: () => void this.search(),
        clear: () => {
          this.form = this.fresh();
          void this.search();
        },
      })}
      ${this.tools()}
      ${
        this.failed
          ? html`<div class="alert alert-error" role="alert">
              <p>${this.failed}</p>
              <button class="button button-secondary" @click=${() => void this.search()}>
                ${this.page.t.retry}
              </button>
            </div>`
          : nothing
      }
      ${!lines && !this.failed ? html`<p role="status">${this.page.t.loading}</p>` : nothing}
      ${lines?.length === 0 ? html`<p>${t.none}</p>` : nothing}
      ${lines && lines.length > 0 ? this.table(lines) : nothing}
    `;
  }

  private tools(): unknown {
    const { t, verification, received } = this;
    return html`
      <p class="actions audit-tools no-print">
        <button
          class="button button-secondary"
          ?disabled=${this.verifying}
          @click=${() => void this.verify()}
        >
          ${this.verifying ? t.verifying : t.verify}
        </button>
        <button
          class="button button-secondary"
          ?disabled=${received !== undefined}
          @click=${() => void this.export()}
        >
          ${t.export}
        </button>
        <span class="form-group-checkbox">
          <input
            class="form-checkbox"
            type="checkbox"
            id="audit-names"
            .checked=${this.withNames}
            @change=${() => (this.withNames = !this.withNames)}
          /><label class="form-label" for="audit-names">${t.withNames}</label>
        </span>
      </p>
      ${
        received === undefined
          ? nothing
          : html`<div role="status">
              <p>${fill(t.received, (received / 1_000_000).toFixed(1))}</p>
              <button class="button button-secondary" @click=${() => this.stopping.abort()}>${t.stop}</button>
            </div>`
      }
      ${
        verification
          ? html`<p
              class="alert ${verification.broken === null ? 'alert-success' : 'alert-error'}"
              role=${verification.broken === null ? 'status' : 'alert'}
            >
              ${
                verification.broken === null
                  ? fill(t.whole, verification.entries)
                  : fill(t.broken, verification.broken)
              }
            </p>`
          : nothing
      }
    `;
  }

  private table(lines: readonly AuditLine[]): unknown {
    const { t } = this;
    const { columns } = t;
    return html`
      <table class="table table-md-responsive-headers case-table">
        <caption class="sr-only">
          ${this.page.t.places.audit}
        </caption>
        <thead>
          <tr>
            ${Object.values(columns).map((one) => html`<th scope="col">${one}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map((one) => this.row(one))}
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

  private row({ at, by, action, citizen, outcome, detail }: AuditLine): unknown {
    const { t } = this;
    const { locale } = this.page;
    const { columns } = t;
    return html`<tr>
      <td data-title=${columns.at}>${shortDate(at, locale)} ${clockTime(at, locale)}</td>
      <td data-title=${columns.by}>${by ?? t.system}</td>
      <td data-title=${columns.action}>${t.actions[action as keyof typeof t.actions] ?? action}</td>
      <td data-title=${columns.citizen}>${citizen === null ? '' : fill(t.born, born(citizen, locale))}</td>
      <td data-title=${columns.outcome}>${t.outcomes[outcome]}</td>
      <td data-title=${columns.detail}>
        ${told(detail, locale).map((one) => html`<span class="case-text">${one}</span>`)}
      </td>
    </tr>`;
  }
}
