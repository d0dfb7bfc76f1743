import { html, nothing, type PropertyDeclarations } from 'lit';
import type { NoticesView } from '../../../shared/notices-api.ts';
import { fill } from '../../locales/fill.ts';
import type { PageFailure, PageReply } from '../api.ts';
import { View } from '../view.ts';
import { addressForm, codeForm } from './forms.ts';
import { noticesDa } from './texts.da.ts';
import { noticesEn } from './texts.en.ts';
import type { NoticeFault, NoticeTexts } from './texts.ts';

/**
 * The person's own reminders by e-mail: on and off, where to, the code that confirms it, what a mail looks like, how the last one went.
 *
 * @element sloering-notices
 */
export class NoticesPage extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    shown: { state: true },
    failed: { state: true },
    fault: { state: true },
    editing: { state: true },
    waiting: { state: true },
  };

  declare private shown: NoticesView | undefined;
  /** A sentence about what stopped the last call. */
  declare private failed: string;
  declare private fault: NoticeFault | undefined;
  /** The person changes an address that was confirmed. */
  declare private editing: boolean;
  declare private waiting: boolean;

  constructor() {
    super();
    this.failed = '';
    this.editing = false;
    this.waiting = false;
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  private get t(): NoticeTexts {
    return this.page.locale === 'en' ? noticesEn : noticesDa;
  }

  protected override render(): unknown {
    const { t, shown, failed } = this;
    const { page } = this;
    return html`
      <h1 tabindex="-1">${page.t.places.notices}</h1>
      <p class="font-lead">${t.lead}</p>
      ${this.problem()} ${!shown && !failed ? html`<p role="status">${page.t.loading}</p>` : nothing}
      ${shown ? this.body(shown) : nothing}
    `;
  }

  private problem(): unknown {
    const { t, failed, fault, shown } = this;
    const said = fault ? t.faults[fault] : failed;
    if (!said) return nothing;
    const field = fault === 'address' ? 'notices-address' : 'notices-code';
    const linked = fault === 'address' || fault === 'code' || fault === 'code_wrong';
    return html`<div class="alert alert-error" role="alert" id="notices-problem" tabindex="-1">
      <p><strong>${t.summary}</strong></p>
      <p>
        ${linked ? html`<a href="#${field}" @click=${(event: Event) => this.toField(event, field)}>${said}</a>` : said}
      </p>
      ${
        shown
          ? nothing
          : html`<button class="button button-secondary" @click=${() => void this.load()}>
              ${this.page.t.retry}
            </button>`
      }
    </div>`;
  }

  private body(shown: NoticesView): unknown {
    const { t } = this;
    const { address, confirmed, wanted, available } = shown;
    const state =
      !wanted || address === null
        ? t.off
        : confirmed
          ? fill(t.on, address)
          : fill(t.wantedNotConfirmed, address);
    return html`
      ${available ? nothing : html`<div class="alert alert-info"><p>${t.unavailable}</p></div>`}
      <p class="notices-wrap"><strong>${state}</strong></p>
      ${available ? this.steps(shown) : wanted ? this.switchButton(shown) : nothing}
      <h2>${t.last.title}</h2>
      <p>${this.lastOf(shown)}</p>
      <h2>${t.rulesTitle}</h2>
      <ul>
        ${t.rules.map((one) => html`<li>${one}</li>`)}
      </ul>
      ${this.example(shown)}
    `;
  }

  /** First an address, then its code, then on and off. */
  private steps(shown: NoticesView): unknown {
    const { t, fault, waiting } = this;
    const { address, confirmed } = shown;
    const form = { t, waiting };
    const addressFault = fault === 'address' ? t.faults.address : undefined;
    if (address === null || this.editing)
      return addressForm({
        ...{ ...form, fault: addressFault, submit: this.addressGiven },
        ...{ address: address ?? '', language: address === null ? this.page.locale : shown.language },
        cancel: address === null ? null : () => this.edit(false),
      });
    if (confirmed)
      return html`<p class="notices-buttons">${this.switchButton(shown)} ${this.changeButton()}</p>`;
    return html`${codeForm({
        ...{
          ...form,
          submit: this.codeGiven,
          address,
          open: shown.code_until !== null && fault !== 'code_expired',
        },
        fault: fault === 'code' || fault === 'code_wrong' ? t.faults[fault] : undefined,
        again: () => void this.ask(address, shown.language),
      })}
      <p class="notices-buttons">${this.changeButton()}</p>`;
  }

  private changeButton(): unknown {
    return html`<button class="button button-secondary" @click=${() => this.edit(true)}>
      ${this.t.change}
    </button>`;
  }

  private switchButton({ wanted }: NoticesView): unknown {
    const { t, waiting } = this;
    return html`<button
      class="button ${wanted ? 'button-secondary' : 'button-primary'}"
      id="notices-switch"
      ?disabled=${waiting}
      @click=${() => void this.switch(!wanted)}
    >
      ${wanted ? t.switchOff : t.switchOn}
    </button>`;
  }

  private lastOf({ last }: NoticesView): string {
    const { t, page } = this;
    if (last === null) return t.last.none;
    const time = new Intl.DateTimeFormat(page.locale, {
      ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Copenhagen' },
    }).format(new Date(last.at));
    return fill(t.last.outcomes[last.outcome], time);
  }

  private example({ example, language, address }: NoticesView): unknown {
    if (example === null) return nothing;
    const lang = address === null ? this.page.locale : language;
    const { subject, text } = example[lang];
    return html`<details>
      <summary>${this.t.example}</summary>
      <p lang=${lang}><strong>${this.t.subject}:</strong> ${subject}</p>
      <pre class="notices-example" lang=${lang} tabindex="0">${text}</pre>
    </details>`;
  }

  private async load(): Promise<void> {
    this.failed = '';
    await this.take(await this.page.api.get<NoticesView>('/page/notices'));
  }

  private edit(editing: boolean): void {
    this.editing = editing;
    this.fault = undefined;
    this.failed = '';
    void this.focusOn(editing ? '#notices-address' : 'h1');
  }

  private readonly toField = (event: Event, id: string): void => {
    event.preventDefault();
    void this.focusOn(`#${id}`);
  };

  private readonly addressGiven = (event: Event): void => {
    event.preventDefault();
    const field = this.querySelector<HTMLInputElement>('#notices-address');
    const chosen = this.querySelector<HTMLInputElement>('input[name="language"]:checked');
    const address = field?.value.trim() ?? '';
    // The browser's own rule catches most slips; the server has the last word.
    if (address === '' || field?.validity.typeMismatch) return this.refuse('address');
    void this.ask(address, chosen?.value === 'en' ? 'en' : 'da');
  };

  private readonly codeGiven = (event: Event): void => {
    event.preventDefault();
    const code = this.querySelector<HTMLInputElement>('#notices-code')?.value.replaceAll(/\s/g, '') ?? '';
    if (!/^[0-9]{6}$/.test(code)) return this.refuse('code');
    void this.confirm(code);
  };

  private async ask(address: string, language: 'da' | 'en'): Promise<void> {
    const reply = await this.call('PUT', { wanted: true, language, address });
    if (!reply.ok) return;
    this.editing = false;
    this.page.announce(reply.value.confirmed ? this.t.said.on : this.t.said.sent);
    await this.focusOn(reply.value.confirmed ? '#notices-switch' : '#notices-code');
  }

  private async confirm(code: string): Promise<void> {
    const reply = await this.call('POST', { code });
    if (!reply.ok) return;
    this.page.announce(this.t.said.confirmed);
    await this.focusOn('#notices-switch');
  }

  private async switch(wanted: boolean): Promise<void> {
    const language = this.shown?.language ?? 'da';
    const reply = await this.call('PUT', { wanted, language, address: null });
    if (!reply.ok) return;
    this.page.announce(wanted ? this.t.said.on : this.t.said.off);
    await this.focusOn('#notices-switch');
  }

  private async call(method: 'PUT' | 'POST', body: object): Promise<PageReply<NoticesView>> {
    this.waiting = true;
    const { api } = this.page;
    const reply =
      method === 'PUT'
        ? await api.put<NoticesView>('/page/notices', body)
        : await api.post<NoticesView>('/page/notices/confirm', body);
    this.waiting = false;
    await this.take(reply);
    return reply;
  }

  private async take(reply: PageReply<NoticesView>): Promise<void> {
    this.fault = undefined;
    this.failed = '';
    if (reply.ok) this.shown = reply.value;
    else await this.explain(reply.failure);
  }

  private async explain(failure: PageFailure): Promise<void> {
    const { code, fields } = failure;
    if (code === 'body_invalid' && fields?.some(({ pointer }) => pointer === '/address'))
      return this.refuse('address');
    if (
      code === 'code_wrong' ||
      code === 'code_expired' ||
      code === 'code_limit' ||
      code === 'mail_unavailable'
    )
      return this.refuse(code);
    this.failed = this.page.explain(failure);
    await this.focusOn('#notices-problem');
  }

  private refuse(fault: NoticeFault): void {
    this.fault = fault;
    void this.focusOn('#notices-problem');
  }
}
