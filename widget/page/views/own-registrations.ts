import { html, nothing, type PropertyDeclarations } from 'lit';
import type { OwnRegistration, OwnRegistrations } from '../../../shared/page-api.ts';
import { da } from '../../locales/da.ts';
import { en } from '../../locales/en.ts';
import { View } from '../view.ts';

/**
 * What the person has registered, newest first, a page at a time.
 *
 * @element sloering-own-registrations
 */
export class OwnRegistrationsView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    rows: { state: true },
    earlier: { state: true },
    failed: { state: true },
    loading: { state: true },
  };

  declare private rows: OwnRegistration[];
  declare private earlier: string | null;
  declare private failed: string;
  declare private loading: boolean;

  constructor() {
    super();
    this.rows = [];
    this.earlier = null;
    this.failed = '';
    this.loading = true;
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  protected override render(): unknown {
    const { t } = this.page;
    const { columns } = t.mine;
    return html`
      <h1 tabindex="-1">${t.places.mine}</h1>
      <p class="font-lead">${t.mine.lead}</p>
      ${this.rows.length === 0 && !this.loading && !this.failed ? html`<p>${t.mine.empty}</p>` : nothing}
      ${
        this.rows.length === 0
          ? nothing
          : html`<table class="table table--responsive-headers">
              <thead>
                <tr>
                  ${Object.values(columns).map((one) => html`<th scope="col">${one}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${this.rows.map((row) => this.row(row))}
              </tbody>
            </table>`
      }
      ${
        this.failed
          ? html`<div class="alert alert-error" role="alert">
              <p>${this.failed}</p>
              <button class="button button-secondary" @click=${() => void this.load()}>${t.retry}</button>
            </div>`
          : nothing
      }
      ${this.loading ? html`<p role="status">${t.loading}</p>` : nothing}
      ${
        this.earlier && !this.loading
          ? html`<p class="no-print">
              <button class="button button-secondary" @click=${() => void this.load()}>${t.mine.more}</button>
            </p>`
          : nothing
      }
    `;
  }

  private row(one: OwnRegistration): unknown {
    const { t, locale } = this.page;
    const { columns, decisions } = t.mine;
    const day = (text: string): string =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'Europe/Copenhagen' }).format(
        new Date(text),
      );
    const words = locale === 'da' ? da : en;
    return html`<tr>
      <td data-title=${columns.citizen}>${one.citizen}</td>
      <td data-title=${columns.registered}>${day(one.registered_at)}</td>
      <td data-title=${columns.until}>${day(one.ended?.at ?? one.ends_at)}</td>
      <td data-title=${columns.status}>${words.status[one.status]}</td>
      <td data-title=${columns.decision}>${decisions[one.decision]}</td>
      <td data-title=${columns.reference}>${one.reference}</td>
    </tr>`;
  }

  private async load(): Promise<void> {
    this.loading = true;
    this.failed = '';
    const query = this.earlier === null ? '' : `?before=${encodeURIComponent(this.earlier)}`;
    const reply = await this.page.api.get<OwnRegistrations>(`/page/registrations${query}`);
    this.loading = false;
    if (!reply.ok) {
      this.failed = this.page.explain(reply.failure);
      return;
    }
    this.rows = [...this.rows, ...reply.value.registrations];
    this.earlier = reply.value.before;
    if (this.earlier === null && this.rows.length > 25) this.page.announce(this.page.t.mine.noMore);
  }
}
