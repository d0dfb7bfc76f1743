import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MunicipalityView } from '../../../shared/page-api.ts';
import type { PageFailure, PageReply } from '../api.ts';
import { View } from '../view.ts';
import type { Faults } from './fields.ts';
import { put } from './lines.ts';
import { alertBox, faultSummary } from './messages.ts';
import { textsFor } from './pick.ts';
import { save } from './saving.ts';
import type { OnboardingTexts, SectionName } from './texts.ts';

type Trouble =
  { kind: 'fresh' } | { kind: 'not_fresh' } | { kind: 'conflict' } | { kind: 'failure'; text: string };

/** Told by a section: the settings are these now. */
const changedEvent = 'municipality-changed';

/**
 * A section of a municipality's settings. `draft` is undefined until the person changes something, and again once it is saved; until then
 * nothing from the server touches it.
 */
export abstract class Section<Draft> extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    municipality: { attribute: false },
    draft: { state: true },
    faults: { state: true },
    trouble: { state: true },
    working: { state: true },
    asking: { state: true },
  };

  declare municipality: MunicipalityView;
  declare draft: Draft | undefined;
  declare faults: Faults;
  declare trouble: Trouble | undefined;
  declare working: boolean;
  /** A question the person must answer before something is done. */
  declare asking: { text: string; yes: string; act: () => Promise<void> } | undefined;

  abstract readonly name: SectionName;

  constructor() {
    super();
    this.faults = {};
    this.working = false;
  }

  get t(): OnboardingTexts {
    return textsFor(this.page.locale);
  }
  /** Whether leaving would lose something typed. */
  get dirty(): boolean {
    return this.draft !== undefined;
  }
  protected get base(): string {
    return `/page/municipalities/${this.municipality.id}`;
  }
  protected get heading(): string {
    return this.t.sections[this.name][0];
  }

  /** What the server holds now, in lines, for the person whose change came second. */
  protected abstract now(): readonly string[];
  /** Sends the draft with the revision of now. Undefined where a section has no draft to send. */
  protected submit?(): Promise<void>;

  protected edit(draft: Draft): void {
    this.draft = draft;
  }
  protected discard(): void {
    this.draft = undefined;
    this.faults = {};
    this.trouble = undefined;
  }

  protected tell(municipality: MunicipalityView): void {
    this.municipality = municipality;
    this.dispatchEvent(new CustomEvent(changedEvent, { detail: municipality, bubbles: true }));
  }

  protected async refresh(): Promise<boolean> {
    const reply = await this.page.api.get<MunicipalityView>(this.base);
    if (reply.ok) this.tell(reply.value);
    return reply.ok;
  }

  /**
   * Sends a change; gives the answer, or undefined where it was not taken (then `trouble` or `faults` says why, and the draft is kept).
   * `also` names sentences for failures that belong to a field.
   */
  protected async send<T>(
    call: () => Promise<PageReply<T>>,
    also: (failure: PageFailure) => Faults | undefined = () => undefined,
  ): Promise<T | undefined> {
    // Two presses are one change.
    if (this.working) return undefined;
    this.working = true;
    this.trouble = undefined;
    this.faults = {};
    this.page.announce(this.t.form.working);
    const result = await save(this.page, call, () => {
      this.trouble = { kind: 'fresh' };
      this.page.announce(this.t.form.fresh);
    });
    this.trouble = undefined;
    this.working = false;
    if (result.kind === 'saved') {
      this.asking = undefined;
      return result.value;
    }
    if (result.kind === 'conflict') await this.refresh();
    if (result.kind === 'refused') {
      const faults = also(result.failure) ?? this.pointed(result.failure);
      if (faults) {
        await this.showFaults(faults);
        return undefined;
      }
      this.trouble = { kind: 'failure', text: this.page.explain(result.failure) };
    } else this.trouble = { kind: result.kind };
    await this.focusOn(`#${this.name}-trouble`);
    return undefined;
  }

  /** Changes the settings and takes what the server answers: the new settings, or a word that they must be read again. */
  protected async change(
    call: () => Promise<PageReply<unknown>>,
    said = put(this.t.form.saved, this.heading),
    also?: (failure: PageFailure) => Faults | undefined,
  ): Promise<boolean> {
    const answer = await this.send(async () => {
      const reply = await call();
      return reply.ok ? { ok: true as const, value: { settings: reply.value } } : reply;
    }, also);
    if (!answer) return false;
    this.discard();
    if (isView(answer.settings)) this.tell(answer.settings);
    else await this.refresh();
    this.page.announce(said);
    return true;
  }

  protected async showFaults(faults: Faults): Promise<void> {
    this.faults = faults;
    await this.focusOn(`#${this.name}-faults`);
  }

  private pointed({ fields }: PageFailure): Faults | undefined {
    if (!fields?.length) return undefined;
    return Object.fromEntries(fields.map(({ pointer }) => [pointer, this.t.form.fieldFault]));
  }

  protected async ask(text: string, yes: string, act: () => Promise<void>): Promise<void> {
    this.asking = { text, yes, act };
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }
  private answer(yes: boolean): void {
    const asked = this.asking;
    this.querySelector('dialog')?.close();
    this.asking = undefined;
    if (yes) void asked?.act();
  }

  protected saveButtons(): TemplateResult {
    const { form } = this.t;
    return html`<div class="onboarding-buttons">
      <button type="submit" class="button button-primary" ?disabled=${this.working}>
        ${this.working ? form.working : form.save}
      </button>
      ${
        this.dirty
          ? html`<button type="button" class="button button-tertiary" @click=${() => this.discard()}>
              ${form.discard}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** What went wrong with the last try, above the form. */
  protected messages(): TemplateResult {
    const { form } = this.t;
    return html`${
      Object.keys(this.faults).length > 0 ? faultSummary(this.name, form.faultsTitle, this.faults) : nothing
    }
    ${this.trouble ? html`<div id="${this.name}-trouble" tabindex="-1">${this.troubleBox(this.trouble)}</div>` : nothing}
    ${this.dirty ? html`<p class="onboarding-unsaved">${form.unsaved}</p>` : nothing}
    ${
      this.asking
        ? html`<dialog
            class="onboarding-dialog"
            aria-labelledby="${this.name}-question"
            @cancel=${() => this.answer(false)}
          >
            <p id="${this.name}-question">${this.asking.text}</p>
            <div class="onboarding-buttons">
              <button type="button" class="button button-primary" @click=${() => this.answer(true)}>
                ${this.asking.yes}
              </button>
              <button type="button" class="button button-secondary" @click=${() => this.answer(false)}>
                ${form.cancel}
              </button>
            </div>
          </dialog>`
        : nothing
    }`;
  }

  private troubleBox(trouble: Trouble): TemplateResult {
    const { form } = this.t;
    if (trouble.kind === 'fresh') return alertBox('info', form.fresh);
    if (trouble.kind === 'not_fresh') return alertBox('warning', form.notFresh);
    if (trouble.kind === 'failure') return alertBox('error', trouble.text);
    return alertBox(
      'warning',
      html`<p>${form.conflictText}</p>
        <p>${form.now}</p>
        <ul>
          ${this.now().map((line) => html`<li>${line}</li>`)}
        </ul>
        <div class="onboarding-buttons">
          ${
            this.submit && this.dirty
              ? html`<button type="button" class="button button-primary" @click=${() => void this.submit?.()}>
                  ${form.overwrite}
                </button>`
              : nothing
          }
          <button type="button" class="button button-secondary" @click=${() => this.discard()}>
            ${form.takeTheirs}
          </button>
        </div>`,
      form.conflict,
    );
  }
}

const isView = (value: unknown): value is MunicipalityView =>
  typeof value === 'object' && value !== null && 'revision' in value && 'readiness' in value;
