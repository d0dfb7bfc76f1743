import { html, type PropertyDeclarations } from 'lit';
import type { CaseSummary } from '../../../shared/cases-api.ts';
import { View } from '../view.ts';
import { capped, caseworkTexts } from './pick.ts';

/**
 * What waits for a manager, on the front page: how many, and the way there.
 *
 * @element sloering-waiting
 */
export class WaitingView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    summary: { state: true },
    failed: { state: true },
  };

  declare private summary: CaseSummary | undefined;
  declare private failed: string;

  constructor() {
    super();
    this.failed = '';
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.failed = '';
    const reply = await this.page.api.get<CaseSummary>('/page/cases/summary');
    if (reply.ok) this.summary = reply.value;
    else this.failed = this.page.explain(reply.failure);
  }

  protected override render(): unknown {
    const { page, summary, failed } = this;
    const { waiting, atMost } = caseworkTexts(page.locale);
    if (failed)
      return html`<div class="alert alert-warning" role="alert">
        <p>${failed}</p>
        <button class="button button-secondary" @click=${() => void this.load()}>${page.t.retry}</button>
      </div>`;
    if (!summary) return html`<p role="status">${page.t.loading}</p>`;
    const soon = summary.ends_within[0];
    const count = (number: number): string => capped(number, summary.at_most, atMost);
    const ways = [
      summary.pending > 0 &&
        html`<a href="/inbox">${waiting.pending(count(summary.pending), summary.overdue)}</a>`,
      soon && soon.count > 0 && html`<a href="/due">${waiting.ends(count(soon.count), soon.days)}</a>`,
      summary.expired_unseen > 0 &&
        html`<a href="/due">${waiting.expired(count(summary.expired_unseen))}</a>`,
    ].filter(Boolean);
    return ways.length === 0
      ? html`<p>${waiting.nothing}</p>`
      : html`<ul class="waiting-list" aria-label=${waiting.title}>
          ${ways.map((way) => html`<li>${way}</li>`)}
        </ul>`;
  }
}
