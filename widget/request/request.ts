import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { version } from '../build.ts';
import { emit } from '../events.ts';
import type { BlurringView } from '../../shared/api.ts';
import type { Locale } from '../locales/locale.ts';
import { fill } from '../locales/fill.ts';
import { isDirty } from './dirty.ts';
import { createFlow, type Flow } from './flow.ts';
import type { State, StateName } from './machine.ts';
import { RequestElement } from './request-element.ts';
import { styles } from './request.styles.ts';
import { tell } from './tell.ts';
import { showValidity } from './validity.ts';
import { screen } from './views/current.ts';
import { announcementOf } from './views/announcement.ts';
import { opener } from './views/opener.ts';
import type { Scene } from './views/scene.ts';

/**
 * The form with which staff have their names blurred in one citizen's access log, from the first look to the receipt.
 *
 * Set `api-base` and `tokenProvider`; the form then starts by itself (inline) or when opened (dialog). To change citizen,
 * set a new `tokenProvider` or call `start()`: everything about the former citizen is dropped first.
 *
 * @element sloering-request
 * @attr {URL} api-base - Origin of the Sløring server. Required.
 * @attr {'inline'|'dialog'} mode - `dialog` shows a button **Slør** that opens a modal dialog. Default `inline`.
 * @attr {string} lang - BCP 47; else the nearest `lang` around the element; else Danish. Danish and English are built in.
 * @attr {number} max-days - May only lower the municipality's limit, 1–729.
 * @attr {number} default-days - Days suggested, at most the limit.
 * @attr {1|2|3|4|5|6} heading-level - Level of the title in the page's outline. Default 2.
 * @attr {'off'|'optional'|'required'} reason - Free text, where the municipality leaves it optional.
 * @attr {'auto'|'always'} citizen - `always` keeps the citizen in view while the form scrolls. Never hidden.
 * @attr {'host'|'dkfds'|'contrast'} theme - `host` follows the page's colour scheme; the others the person's system.
 * @attr {'shadow'|'document'} announce - Where status messages to screen readers are put. Default `shadow`.
 * @attr {boolean} disabled - The button that starts or opens it cannot be pressed.
 * @attr {boolean} readonly - Shows what exists; nothing can be changed. Read at start.
 * @slot intro - Above the form. @slot policy - After the guidelines. @slot help - With receipts and errors. @slot footer - Last.
 * @fires sloering-statechange sloering-ready sloering-submit sloering-complete sloering-cancel sloering-session-expiring sloering-context-changed sloering-error - see `SloeringEvents`
 * @cssstate idle loading ready invalid confirming sending result existing readonly error expired context-changed offline; on a result also
 * registered on_its_way in_force delayed needs_attention ended; own-colours where the host's colours could not be read
 * @csspart title banner context context-item error-summary form period option reason hint counter confirm actions submit cancel result reference spinner dialog opener
 * @cssprop --sloering-color-{background,text,primary,on-primary,error,success,border,focus}, --sloering-font, --sloering-font-heading,
 * --sloering-font-size, --sloering-space, --sloering-radius, --sloering-max-width, --sloering-target-size
 */
export class SloeringRequest extends RequestElement {
  static readonly formAssociated = true;
  static readonly version = version;
  static override styles = styles;
  static override properties: PropertyDeclarations = {
    flow: { state: true },
    secondsLeft: { state: true },
    leaving: { state: true },
    hostTells: { state: true },
  };

  declare private flow: Flow | undefined;
  declare private secondsLeft: number;
  declare private leaving: boolean;
  declare private hostTells: boolean;

  private focusNext: 'title' | 'summary' | '' = '';
  /** Something in the form has been pressed since it began by itself. */
  private pressed = false;
  private readonly wake = (): void => this.flow?.wake();

