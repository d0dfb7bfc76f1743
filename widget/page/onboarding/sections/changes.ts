import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SettingsChanges } from '../../../../shared/page-api.ts';
import { clockTime, shortDate } from '../../../dates.ts';
import { alertBox } from '../messages.ts';
import { Section } from '../section.ts';

/** Who changed what and when; read again whenever the settings have another revision. */
export class ChangeSection extends Section<never> {
  static override properties: PropertyDeclarations = {
    ...Section.properties,
    changes: { state: true },
    unread: { state: true },
  };
  readonly name = 'changes';
  declare changes: SettingsChanges['changes'] | undefined;
  declare unread: string | undefined;
  #read: string | undefined;

  protected override now(): readonly string[] {
    return [];
  }

  protected override updated(): void {
    const wanted = `${this.municipality.id} ${this.municipality.revision}`;
    if (this.#read === wanted) return;
    this.#read = wanted;
    void this.load();
  }

  private async load(): Promise<void> {
    const reply = await this.page.api.get<SettingsChanges>(`${this.base}/changes`);
    this.unread = reply.ok ? undefined : this.page.explain(reply.failure);
    if (reply.ok) this.changes = reply.value.changes;
  }

  protected override render(): TemplateResult {
    const t = this.t.changes;
    const { locale } = this.page;
    if (this.unread) return alertBox('error', this.unread);
    if (!this.changes) return html`<p>${this.page.t.loading}</p>`;
    if (this.changes.length === 0) return html`<p>${t.none}</p>`;
    return html`<table class="table table--responsive-headers">
      <thead>
        <tr>
          ${(['at', 'by', 'action', 'subject'] as const).map((one) => html`<th scope="col">${t.columns[one]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.changes.map(
          ({ at, by, action, subject }) =>
            html`<tr>
              <td data-title=${t.columns.at}>${shortDate(at, locale)} ${clockTime(at, locale)}</td>
              <td data-title=${t.columns.by}>${by ?? t.system}</td>
              <td data-title=${t.columns.action}>${t.actions[action] ?? action}</td>
              <td data-title=${t.columns.subject}>
                ${subject === this.municipality.id ? nothing : (subject ?? nothing)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
