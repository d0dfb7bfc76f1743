import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { PageSession } from '../../shared/page-api.ts';
import { browserEnvironment, type Environment } from '../environment.ts';
import { createPageApi, type PageApi } from './api.ts';
import type { PageContext } from './context.ts';
import { explain } from './explain.ts';
import { frame } from './frame.ts';
import { da } from './locales/da.ts';
import { en } from './locales/en.ts';
import type { Texts } from './locales/texts.ts';
import { createLoginWindow, type LoginWindow } from './login-window.ts';
import { watchLogin, type LoginWatch } from './login-watch.ts';
import { save } from './onboarding/saving.ts';
import { keepsContent, viewOf } from './places.ts';
import { placeAt } from './router.ts';
import type { LoginState } from './shown-page.ts';

/**
 * The hosted page: who is here, where they are, and what they see. Holds nothing that must survive it: no storage, no cookie of its own.
 *
 * @element sloering-page
 */
export class SloeringPage extends LitElement {
  static override properties: PropertyDeclarations = {
    environment: { attribute: false },
    loginWindow: { attribute: false },
    path: { state: true },
    locale: { state: true },
    login: { state: true },
    session: { state: true },
    secondsLeft: { state: true },
    waitingForLogin: { state: true },
    blocked: { state: true },
    online: { state: true },
    menuOpen: { state: true },
    said: { state: true },
  };

  declare environment: Environment;
  declare loginWindow: LoginWindow;
  declare path: string;
  declare locale: 'da' | 'en';
  declare login: LoginState;
  declare session: PageSession | undefined;
  /** Until the login ends, once the person is warned; 0 before. */
  declare secondsLeft: number;
  declare waitingForLogin: boolean;
  declare blocked: boolean;
  declare online: boolean;
  declare menuOpen: boolean;
  declare said: string;

  private api: PageApi | undefined;
  private watch: LoginWatch | undefined;
  private stopListening = (): void => undefined;
  private loggedInAgain: ((fresh: boolean) => void) | undefined;
  private cancelTick = (): void => undefined;

  constructor() {
    super();
    this.environment = browserEnvironment;
    this.loginWindow = createLoginWindow();
    this.path = location.pathname;
    this.locale = startLocale();
    this.login = 'unknown';
    this.secondsLeft = 0;
    this.waitingForLogin = false;
    this.blocked = false;
    this.online = true;
    this.menuOpen = false;
    this.said = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.api = createPageApi({
      environment: this.environment,
      onLoginRequired: () => this.loginEnded(),
      onAlive: () => this.watch?.alive(),
    });
    this.watch = watchLogin({
      api: this.api,
      environment: this.environment,
      onWarning: (seconds) => this.warn(seconds),
      onSession: (session) => (this.session = session),
    });
    this.stopListening = this.loginWindow.listen(() => void this.resume());
    addEventListener('popstate', this.moved);
    addEventListener('online', this.woken);
    addEventListener('offline', this.woken);
    document.addEventListener('visibilitychange', this.woken);
    this.addEventListener('click', this.followed);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch?.stop();
    this.cancelTick();
    this.stopListening();
    removeEventListener('popstate', this.moved);
    removeEventListener('online', this.woken);
    removeEventListener('offline', this.woken);
    document.removeEventListener('visibilitychange', this.woken);
  }

  get t(): Texts {
    return this.locale === 'en' ? en : da;
  }

  /** Asks who is here. */
  async load(): Promise<void> {
    if (placeAt(this.path)?.name === 'loginDone') this.loginWindow.announce();
    const reply = await this.api?.get<PageSession>('/page/session');
    if (reply?.ok) this.entered(reply.value);
    else if (reply?.failure.code === 'login_required') this.login = 'out';
    else this.login = 'unreachable';
  }

  navigate(path: string): void {
    // A view with something unsaved may keep the person here.
    if (!dispatchEvent(new CustomEvent('sloering-page-leave', { cancelable: true, detail: { path } })))
      return;
    history.pushState(null, '', path + (this.locale === 'en' ? '?lang=en' : ''));
    this.moved();
  }

  /** The same page in the other language; the address remembers it, nothing else does. */
  changeLocale(): void {
    this.locale = this.locale === 'da' ? 'en' : 'da';
    history.replaceState(null, '', this.path + (this.locale === 'en' ? '?lang=en' : ''));
  }

  toggleMenu(): void {
    this.menuOpen = !this.menuOpen;
  }

  async logOut(): Promise<void> {
    const reply = await this.api?.post<{ location: string }>('/page/logout');
    if (reply?.ok) location.assign(reply.value.location);
    else if (reply) this.said = explain(this.t, reply.failure);
  }