  constructor() {
    super();
    this.clear();
    this.addEventListener('click', () => (this.pressed = true), { capture: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.wake);
    document.addEventListener('visibilitychange', this.wake);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    // A framework that only moves the element must not cost the person what was typed.
    queueMicrotask(() => {
      if (!this.isConnected) this.reset();
    });
  }

  /** Asks the host for a token and begins anew. Whatever was on the screen is dropped first. */
  start(): void {
    this.reset();
    const { apiBase, tokenProvider, environment, maxDays, defaultDays, reason, readonly } = this;
    const flow = createFlow({
      apiBase,
      environment,
      tokenProvider: tokenProvider ?? (() => Promise.reject(new Error('no tokenProvider'))),
      limits: { maxDays, defaultDays, reason, readonly },
      mayRegister: (days) => emit(this, 'sloering-submit', { days }),
      onState: (from, to) => this.moved(from, to),
      onExpiring: (secondsLeft) => {
        this.secondsLeft = secondsLeft;
        this.say(fill(this.locale.expiring, Math.ceil(secondsLeft / 60)));
        emit(this, 'sloering-session-expiring', { secondsLeft });
      },
    });
    this.flow = flow;
    if (!tokenProvider || !URL.canParse(apiBase)) {
      // eslint-disable-next-line no-console -- the reader is the integrator, who has no other place to look
      console.error(
        '<sloering-request> needs api-base="https://…" and a tokenProvider function before start().',
      );
      flow.apply({ type: 'failed', failure: { code: 'config', retryable: false } });
    } else flow.apply({ type: 'start' });
  }

  /** Opens the dialog, or starts the form where it is in the page. */
  show(): void {
    if (this.disabled) return;
    if (!this.flow) this.start();
    void this.updateComplete.then(() => {
      if (this.dialog?.open === false) this.dialog.showModal();
      this.toFocus('title');
    });
  }

  /** Leaves without asking. */
  close(): void {
    this.dialog?.close();
    this.reset();
  }

  /** Ends the session and forgets the citizen and everything typed. */
  reset(): void {
    const from = this.getState().state;
    this.flow?.stop();
    this.clear();
    this.mark('idle', '');
    this.internals.setFormValue(null);
    if (from !== 'idle') emit(this, 'sloering-statechange', { from, to: 'idle' });
  }

  /** Fetches the citizen's registrations again. */
  refresh(): Promise<void> {
    return this.flow?.refresh() ?? Promise.resolve();
  }

  override focus(): void {
    this.toFocus('title');
  }

  /** Where the form is, without personal data. `id` and `status` are those of a registration just made. */
  getState(): { state: StateName; id?: string; status?: string } {
    const state = this.flow?.state();
    if (state?.name !== 'result') return { state: state?.name ?? 'idle' };
    return { state: state.name, id: state.blurring.id, status: state.blurring.status };
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // A new function means a new citizen. What is on the screen goes before anything else happens.
    const begin = this.dialog ? this.dialog.open : true;
    if (changed.has('tokenProvider') && (this.tokenProvider ?? changed.get('tokenProvider'))) {
      this.pressed = false;
      if (begin && this.tokenProvider) this.start();
      else this.reset();
    }
    showValidity(this.internals, this.renderRoot, this.state, this.locale.correct);
    if (this.focusNext) this.toFocus(this.focusNext);
    this.focusNext = '';
  }

  protected override render(): unknown {
    const { locale: t, state } = this;
    const idle = state.name === 'idle';
    const dialog = this.mode === 'dialog';
    const surface = html`
      <div class="live" role="status" aria-live="polite" .textContent=${this.spoken}></div>
      ${idle ? nothing : screen(state, this.scene(t))}
      <slot name="footer"></slot>
    `;
    const press = (): void => (dialog ? this.show() : this.start());
    return html`
      <i class="probe"></i>
      ${dialog || idle ? opener(t, dialog, this.disabled, press) : nothing}
      ${
        dialog
          ? html`<dialog
              class="surface"
              part="dialog"
              lang=${t.code}
              aria-labelledby="title"
              @cancel=${(event: Event) => {
                event.preventDefault();
                this.cancel();
              }}
              @close=${() => this.closed()}
            >
              ${surface}
            </dialog>`
          : html`<section
              class="surface ${idle ? 'idle' : ''}"
              lang=${t.code}
              aria-labelledby=${idle ? nothing : 'title'}
            >
              ${surface}
            </section>`
      }
    `;
  }

  protected override get sessionLocale(): string | undefined {
    return 'loaded' in this.state ? this.state.loaded?.launch?.locale : undefined;
  }

  private get state(): State {
    return this.flow?.state() ?? { name: 'idle' };
  }

  private scene(t: Locale): Scene {
    return {
      t,
      level: this.headingLevel,
      secondsLeft: this.secondsLeft,
      leaving: this.leaving,
      hostTells: this.hostTells,
      apply: (event) => this.flow?.apply(event),
      announce: (text) => this.say(text),
      focusField: (id) => this.toFocus(id),
      resume: () => void this.flow?.resume(),
      keepAlive: () => {
        this.secondsLeft = 0;
        this.toFocus('title');
        void this.flow?.keepAlive();
      },
      cancel: () => this.cancel(),
      discard: () => this.close(),
      stay: () => {
        this.leaving = false;
        this.toFocus('title');
      },
      print: () => print(),
    };
  }

  private moved(from: State, to: State): void {
    this.requestUpdate();
    // Only a person who is at work in the form is moved within it. Safari does not focus a button that is clicked.
    const elsewhere = document.activeElement !== document.body && !this.matches(':focus-within');
    const within = this.dialog?.open === true || (this.pressed && !elsewhere);
    const again = to.name === 'invalid' && (from.name !== 'invalid' || from.faults !== to.faults);
    if (from.name === to.name && !again) {
      if (to.name === 'result') this.followed(to.blurring);
      return;
    }
    if (within) this.focusNext = again ? 'summary' : 'title';
    this.secondsLeft = 0;
    this.leaving = false;
    this.mark(to.name, to.name === 'result' ? to.blurring.status : '');
    this.say(announcementOf(to, this.locale));
    if (to.name === 'result') this.internals.setFormValue(to.blurring.id);
    this.hostTells = tell(this, from, to);
  }

  /** The register has answered something new while the receipt is on the screen. */
  private followed(blurring: BlurringView): void {
    if (this.internals.states.has(blurring.status)) return;
    this.mark('result', blurring.status);
    this.say(this.locale.status[blurring.status]);
  }

  private mark(name: StateName, status: string): void {
    this.internals.states.clear();
    this.internals.states.add(name);
    if (status) this.internals.states.add(status);
    this.setAttribute('state', name);
    if (this.hasUpdated) this.checkColours();
  }

  private cancel(): void {
    const dirty = isDirty(this.state);
    if (this.leaving || !emit(this, 'sloering-cancel', { dirty })) return;
    if (!dirty) return this.close();
    this.leaving = true;
    void this.updateComplete.then(() => this.toFocus('stay'));
  }

  private closed(): void {
    // The event comes late: the dialog may have been opened again since.
    if (!this.dialog?.open) this.reset();
  }

  private clear(): void {
    this.flow = undefined;
    this.secondsLeft = 0;
    this.leaving = false;
    this.hostTells = false;
    this.said = '';
  }
}
