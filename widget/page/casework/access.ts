import { html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AccessReport } from '../../../shared/cases-api.ts';
import { clockTime, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import { View } from '../view.ts';
import { born } from './cells.ts';
import { caseworkTexts } from './pick.ts';
import { saveFile } from './save-file.ts';
import { timeline } from './timeline.ts';

const versions = ['without_staff', 'complete'] as const;

/**
 * The answer to a citizen's access request, to read, print or save; the version without staff first, because that is the one that leaves the house.
 *
 * @element sloering-access-request
 */
export class AccessView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    version: { state: true },
    report: { state: true },
    fault: { state: true },
    working: { state: true },
  };

  declare private version: AccessReport['version'];
  declare private report: AccessReport | undefined;
  declare private fault: string;
  declare private working: boolean;

  constructor() {
    super();
    this.version = 'without_staff';
    this.fault = '';
    this.working = false;
  }

  private async make(event: Event): Promise<void> {
    event.preventDefault();
    const cpr = this.querySelector<HTMLInputElement>('#access-cpr')?.value.trim() ?? '';
    const { access: t } = caseworkTexts(this.page.locale);
    this.fault = '';
    this.working = true;
    const body = { cpr: cpr || '-', version: this.version };
    const reply = await this.page.api.post<AccessReport>('/page/access-requests', body);
    this.working = false;
    if (reply.ok) {
      this.report = reply.value;
      return this.focusOn('h2');
    }
    const { failure } = reply;
    this.fault = failure.code === 'not_found' ? t.none : this.page.explain(failure);
    await this.focusOn('#access-cpr');
  }

  protected override render(): unknown {
    return html`
      <h1 tabindex="-1">${this.page.t.places.access}</h1>
      ${this.report ? this.shown(this.report) : this.form()}
    `;
  }

  private form(): unknown {
    const { access: t } = caseworkTexts(this.page.locale);
    const { fault } = this;
    return html`<p class="font-lead">${t.lead}</p>
      <form novalidate @submit=${(event: Event) => void this.make(event)}>
        <div class="form-group ${fault ? 'form-error' : ''}">
          <label class="form-label" for="access-cpr">${t.cpr}</label>
          ${fault ? html`<span class="form-error-message" id="access-fault" role="alert">${fault}</span>` : nothing}
          <input
            class="form-input"
            id="access-cpr"
            inputmode="numeric"
            autocomplete="off"
            maxlength="20"
            aria-invalid=${fault ? 'true' : nothing}
            aria-describedby=${fault ? 'access-fault' : nothing}
          />
        </div>
        <fieldset class="form-group">
          <legend class="form-label">${t.version}</legend>
          ${versions.map(
            (one) =>
              html`<div class="form-group-radio">
                <input
                  class="form-radio"
                  type="radio"
                  name="access-version"
                  id="access-${one}"
                  .checked=${live(this.version === one)}
                  aria-describedby="access-${one}-hint"
                  @change=${() => (this.version = one)}
                /><label class="form-label" for="access-${one}">${t.versions[one]}</label>
                <span class="form-hint" id="access-${one}-hint">${t.versionHints[one]}</span>
              </div>`,
          )}
        </fieldset>
        <p><button class="button button-primary" ?disabled=${this.working}>${t.make}</button></p>
      </form>`;
  }

  private shown(report: AccessReport): unknown {
    const { locale } = this.page;
    const texts = caseworkTexts(locale);
    const { access: t } = texts;
    const at = (text: string): string => `${shortDate(text, locale)} ${clockTime(text, locale)}`;
    const staff = report.version === 'complete';
    const save = (): void =>
      saveFile([JSON.stringify(report, null, 2)], `indsigt-${report.version}.json`, 'application/json');
    return html`
      <p class="actions no-print">
        <button class="button button-primary" @click=${() => print()}>${this.page.t.print}</button>
        <button class="button button-secondary" @click=${save}>${t.json}</button>
        <button class="button button-secondary" @click=${() => (this.report = undefined)}>
          ${t.another}
        </button>
      </p>
      ${staff ? nothing : html`<p class="alert alert-warning no-print">${t.read}</p>`}
      <h2 tabindex="-1">${t.title}: ${t.versions[report.version]}</h2>
      <p>${fill(fill(t.made, at(report.made_at)), report.municipality)}</p>
      <p class="case-citizen">
        <strong>${report.citizen.cpr}</strong>
        ${fill(texts.file.born, born(report.citizen.birth_date, locale))}
      </p>
      <h3>${t.registrations}</h3>
      ${report.registrations.map(
        (one) =>
          html`<section class="case-card">
            <h4>${one.reference}</h4>
            <p>
              ${at(one.registered_at)}${one.registered_by ? ` ${fill(texts.file.by, one.registered_by)}` : nothing}${
                one.unit ? ` (${one.unit})` : nothing
              },
              ${fill(texts.file.ends, shortDate(one.ended?.at ?? one.ends_at, locale))}${
                one.in_force_since ? `, ${fill(t.inForce, at(one.in_force_since))}` : nothing
              }.
              ${fill(texts.file.cvrs, one.cvrs.join(', '))}.
            </p>
            <p>${texts.columns.reason}: ${one.reason.label[locale]}</p>
            ${one.text === null ? nothing : html`<p class="case-text">${fill(t.text, one.text)}</p>`}
          </section>`,
      )}
      <h3>${texts.file.timeline}</h3>
      ${timeline(report.timeline, texts, locale)}
      <h3>${t.log}</h3>
      <table class="table table-md-responsive-headers case-table">
        <thead>
          <tr>
            <th scope="col">${t.logColumns.at}</th>
            <th scope="col">${t.logColumns.action}</th>
            ${staff ? html`<th scope="col">${t.logColumns.by}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${report.log.map(
            ({ at: when, action, by }) =>
              html`<tr>
                <td data-title=${t.logColumns.at}>${at(when)}</td>
                <td data-title=${t.logColumns.action}>${t.actions[action] ?? action}</td>
                ${staff ? html`<td data-title=${t.logColumns.by}>${by ?? ''}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  }
}
