import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { appearanceRule, type Appearance } from '../appearance.ts';
import { isReadable } from '../contrast.ts';
import { browserEnvironment, type Environment } from '../environment.ts';
import { documentRegion } from '../live-region.ts';
import type { Locale } from '../locales/locale.ts';
import { pickLocale } from '../locales/pick.ts';
import type { TokenProvider } from '../session.ts';

/**
 * What the host page may set, and how the element meets its surroundings: colours, language, speech and focus.
 * The meaning of each property is told in `request.ts`, where the element is declared.
 */
export class RequestElement extends LitElement {
  static override properties: PropertyDeclarations = {
    apiBase: { attribute: 'api-base' },
    mode: {},
    lang: { reflect: true },
    maxDays: { attribute: 'max-days', type: Number },
    defaultDays: { attribute: 'default-days', type: Number },
    headingLevel: { attribute: 'heading-level', type: Number },
    reason: {},
    citizen: { reflect: true },
    theme: { reflect: true },
    announce: {},
    disabled: { type: Boolean, reflect: true },
    readonly: { type: Boolean, reflect: true },
    tokenProvider: { attribute: false },
    messages: { attribute: false },
    appearance: { attribute: false },
    environment: { attribute: false },
    said: { state: true },
  };

  declare apiBase: string;
  declare mode: 'inline' | 'dialog';
  declare maxDays: number | undefined;
  declare defaultDays: number | undefined;
  declare headingLevel: number;
  declare reason: 'off' | 'optional' | 'required' | undefined;
  declare citizen: 'auto' | 'always';
  declare theme: 'host' | 'dkfds' | 'contrast';
  declare announce: 'shadow' | 'document';
  declare disabled: boolean;
  declare readonly: boolean;
  /** Gives a signed context token for the citizen on the screen. */
  declare tokenProvider: TokenProvider | undefined;
  /** Texts to use instead of ours, or a whole further language. */
  declare messages: Partial<Locale> | undefined;
  /** SMART style object; colours that cannot be read are not used. */
  declare appearance: Appearance | undefined;
  /** Network, time and chance; replaced in tests. */
  declare environment: Environment;

  declare protected said: string;

  protected readonly internals = this.attachInternals();
  private readonly look = new CSSStyleSheet();
  private region: ReturnType<typeof documentRegion> | undefined;

  constructor() {
    super();
    this.apiBase = '';
    this.mode = 'inline';
    this.headingLevel = 2;
    this.citizen = 'auto';
    this.theme = 'host';
    this.announce = 'shadow';
    this.disabled = false;
    this.readonly = false;
    this.environment = browserEnvironment;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.look];
    return root;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('appearance')) this.look.replaceSync(appearanceRule(this.appearance ?? {}));
    if (changed.has('appearance') || changed.has('theme')) this.checkColours();
    if (changed.has('announce')) this.placeRegion();
  }

  protected get locale(): Locale {
    return pickLocale(this, this.lang, this.messages, this.sessionLocale);
  }

  /** What the launch asked for, where the page itself says nothing. */
  protected get sessionLocale(): string | undefined {
    return undefined;
  }

  protected get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** What the region in the shadow root says; a modal dialog makes the document's own region silent. */
  protected get spoken(): string {
    return this.announce === 'shadow' || this.mode === 'dialog' ? this.said : '';
  }

  protected checkColours(): void {
    const { states } = this.internals;
    states.delete('own-colours');
    const probe = this.renderRoot.querySelector('.probe');
    if (probe && !matchMedia('(forced-colors: active)').matches && !isReadable(probe))
      states.add('own-colours');
  }

  protected say(text: string): void {
    this.said = text;
    this.region?.say(text);
  }

  private placeRegion(): void {
    this.region?.remove();
    this.region = this.announce === 'document' ? documentRegion() : undefined;
  }

  protected toFocus(id: string): void {
    const target =
      this.renderRoot.querySelector<HTMLElement>(`#${id}`) ?? this.renderRoot.querySelector('#opener');
    if (target instanceof HTMLElement) target.focus();
  }
}
