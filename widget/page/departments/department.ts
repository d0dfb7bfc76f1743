import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { noteLimit, type DepartmentView } from '../../../shared/departments.ts';
import { put } from '../onboarding/lines.ts';
import { alertBox } from '../onboarding/messages.ts';
import { save } from '../onboarding/saving.ts';
import { View } from '../view.ts';
import { approval, removal, reviewing, type Verb, type Working } from './decisions.ts';
import { facts, history } from './facts.ts';
import type { DepartmentTexts } from './texts.ts';
import { covers, isUnderWay, reasonOf, sinceWords, statusBadge, textsFor } from './words.ts';

/** How often and how many times the register's answer is looked for after a decision. */
const lookMs = 3_000;
const looks = 5;

/**
 * One department blurring: what is so, why, what has happened, and what the person looking may decide.
 *
 * @element sloering-department
 */
export class SloeringDepartment extends View implements Working {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    department: { attribute: true },
    shown: { state: true },
    unread: { state: true },
    note: { state: true },
    fault: { state: true },
    reviewOn: { state: true },
    trouble: { state: true },
    working: { state: true },
    asked: { state: true },
  };
  /** Its id. */
  declare department: string;
  declare shown: DepartmentView | undefined;
  declare unread: string | undefined;
  declare note: string;
  declare fault: { field: 'note' | 'review'; text: string } | undefined;
  declare reviewOn: string | undefined;
  declare trouble: string | undefined;
  declare working: Verb | undefined;
  /** What the person is asked once more about. */
  declare asked: 'remove' | 'withdraw' | undefined;

  private stopFollowing = (): void => undefined;

  constructor() {
    super();
    this.note = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopFollowing();
  }

  get t(): DepartmentTexts {
    return textsFor(this.page.locale);
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  protected override updated(): void {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  private async load(): Promise<void> {
    this.unread = undefined;
    const reply = await this.page.api.get<DepartmentView>(`/page/departments/${this.department}`);
    if (reply.ok) this.shown = reply.value;
    else this.unread = this.page.explain(reply.failure);
  }

  /** Asks before what cannot be taken back; a note that is missing is said first. */
  ask(what: 'remove' | 'withdraw'): void {
    if (what === 'remove' && !this.hasNote()) return;
    this.asked = what;
  }

  private hasNote(): boolean {
    const length = this.note.trim().length;
    const good = length > 0 && length <= noteLimit;
    this.fault = good ? undefined : { field: 'note', text: put(this.t.form.note, noteLimit) };
    if (!good) void this.focusOn('#decide-note');
    return good;
  }

  async decide(verb: Verb): Promise<void> {
    const { shown } = this;
    this.asked = undefined;
    if (!shown || this.working) return;
    if ((verb === 'reject' || verb === 'remove') && !this.hasNote()) return;
    const body = {
      revision: shown.revision,
      ...((verb === 'reject' || verb === 'remove') && { note: this.note.trim() }),
      ...(verb === 'review' && { review_on: this.reviewOn ?? shown.review_proposal }),
    };
    this.working = verb;
    this.trouble = undefined;
    this.fault = undefined;
    const result = await save(
      this.page,
      () => this.page.api.post<DepartmentView>(`/page/departments/${shown.id}/${verb}`, body),
      () => {
        this.trouble = this.t.form.fresh;
      },
    );
    this.working = undefined;
    this.trouble = undefined;
    if (result.kind === 'saved') {
      this.shown = result.value;
      this.note = '';
      this.reviewOn = undefined;
      this.page.announce(this.done(verb));
      this.follow(looks);
      return this.focusOn('#department-status');
    }
    if (result.kind === 'conflict') {
      await this.load();
      this.trouble = this.t.form.conflict;
    } else if (result.kind === 'not_fresh') this.trouble = this.t.form.notFresh;
    else if (verb === 'review' && result.failure.code === 'body_invalid') {
      this.fault = { field: 'review', text: this.t.review.fault };
      return this.focusOn('#decide-review');
    } else if (result.failure.code === 'own_proposal') this.trouble = this.t.decide.own_proposal;
    else if (result.failure.code === 'reason_text_control_characters')
      this.trouble = this.t.propose.faults.control;
    else this.trouble = this.page.explain(result.failure);
    await this.focusOn('#department-trouble');
  }

  /** The register usually answers within seconds. A few looks and no more: each of them keeps the login alive. */
  private follow(left: number): void {
    this.stopFollowing();
    if (left === 0 || !this.shown || !isUnderWay(this.shown.status)) return;
    this.stopFollowing = this.page.environment.after(lookMs, () => {
      void this.page.api.get<DepartmentView>(`/page/departments/${this.department}`).then((reply) => {
        if (!reply.ok || this.working || reply.value.revision !== this.shown?.revision) return;
        this.shown = reply.value;
        if (!isUnderWay(reply.value.status)) this.page.announce(this.t.explained[reply.value.status]);
        this.follow(left - 1);
      });
    });
  }

  private done(verb: Verb): string {
    const { decide, review, remove, one } = this.t;
    const said: Record<Verb, string> = {
      approve: decide.approved,
      reject: decide.rejected,
      withdraw: decide.withdrawn,
      review: review.done,
      remove: remove.done,
      retry: one.retried,
    };
    return said[verb];
  }

  protected override render(): TemplateResult {
    const t = this.t.one;
    const { shown } = this;
    return html`<p class="no-print"><a href="/departments">${t.back}</a></p>
      <h1 tabindex="-1">${shown?.name ?? this.t.list.title}</h1>
      ${
        this.unread
          ? html`<div role="alert">${alertBox('error', this.unread)}</div>
              <button type="button" class="button button-secondary" @click=${() => void this.load()}>
                ${this.page.t.retry}
              </button>`
          : shown
            ? this.loaded(shown)
            : html`<p role="status">${this.page.t.loading}</p>`
      }`;
  }

  private loaded(one: DepartmentView): TemplateResult {
    const may = this.page.session.permissions.proposeDepartments;
    return html`${
        this.trouble
          ? html`<div id="department-trouble" tabindex="-1" role="alert">
              ${alertBox('warning', this.trouble)}
            </div>`
          : nothing
      }
      ${this.status(one, may)} ${facts(one, this.t, this.page.locale)}
      <section aria-labelledby="documentation-title">
        <h2 id="documentation-title">${this.t.one.documentation}</h2>
        <p class="department-text">${one.documentation ?? '–'}</p>
        ${
          one.note === null
            ? nothing
            : html`<h3>${this.t.one.note}</h3>
                <p class="department-text">${one.note}</p>`
        }
      </section>
      ${one.status === 'proposed' ? covers(this.t) : nothing}
      ${may ? html`${approval(this, one)} ${reviewing(this, one)} ${removal(this, one)}` : nothing}
      ${history(one, this.t, this.page.locale)} ${this.asked ? this.question(one, this.asked) : nothing}`;
  }

  private status(one: DepartmentView, may: boolean): TemplateResult {
    const t = this.t;
    const stuck = one.status === 'needs_attention' || one.status === 'removal_needs_attention';
    return html`<section id="department-status" tabindex="-1" aria-labelledby="status-title">
      <h2 id="status-title">${t.one.delivery}</h2>
      <p>${statusBadge(one.status, t)} <span>${sinceWords(one, t, this.page.locale)}</span></p>
      <p>${t.explained[one.status]}</p>
      ${one.delivery_code === null ? nothing : html`<p>${reasonOf(t, one.delivery_code)}</p>`}
      ${
        stuck && may
          ? html`<button
              type="button"
              class="button button-secondary no-print"
              ?disabled=${this.working !== undefined}
              @click=${() => void this.decide('retry')}
            >
              ${t.one.retry}
            </button>`
          : nothing
      }
    </section>`;
  }

  private question(one: DepartmentView, what: 'remove' | 'withdraw'): TemplateResult {
    const { remove, decide, form } = this.t;
    const [title, button] =
      what === 'remove' ? [remove.ask, remove.button] : [decide.withdrawAsk, decide.withdraw];
    return html`<dialog aria-labelledby="ask-title" @cancel=${() => (this.asked = undefined)}>
      <h2 id="ask-title">${put(title, one.name)}</h2>
      ${what === 'remove' ? html`<p>${remove.askText}</p>` : nothing}
      <p class="actions">
        <button type="button" class="button button-primary" @click=${() => void this.decide(what)}>
          ${button}
        </button>
        <button type="button" class="button button-secondary" @click=${() => (this.asked = undefined)}>
          ${form.cancel}
        </button>
      </p>
    </dialog>`;
  }
}
