import { html, nothing, type PropertyDeclarations } from 'lit';
import type { OpenLogins } from '../../../shared/page-api.ts';
import { fill } from '../../locales/fill.ts';
import { View } from '../view.ts';

type OpenLogin = OpenLogins['sessions'][number];

/**
 * Who is logged in at the municipality; an administrator can end a session at once.
 *
 * @element sloering-open-logins
 */
export class OpenLoginsView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    rows: { state: true },
    failed: { state: true },
    asked: { state: true },
  };

  declare private rows: OpenLogin[] | undefined;
  declare private failed: string;
  /** The session the person is about to end. */
  declare private asked: OpenLogin | undefined;

  constructor() {
    super();
    this.failed = '';
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  protected override updated(): void {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): unknown {
    const { t } = this.page;
    const { columns } = t.sessions;
    const { rows, failed } = this;
    return html`
      <h1 tabindex="-1">${t.places.sessions}</h1>
      <p class="font-lead">${t.sessions.lead}</p>
      ${
        failed
          ? html`<div class="alert alert-error" role="alert">
              <p>${failed}</p>
              <button class="button button-secondary" @click=${() => void this.load()}>${t.retry}</button>
            </div>`
          : nothing
      }
      ${!rows && !failed ? html`<p role="status">${t.loading}</p>` : nothing}
      ${rows?.length === 0 ? html`<p>${t.sessions.empty}</p>` : nothing}
      ${
        rows && rows.length > 0
          ? html`<table class="table table--responsive-headers">
              <thead>
                <tr>
                  <th scope="col">${columns.name}</th>
                  <th scope="col">${columns.roles}</th>
                  <th scope="col">${columns.since}</th>
                  <th scope="col">${columns.end}</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map((row) => this.row(row))}
              </tbody>
            </table>`
          : nothing
      }
      ${this.asked ? this.question(this.asked) : nothing}
    `;
  }

  private row(one: OpenLogin): unknown {
    const { t, locale } = this.page;
    const { columns } = t.sessions;
    const time = new Intl.DateTimeFormat(locale, {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone: 'Europe/Copenhagen',
    }).format(new Date(one.since));
    return html`<tr>
      <td data-title=${columns.name}>${one.name}${one.own ? html` (${t.sessions.own})` : nothing}</td>
      <td data-title=${columns.roles}>${one.roles.map((role) => t.roles[role]).join(', ')}</td>
      <td data-title=${columns.since}>${time}</td>
      <td data-title=${columns.end}>
        ${
          one.own
            ? nothing
            : html`<button
                class="button button-secondary"
                aria-label=${`${t.sessions.end}: ${one.name}`}
                @click=${() => (this.asked = one)}
              >
                ${t.sessions.end}
              </button>`
        }
      </td>
    </tr>`;
  }

  private question(one: OpenLogin): unknown {
    const { t } = this.page;
    return html`<dialog aria-labelledby="end-title" @cancel=${() => (this.asked = undefined)}>
      <h2 id="end-title">${fill(t.sessions.confirm, one.name)}</h2>
      <p>${t.sessions.confirmText}</p>
      <p class="actions">
        <button class="button button-primary" @click=${() => void this.end(one)}>${t.sessions.end}</button>
        <button class="button button-secondary" @click=${() => (this.asked = undefined)}>
          ${t.sessions.cancel}
        </button>
      </p>
    </dialog>`;
  }

  private async load(): Promise<void> {
    this.failed = '';
    const reply = await this.page.api.get<OpenLogins>('/page/sessions');
    if (reply.ok) this.rows = reply.value.sessions;
    else this.failed = this.page.explain(reply.failure);
  }

  private async end(one: OpenLogin): Promise<void> {
    this.asked = undefined;
    const reply = await this.page.api.post('/page/sessions/end', { session: one.id });
    // Gone already is as good as ended now.
    if (reply.ok || reply.failure.code === 'not_found') {
      this.page.announce(this.page.t.sessions.ended);
      await this.load();
    } else this.failed = this.page.explain(reply.failure);
  }
}
