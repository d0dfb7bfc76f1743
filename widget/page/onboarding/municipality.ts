import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MunicipalityView } from '../../../shared/page-api.ts';
import { View } from '../view.ts';
import { alertBox } from './messages.ts';
import { textsFor } from './pick.ts';
import { readinessList } from './readiness.ts';
import { Section } from './section.ts';
import type { SectionName } from './texts.ts';

/** A municipality's settings; `municipality` is its id, the login's own organisation where it is left out. */
export class SloeringMunicipality extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    municipality: {},
    shown: { state: true },
    unread: { state: true },
  };
  declare municipality: string | undefined;
  declare shown: MunicipalityView | undefined;
  declare unread: string | undefined;
  #read: string | undefined;

  readonly #leaving = (event: BeforeUnloadEvent): void => {
    if (this.dirty) event.preventDefault();
  };
  /** Links of the page itself are followed without a new document, which no browser asks about. */
  readonly #following = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || link.getAttribute('href')?.startsWith('#') || !this.dirty) return;
    if (!confirm(textsFor(this.page.locale).form.leave)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#leaving);
    document.addEventListener('click', this.#following, true);
  }
  override disconnectedCallback(): void {
    removeEventListener('beforeunload', this.#leaving);
    document.removeEventListener('click', this.#following, true);
    super.disconnectedCallback();
  }

  /** Whether any section holds something typed that is not saved. */
  get dirty(): boolean {
    return [...this.querySelectorAll<HTMLElement>('section > .onboarding-section')].some(
      (one) => one instanceof Section && one.dirty,
    );
  }

  protected override updated(): void {
    const wanted = this.municipality || this.page.session.organisation.id;
    if (this.#read === wanted) return;
    this.#read = wanted;
    void this.load(wanted);
  }

  private async load(id: string): Promise<void> {
    this.shown = undefined;
    this.unread = undefined;
    const reply = await this.page.api.get<MunicipalityView>(`/page/municipalities/${id}`);
    if (this.#read !== id) return;
    if (reply.ok) this.shown = reply.value;
    else this.unread = this.page.explain(reply.failure);
  }

  private go(section: SectionName): void {
    const heading = this.querySelector<HTMLElement>(`#section-${section}`);
    heading?.focus();
    heading?.scrollIntoView();
  }

  protected override render(): TemplateResult {
    const t = textsFor(this.page.locale);
    if (this.unread)
      return html`${alertBox('error', this.unread, t.form.notLoaded)}
        <button
          type="button"
          class="button button-secondary"
          @click=${() => void this.load(this.municipality || this.page.session.organisation.id)}
        >
          ${this.page.t.retry}
        </button>`;
    if (!this.shown) return html`<p role="status">${this.page.t.loading}</p>`;
    const shown = this.shown;
    return html`<h1 tabindex="-1">${shown.name}</h1>
      <div class="onboarding-top">
        ${readinessList(t, shown, this.page.locale, (section) => this.go(section))}
        <button type="button" class="button button-secondary onboarding-print" @click=${() => print()}>
          ${t.readiness.print}
        </button>
      </div>
      <div
        class="onboarding-sections"
        @municipality-changed=${(event: CustomEvent<MunicipalityView>) => {
          this.shown = event.detail;
        }}
      >
        ${this.block('organisation', html`<sloering-organisation class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-organisation>`)}
        ${this.block('certificates', html`<sloering-certificates class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-certificates>`)}
        ${this.block('test_calls', html`<sloering-test-calls class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-test-calls>`)}
        ${this.block('record_systems', html`<sloering-record-systems class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-record-systems>`)}
        ${this.block('roles', html`<sloering-roles class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-roles>`)}
        ${this.block('policy', html`<sloering-policy class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-policy>`)}
        ${this.block('reasons', html`<sloering-reasons class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-reasons>`)}
        ${this.block('guidelines', html`<sloering-guidelines class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-guidelines>`)}
        ${this.block('changes', html`<sloering-changes class="onboarding-section" .page=${this.page} .municipality=${shown}></sloering-changes>`)}
      </div>`;
  }

  private block(name: SectionName, content: TemplateResult): TemplateResult {
    const [title, lead] = textsFor(this.page.locale).sections[name];
    return html`<section aria-labelledby="section-${name}">
      <h2 id="section-${name}" tabindex="-1">${title}</h2>
      ${lead ? html`<p>${lead}</p>` : nothing}${content}
    </section>`;
  }
}
