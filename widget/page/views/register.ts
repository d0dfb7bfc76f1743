import { html, nothing, type PropertyDeclarations } from 'lit';
import { parseCpr, passesModulus11 } from '../../../shared/cpr.ts';
import type { OpenedCitizen } from '../../../shared/page-api.ts';
import type { Texts } from '../locales/texts.ts';
import { View } from '../view.ts';

type Fault = keyof Texts['register']['faults'];

/**
 * UC4: a typed CPR number, then the same component as in the care record. The number is in this element's memory while the citizen is
 * open and nowhere else: not in the address, the title, a storage or the document.
 *
 * @element sloering-register
 */
export class RegisterView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    fault: { state: true },
    failed: { state: true },
    open: { state: true },
    waiting: { state: true },
    advice: { state: true },
  };

  declare private fault: Fault | undefined;
  declare private failed: string;
  declare private open: boolean;
  declare private waiting: boolean;
  declare private advice: boolean;

  private cpr = '';
  /** The token of the first look; later ones are asked for as the component needs them. */
  private first: string | undefined;

  constructor() {
    super();
    this.forget();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget();
  }

  protected override render(): unknown {
    const { t } = this.page;
    if (this.open)
      return html`
        <h1 class="sr-only" tabindex="-1">${t.places.register}</h1>
        ${this.advice ? html`<p class="alert alert-info advice" role="note">${t.register.modulus}</p>` : nothing}
        <sloering-request
          api-base=${location.origin}
          theme="dkfds"
          citizen="always"
          lang=${t.code}
          .environment=${this.page.environment}
          .tokenProvider=${this.provide}
          @sloering-statechange=${this.changed}
        ></sloering-request>
        <p class="no-print">
          <button class="button button-secondary" @click=${() => this.another()}>
            ${t.register.another}
          </button>
        </p>
      `;
    const { fault } = this;
    return html`
      <h1 tabindex="-1">${t.register.lead}</h1>
      ${
        fault || this.failed
          ? html`<div class="alert alert-error" role="alert" id="summary" tabindex="-1">
              <p><strong>${t.register.summary}</strong></p>
              <p>
                ${fault ? html`<a href="#cpr" @click=${this.toField}>${t.register.faults[fault]}</a>` : this.failed}
              </p>
              ${fault === 'replacement' ? html`<p>${t.register.replacementHelp}</p>` : nothing}
            </div>`
          : nothing
      }
      <form novalidate @submit=${this.submitted}>
        <div class="form-group ${fault ? 'form-error' : ''}">
          <label class="form-label" for="cpr">${t.register.label}</label>
          <span class="form-hint" id="cpr-hint">${t.register.hint}</span>
          ${fault ? html`<span class="form-error-message" id="cpr-fault">${t.register.faults[fault]}</span>` : nothing}
          <input
            class="form-input input-width-s"
            id="cpr"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            spellcheck="false"
            maxlength="16"
            aria-describedby="cpr-hint ${fault ? 'cpr-fault' : ''}"
            aria-invalid=${fault ? 'true' : nothing}
          />
        </div>
        <p>
          <button class="button button-primary" ?disabled=${this.waiting}>
            ${this.waiting ? t.register.wait : t.register.next}
          </button>
        </p>
      </form>
    `;
  }

  private readonly toField = (event: Event): void => {
    event.preventDefault();
    void this.focusOn('#cpr');
  };

  private readonly submitted = (event: Event): void => {
    event.preventDefault();
    void this.look();
  };

  private async look(): Promise<void> {
    const field = this.querySelector<HTMLInputElement>('#cpr');
    const typed = field?.value.trim() ?? '';
    const parsed = parseCpr(typed);
    this.failed = '';
    this.fault = undefined;
    if (typed === '') return this.refuse('empty');
    if (typeof parsed === 'string') return this.refuse(parsed);
    if (parsed.kind !== 'cpr') return this.refuse('replacement');
    this.waiting = true;
    this.cpr = parsed.digits;
    const reply = await this.page.api.post<OpenedCitizen>('/page/citizens', { cpr: this.cpr });
    this.waiting = false;
    if (!reply.ok) {
      const { code } = reply.failure;
      if (code === 'citizen_id_unsupported') return this.refuse('replacement');
      if (code === 'cpr_invalid') return this.refuse('form');
      this.failed = this.page.explain(reply.failure);
      return void this.focusOn('#summary');
    }
    this.first = reply.value.context_token;
    this.advice = !passesModulus11(this.cpr);
    this.open = true;
    await this.updateComplete;
    this.querySelector('sloering-request')?.focus();
  }

  private refuse(fault: Fault): void {
    this.cpr = '';
    this.fault = fault;
    void this.focusOn('#summary');
  }

  /** The component asks for a token at start and again when its session has ended; each is used once. */
  private readonly provide = async (): Promise<string> => {
    const token = this.first;
    this.first = undefined;
    if (token !== undefined) return token;
    const reply = await this.page.api.post<OpenedCitizen>('/page/citizens', { cpr: this.cpr });
    if (!reply.ok) throw new Error(reply.failure.code);
    return reply.value.context_token;
  };

  /** The person has closed the form or the receipt: on to the next citizen. */
  private readonly changed = ({ target }: Event): void => {
    queueMicrotask(() => {
      if ((target as Element & { getState: () => { state: string } }).getState().state === 'idle')
        this.another();
    });
  };

  private another(): void {
    this.forget();
    void this.focusOn('#cpr');
  }

  private forget(): void {
    this.cpr = '';
    this.first = undefined;
    this.fault = undefined;
    this.failed = '';
    this.open = false;
    this.waiting = false;
    this.advice = false;
  }
}