  async actFor(organisation: string): Promise<void> {
    const { api, context } = this;
    if (!api || !context) return;
    const reply = await save(context, () =>
      api.post<PageSession>('/page/session/organisation', { organisation }),
    );
    if (reply.kind === 'refused') this.said = explain(this.t, reply.failure);
    if (reply.kind !== 'saved') return;
    this.entered(reply.value);
    this.navigate('/');
  }

  async stay(): Promise<void> {
    const reply = await this.api?.post<PageSession>('/page/session');
    if (reply?.ok) this.entered(reply.value);
  }

  openLogin(fresh: boolean): void {
    this.blocked = !this.loginWindow.open(fresh);
  }

  cancelFresh(): void {
    this.waitingForLogin = false;
    this.loggedInAgain?.(false);
    this.loggedInAgain = undefined;
  }

  /** What a view is given; undefined while nobody is logged in. */
  get context(): PageContext | undefined {
    const { api, session, t, locale, environment } = this;
    if (!api || !session) return undefined;
    return {
      ...{ api, session, t, locale, environment },
      navigate: (path) => this.navigate(path),
      announce: (text) => void (this.said = text),
      explain: (failure) => explain(this.t, failure),
      freshLogin: () =>
        new Promise((answer) => {
          this.loggedInAgain = answer;
          this.waitingForLogin = true;
          this.openLogin(true);
        }),
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('path') && !changed.has('locale') && !changed.has('login')) return;
    const name = placeAt(this.path)?.name ?? 'notFound';
    document.title = `${this.t.places[name]} – ${this.t.service}`;
    document.documentElement.lang = this.locale;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A new place begins at its heading; the first one does not take the focus from where the person is.
    if (changed.has('path') && changed.get('path') !== undefined) void this.toHeading();
    for (const dialog of this.querySelectorAll('dialog')) if (!dialog.open) dialog.showModal();
  }

  protected override render(): unknown {
    return frame(this, viewOf(this) ?? nothing, html`${this.said}`);
  }

  private async toHeading(): Promise<void> {
    // The view renders after the page that holds it.
    await this.querySelector<LitElement>('main > *')?.updateComplete;
    (this.querySelector<HTMLElement>('main h1') ?? this.querySelector('main'))?.focus();
  }

  private entered(session: PageSession): void {
    this.session = session;
    this.login = 'in';
    this.watch?.alive(session.idle_seconds);
  }

  private readonly moved = (): void => {
    this.path = location.pathname;
    this.menuOpen = false;
  };

  private readonly woken = (): void => {
    this.online = this.environment.online();
    if (this.login === 'unreachable') void this.load();
    else if (this.login === 'in' && this.environment.visible()) void this.watch?.look();
  };

  private readonly followed = (event: Event): void => {
    const link = (event.target as Element).closest('a');
    const { metaKey, ctrlKey, shiftKey, button } = event as MouseEvent;
    if (!link || metaKey || ctrlKey || shiftKey || button !== 0 || link.target) return;
    if (link.origin !== location.origin || !placeAt(link.pathname) || link.hash) return;
    event.preventDefault();
    this.navigate(link.pathname);
  };

  private warn(seconds: number): void {
    this.cancelTick();
    if (seconds > 0 && this.secondsLeft === 0) this.said = this.t.warning.title;
    this.secondsLeft = seconds;
    if (seconds > 1) this.cancelTick = this.environment.after(1000, () => this.warn(seconds - 1));
  }

  private loginEnded(): void {
    this.cancelTick();
    this.watch?.stop();
    this.secondsLeft = 0;
    if (this.login !== 'in') return;
    this.login = 'expired';
    this.said = this.t.expired.title;
    // Content without personal data stays until the person is back; everything else leaves the document now.
    if (!keepsContent(this.path)) this.session = undefined;
  }

  /** A login has been made in another window. */
  private async resume(): Promise<void> {
    const before = this.session;
    const reply = await this.api?.get<PageSession>('/page/session');
    if (!reply?.ok) return;
    const { organisation, user, fresh_seconds: fresh } = reply.value;
    // Somebody else: nothing of the former person may meet them.
    if (before && (before.organisation.id !== organisation.id || before.user.name !== user.name))
      location.assign('/');
    this.entered(reply.value);
    this.waitingForLogin = false;
    this.blocked = false;
    this.loggedInAgain?.(fresh > 0);
    this.loggedInAgain = undefined;
  }
}

const startLocale = (): 'da' | 'en' => {
  const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  return asked.startsWith('en') ? 'en' : 'da';
};
