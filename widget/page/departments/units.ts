import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import {
  extractLimit,
  namedFaults,
  type ImportResult,
  type UnitStatus,
} from '../../../shared/departments.ts';
import { checkbox } from '../onboarding/fields.ts';
import { put } from '../onboarding/lines.ts';
import { alertBox } from '../onboarding/messages.ts';
import { save } from '../onboarding/saving.ts';
import { View } from '../view.ts';
import type { DepartmentTexts } from './texts.ts';
import { moment, textsFor } from './words.ts';

/**
 * The list of units, for the national body: how many there are, and reading them from an extract.
 *
 * @element sloering-units
 */
export class SloeringUnits extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    status: { state: true },
    unread: { state: true },
    file: { state: true },
    full: { state: true },
    fault: { state: true },
    trouble: { state: true },
    working: { state: true },
    result: { state: true },
  };
  declare private status: UnitStatus | undefined;
  declare private unread: string | undefined;
  declare private file: File | undefined;
  declare private full: boolean;
  declare private fault: string | undefined;
  declare private trouble: string | undefined;
  declare private working: boolean;
  declare private result: ImportResult | undefined;

  constructor() {
    super();
    this.full = false;
    this.working = false;
  }

  private get t(): DepartmentTexts {
    return textsFor(this.page.locale);
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.unread = undefined;
    const reply = await this.page.api.get<UnitStatus>('/page/units/status');
    if (reply.ok) this.status = reply.value;
    else this.unread = this.page.explain(reply.failure);
  }

  private async send(): Promise<void> {
    const t = this.t.units;
    const { file } = this;
    if (this.working) return;
    this.fault = !file ? t.noFile : file.size > extractLimit ? t.tooLarge : undefined;
    if (!file || this.fault) return this.focusOn('#units-file');
    this.working = true;
    this.trouble = undefined;
    this.result = undefined;
    const path = `/page/units/import${this.full ? '?full=1' : ''}`;
    const result = await save(
      this.page,
      () => this.page.api.send<ImportResult>(path, file, 'text/csv'),
      () => {
        this.trouble = this.t.form.fresh;
      },
    );
    this.working = false;
    this.trouble = undefined;
    if (result.kind === 'saved') {
      this.result = result.value;
      this.page.announce(t.done);
      await this.load();
      return this.focusOn('#units-result');
    }
    if (result.kind === 'refused')
      this.trouble =
        result.failure.code === 'extract_unusable' ? t.unusable : this.page.explain(result.failure);
    else this.trouble = this.t.form.notFresh;
    await this.focusOn('#units-trouble');
  }

  protected override render(): TemplateResult {
    const t = this.t.units;
    return html`<h1 tabindex="-1">${t.title}</h1>
      <p class="font-lead">${t.lead}</p>
      ${
        this.unread
          ? html`<div role="alert">${alertBox('error', this.unread)}</div>
              <button type="button" class="button button-secondary" @click=${() => void this.load()}>
                ${this.page.t.retry}
              </button>`
          : this.status
            ? this.count(this.status)
            : html`<p role="status">${this.page.t.loading}</p>`
      }
      ${
        this.trouble
          ? html`<div id="units-trouble" tabindex="-1" role="alert">${alertBox('error', this.trouble)}</div>`
          : nothing
      }
      ${this.result ? this.taken(this.result) : nothing} ${this.form()}`;
  }

  private count({ open, closed, last_import }: UnitStatus): TemplateResult {
    const t = this.t.units;
    if (last_import === null) return html`<p>${t.empty}</p>`;
    return html`<p>${put(t.status, open, closed)} ${put(t.last, moment(last_import, this.page.locale))}</p>`;
  }

  private form(): TemplateResult {
    const t = this.t.units;
    const [label, hint] = t.file;
    return html`<form
        class="department-form no-print"
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.send();
        }}
      >
        <div class="form-group ${this.fault ? 'form-error' : ''}">
          <label class="form-label" for="units-file">${label}</label>
          <span class="form-hint" id="units-file-hint">${hint}</span>
          ${
            this.fault
              ? html`<span class="form-error-message" id="units-file-fault">${this.fault}</span>`
              : nothing
          }
          <input
            id="units-file"
            type="file"
            accept=".csv,text/csv"
            aria-invalid=${this.fault ? 'true' : nothing}
            aria-describedby=${this.fault ? 'units-file-hint units-file-fault' : 'units-file-hint'}
            @change=${(event: Event) => {
              this.file = (event.target as HTMLInputElement).files?.[0];
            }}
          />
        </div>
        ${checkbox('units', '/full', t.full, this.full, (full) => {
          this.full = full;
        })}
        <button type="submit" class="button button-primary" ?disabled=${this.working}>
          ${this.working ? this.t.form.working : t.button}
        </button>
      </form>
      <details class="onboarding-more no-print">
        <summary>${t.format}</summary>
        <dl class="department-facts">
          ${t.columns.map(
            ([name, text]) =>
              html`<dt><code>${name}</code></dt>
                <dd>${text}</dd>`,
          )}
        </dl>
      </details>`;
  }

  private taken(result: ImportResult): TemplateResult {
    const t = this.t.units;
    const counts = ['rows', 'taken', 'changed', 'bad', 'closed'] as const;
    return html`<section id="units-result" tabindex="-1" aria-labelledby="units-result-title">
      <h2 id="units-result-title">${t.done}</h2>
      ${result.too_many_to_close > 0 ? alertBox('warning', put(t.tooMany, result.too_many_to_close)) : nothing}
      <dl class="department-facts">
        ${counts.map(
          (one) =>
            html`<dt>${t.result[one]}</dt>
              <dd>${result[one]}</dd>`,
        )}
      </dl>
      ${
        result.bad === 0
          ? nothing
          : html`<h3>${t.faultsTitle}</h3>
              ${result.bad > result.faults.length ? html`<p>${put(t.firstFaults, namedFaults)}</p>` : nothing}
              <ul>
                ${result.faults.map(
                  ({ line, fault }) => html`<li>${put(t.line, line)}: ${t.faults[fault]}</li>`,
                )}
              </ul>`
      }
    </section>`;
  }
}
