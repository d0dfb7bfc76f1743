import { html, nothing, type PropertyDeclarations } from 'lit';
import type { RetentionReceipt, RetentionView } from '../../../shared/retention-api.ts';
import { shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { PageReply } from '../api.ts';
import { textArea, textField } from '../onboarding/fields.ts';
import { save } from '../onboarding/saving.ts';
import { View } from '../view.ts';
import { dueTable, holdsTable, kinds, receiptsTable } from './tables.ts';
import { retentionDa } from './texts.da.ts';
import { retentionEn } from './texts.en.ts';
import type { RetentionTexts } from './texts.ts';

const fields = ['text_months', 'registration_months', 'audit_months'] as const;
type Draft = Record<(typeof fields)[number], string>;

/**
 * What is removed when its time is over: what is due, the rule, who is on hold, what has gone.
 *
 * @element sloering-retention
 */
export class RetentionPage extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    shown: { state: true },
    draft: { state: true },
    cpr: { state: true },
    reason: { state: true },
    faults: { state: true },
    failed: { state: true },
    asking: { state: true },
    working: { state: true },
    told: { state: true },
  };

  declare private shown: RetentionView | undefined;
  declare private draft: Draft | undefined;
  declare private cpr: string;
  declare private reason: string;
  declare private faults: Readonly<Record<string, string>>;
  declare private failed: string;
  declare private asking: boolean;
  declare private working: boolean;
  declare private told: string;

  constructor() {
    super();
    Object.assign(this, {
      cpr: '',
      reason: '',
      faults: {},
      failed: '',
      asking: false,
      working: false,
      told: '',
    });
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  protected override updated(): void {
    for (const dialog of this.querySelectorAll('dialog')) if (!dialog.open) dialog.showModal();
  }

  private get t(): RetentionTexts {
    return this.page.locale === 'en' ? retentionEn : retentionDa;
  }

  private async load(): Promise<void> {
    this.failed = '';
    const reply = await this.page.api.get<RetentionView>('/page/retention');
    if (reply.ok) this.show(reply.value);
    else this.failed = this.page.explain(reply.failure);
  }

  private show(view: RetentionView): void {
    this.shown = view;
    this.draft = Object.fromEntries(fields.map((field) => [field, String(view.policy[field])])) as Draft;
  }

  private tell(text: string): void {
    this.told = text;
    this.page.announce(text);
  }

  /** Sends, asks for a fresh login where it must, and says what went wrong. */
  private async send<T>(work: () => Promise<PageReply<T>>): Promise<T | undefined> {
    this.working = true;
    Object.assign(this, { failed: '', told: '', faults: {} });
    const reply = await save(this.page, work);
    this.working = false;
    if (reply.kind === 'saved') return reply.value;
    if (reply.kind === 'refused') this.failed = this.page.explain(reply.failure);
    if (reply.kind === 'conflict') {
      await this.load();
      this.failed = this.t.conflict;
    }
    return undefined;
  }

  private async savePolicy(): Promise<void> {
    const { shown, draft, t } = this;
    if (!shown || !draft) return;
    const wrong = fields.filter((field) => {
      const months = Number(draft[field]);
      return !(Number.isInteger(months) && months >= leastOf(field) && months <= 120);
    });
    this.faults = Object.fromEntries(
      wrong.map((field) => [`/${field}`, fill(t.monthsFault, leastOf(field))]),
    );
    const [first] = wrong;
    if (first !== undefined) return this.focusOn(`#retention-${first.replaceAll('_', '-')}`);
    const months = Object.fromEntries(fields.map((field) => [field, Number(draft[field])]));
    const saved = await this.send(() =>
      this.page.api.put<RetentionView>('/page/retention/policy', { revision: shown.revision, ...months }),
    );
    if (!saved) return;
    this.show(saved);
    this.tell(t.saved);
  }

  private async run(): Promise<void> {
    const { t } = this;
    this.asking = false;
    const done = await this.send(() => this.page.api.post<RetentionReceipt>('/page/retention/run'));
    if (!done) {
      if (this.failed === t.conflict) this.failed = t.busy;
      return;
    }
    this.tell(kinds.reduce((text, kind) => fill(text, done.counts[kind]), t.done));
    await this.load();
  }

  private async hold(): Promise<void> {
    const { t } = this;
    if (this.reason.trim() === '') {
      this.faults = { '/reason': t.reasonFault };
      return this.focusOn('#hold-reason');
    }
    this.working = true;
    const body = { cpr: this.cpr.trim() || '-', reason: this.reason };
    const reply = await this.page.api.post<RetentionView>('/page/retention/holds', body);
    this.working = false;
    this.faults = {};
    if (reply.ok) {
      Object.assign(this, { cpr: '', reason: '' });
      this.show(reply.value);
      return this.tell(t.setDone);
    }
    const { code } = reply.failure;
    const said = code === 'not_found' ? t.unknownCitizen : code === 'conflict' ? t.held : undefined;
    this.faults = { '/cpr': said ?? this.page.explain(reply.failure) };
    return this.focusOn('#hold-cpr');
  }

  private async lift(id: string): Promise<void> {
    const lifted = await this.send(() =>
      this.page.api.post<RetentionView>('/page/retention/holds/lift', { id }),
    );
    if (lifted) this.show(lifted);
    if (lifted) this.tell(this.t.lifted);
  }

  protected override render(): unknown {
    const { t, shown, failed, told } = this;
    return html`
      <h1 tabindex="-1">${this.page.t.places.retention}</h1>
      <p class="font-lead">${t.lead}</p>
      ${
        failed
          ? html`<div class="alert alert-error" role="alert">
              <p>${failed}</p>
              <button class="button button-secondary" @click=${() => void this.load()}>
                ${this.page.t.retry}
              </button>
            </div>`
          : nothing
      }
      ${told ? html`<p class="alert alert-success">${told}</p>` : nothing}
      ${!shown && !failed ? html`<p role="status">${this.page.t.loading}</p>` : nothing}
      ${shown ? [this.due(shown), this.holds(shown), this.policy(), this.receipts(shown)] : nothing}
      ${this.asking ? this.question() : nothing}
    `;
  }

  private due(view: RetentionView): unknown {
    const { t } = this;
    const { preview, next_run } = view;
    const { locale } = this.page;
    const any = kinds.some((kind) => preview[kind] > 0);
    return html`<section>
      <h2>${t.preview}</h2>
      ${
        any
          ? html`<p>${t.previewLead}</p>
              ${dueTable(view, { t, locale })}`
          : html`<p>${t.nothing}</p>`
      }
      <p>${fill(t.nextRun, shortDate(next_run, locale))}</p>
      ${
        any
          ? html`<p class="no-print">
              <button
                class="button button-secondary"
                ?disabled=${this.working}
                @click=${() => (this.asking = true)}
              >
                ${this.working ? t.running : t.run}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private question(): unknown {
    const { t } = this;
    return html`<dialog aria-labelledby="run-title" @cancel=${() => (this.asking = false)}>
      <h2 id="run-title">${t.confirm}</h2>
      <p>${t.confirmText}</p>
      <p class="actions">
        <button class="button button-primary" @click=${() => void this.run()}>${t.yes}</button>
        <button class="button button-secondary" autofocus @click=${() => (this.asking = false)}>
          ${t.cancel}
        </button>
      </p>
    </dialog>`;
  }

  private policy(): unknown {
    const { t, draft, faults } = this;
    if (!draft) return nothing;
    return html`<section class="case-section no-print">
      <h2>${t.policy}</h2>
      <p>${t.policyLead}</p>
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.savePolicy();
        }}
      >
        ${fields.map((field) =>
          textField({
            ...{ form: 'retention', pointer: `/${field}`, label: t.fields[field], value: draft[field] },
            ...{ numeric: true, short: true, fault: faults[`/${field}`] },
            onInput: (value) => (this.draft = { ...draft, [field]: value }),
          }),
        )}
        <p><button class="button button-secondary" ?disabled=${this.working}>${t.save}</button></p>
      </form>
    </section>`;
  }

  private holds({ holds }: RetentionView): unknown {
    const { t, faults } = this;
    const { locale } = this.page;
    return html`<section class="case-section">
      <h2>${t.holds}</h2>
      <p>${t.holdsLead}</p>
      ${
        holds.length === 0
          ? html`<p>${t.noHolds}</p>`
          : holdsTable(holds, { t, locale }, this.working, (id) => void this.lift(id))
      }
      <form
        class="no-print"
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.hold();
        }}
      >
        ${textField({
          ...{ form: 'hold', pointer: '/cpr', label: [t.cpr], value: this.cpr, numeric: true, short: true },
          ...{ fault: faults['/cpr'], onInput: (value: string) => (this.cpr = value) },
        })}
        ${textArea({
          ...{ form: 'hold', pointer: '/reason', label: [t.reason, t.reasonHint], value: this.reason },
          ...{ fault: faults['/reason'], onInput: (value: string) => (this.reason = value) },
        })}
        <p><button class="button button-secondary" ?disabled=${this.working}>${t.set}</button></p>
      </form>
    </section>`;
  }

  private receipts({ runs }: RetentionView): unknown {
    const { t } = this;
    const { locale } = this.page;
    return html`<section class="case-section">
      <h2>${t.receipts}</h2>
      ${runs.length === 0 ? html`<p>${t.noReceipts}</p>` : receiptsTable(runs, { t, locale })}
    </section>`;
  }
}

const leastOf = (field: (typeof fields)[number]): number => (field === 'text_months' ? 1 : 12);
