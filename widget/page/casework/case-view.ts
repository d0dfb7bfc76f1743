import { html, nothing, type PropertyDeclarations } from 'lit';
import type { CaseLine, CaseSummary, DecisionResult } from '../../../shared/cases-api.ts';
import { View } from '../view.ts';
import type { Words } from './cells.ts';
import { createHeldDecisions, type HeldDecision, type HeldDecisions } from './held-decisions.ts';
import { faultsOf, noteDialog, type NoteDraft } from './note-dialog.ts';
import { caseworkTexts, whyNot } from './pick.ts';
import type { CaseworkTexts } from './texts.ts';

/** What views of casework share: what waits, decisions that can still be undone, and the dialog that asks why. */
export abstract class CaseView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    summary: { state: true },
    failed: { state: true },
    draft: { state: true },
  };

  declare protected summary: CaseSummary | undefined;
  declare protected failed: string;
  declare protected draft: NoteDraft | undefined;
  /** The registrations the dialog is about. */
  protected asked: readonly CaseLine[] = [];
  /** What became of a registration the last time something was decided about it. */
  protected readonly notices = new Map<string, string>();
  private decisions: HeldDecisions | undefined;
  private leaving = (): void => this.decisions?.flush();

  constructor() {
    super();
    this.failed = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.leaving);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.leaving);
    this.leaving();
  }

  protected get t(): CaseworkTexts {
    return caseworkTexts(this.page.locale);
  }

  protected get words(): Words {
    const { reasons = [], now = '' } = this.summary ?? {};
    return { locale: this.page.locale, reasons, now: Date.parse(now) };
  }

  protected get held(): HeldDecisions {
    const { api, environment } = this.page;
    return (this.decisions ??= createHeldDecisions({
      ...{ api, environment },
      onChange: () => this.requestUpdate(),
      onResults: (decision, results) => this.settle(decision, results),
    }));
  }

  /** Whether something is being decided about a registration. */
  protected isHeld(line: CaseLine): boolean {
    return this.held.all.some(({ lines }) => lines.some(({ id }) => id === line.id));
  }

  /** Puts what a registration has become in its place; undefined takes it out of the list. */
  protected abstract replace(id: string, line: CaseLine | undefined): void;

  protected async loadSummary(): Promise<boolean> {
    const reply = await this.page.api.get<CaseSummary>('/page/cases/summary');
    if (reply.ok) this.summary = reply.value;
    else this.failed = this.page.explain(reply.failure);
    return reply.ok;
  }

  /** Asks why before it decides, where a reason is needed. */
  protected decide(decision: HeldDecision['decision'], lines: readonly CaseLine[]): void {
    if (lines.length === 0) return;
    if (decision === 'confirm') return this.held.hold(decision, lines);
    this.asked = lines;
    const days = decision === 'renew' ? String(this.summary?.policy.default_days ?? '') : null;
    this.draft = { decision, count: lines.length, note: '', days, fault: {} };
  }

  /** What happens with a reason that has been given: it can be undone for a while. */
  protected decided(draft: NoteDraft): void {
    this.held.hold(draft.decision, this.asked, draft.note);
  }

  protected override updated(): void {
    for (const dialog of this.querySelectorAll('dialog')) if (!dialog.open) dialog.showModal();
  }

  protected dialog(): unknown {
    const { draft, t } = this;
    if (!draft) return nothing;
    const maxDays = this.summary?.policy.max_days ?? 90;
    return noteDialog(draft, t, maxDays, {
      edit: (part) => (this.draft = { ...draft, ...part }),
      cancel: () => (this.draft = undefined),
      submit: () => {
        const fault = faultsOf(draft, t, maxDays);
        if (Object.keys(fault).length > 0) {
          this.draft = { ...draft, fault };
          void this.focusOn(fault.note ? '#note-text' : '#note-days');
          return;
        }
        this.draft = undefined;
        this.decided(draft);
      },
    });
  }

  /** Decisions on their way, each with the way back. */
  protected heldList(): unknown {
    const { t, held } = this;
    return held.all.map(
      (one) =>
        html`<div class="alert ${one.state === 'failed' ? 'alert-error' : 'alert-info'} case-held">
          <p>
            ${one.state === 'held' ? t.held.text(one.decision, one.lines.length, one.secondsLeft) : nothing}
            ${one.state === 'sending' ? t.held.sending : nothing}
            ${one.state === 'failed' && one.failure ? `${t.held.failed} ${this.page.explain(one.failure)}` : nothing}
          </p>
          ${
            one.state === 'held'
              ? html`<button
                  class="button button-secondary"
                  @click=${() => {
                    held.undo(one);
                    this.page.announce(t.held.undone);
                  }}
                >
                  ${t.held.undo}
                </button>`
              : nothing
          }
          ${
            one.state === 'failed'
              ? html`<button class="button button-secondary" @click=${() => held.retry(one)}>
                  ${t.retry}
                </button>`
              : nothing
          }
        </div>`,
    );
  }

  protected failure(again: () => void): unknown {
    return this.failed
      ? html`<div class="alert alert-error" role="alert">
          <p>${this.failed}</p>
          <button class="button button-secondary" @click=${again}>${this.t.retry}</button>
        </div>`
      : nothing;
  }

  /** Tells what became of each: what is done leaves the list, what is not stays and says why. */
  protected settle({ decision, lines }: HeldDecision, results: readonly DecisionResult[]): void {
    const { t } = this;
    const done = results.filter(({ outcome }) => outcome === 'done');
    for (const { id, outcome, code, case: now } of results) {
      const line = now ?? lines.find((one) => one.id === id);
      if (outcome === 'done') this.notices.delete(id);
      else this.notices.set(id, whyNot(t, code));
      this.replace(id, outcome === 'done' && decision !== 'renew' ? undefined : line);
    }
    if (done.length > 0) this.page.announce(t.doneMany[decision](done.length));
    const missed = results.length - done.length;
    if (missed > 0)
      this.page.announce(whyNot(t, results.find(({ outcome }) => outcome !== 'done')?.code ?? null));
    this.requestUpdate();
    void this.loadSummary();
  }
}
