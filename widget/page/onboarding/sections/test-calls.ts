import { html, nothing, type TemplateResult } from 'lit';
import type { CheckResult } from '../../../../shared/page-api.ts';
import { clockTime, shortDate } from '../../../dates.ts';
import { put } from '../lines.ts';
import { stateBadge } from '../messages.ts';
import { explained } from '../pick.ts';
import { Section } from '../section.ts';

/** A call to the national test service, a button for each CVR number. */
export class TestCallSection extends Section<never> {
  readonly name = 'test_calls';

  protected override now(): readonly string[] {
    return [];
  }

  private async call(cvr: string): Promise<void> {
    const t = this.t.testCalls;
    const result = await this.send(() => this.page.api.post<CheckResult>(`${this.base}/test-call`, { cvr }));
    if (!result) return;
    await this.refresh();
    this.page.announce(`${result.ok ? t.good : t.bad}. ${explained(this.t, result.code).join(' ')}`);
  }

  protected override render(): TemplateResult {
    const t = this.t.testCalls;
    const { locale } = this.page;
    return html`${this.messages()}
    ${this.municipality.cvrs.map(
      ({ cvr, name, test_call, paused }) =>
        html`<div class="onboarding-card">
          <h3>${name}, CVR ${cvr}</h3>
          ${
            test_call
              ? html`<p>
                    ${stateBadge(test_call.ok ? 'done' : 'missing', test_call.ok ? t.good : t.bad)}
                    ${put(t.last, `${shortDate(test_call.at, locale)} ${clockTime(test_call.at, locale)}`)}
                  </p>
                  ${test_call.ok ? nothing : html`<p>${explained(this.t, test_call.code).join(' ')}</p>`}`
              : html`<p>${stateBadge('attention', t.never)}</p>`
          }
          ${
            paused === null
              ? nothing
              : html`<p>${stateBadge('missing', t.paused)} ${explained(this.t, paused).join(' ')}</p>`
          }
          <button
            type="button"
            class="button button-secondary"
            ?disabled=${this.working}
            @click=${() => void this.call(cvr)}
          >
            ${this.working ? this.t.form.working : put(t.call, cvr)}
          </button>
        </div>`,
    )}`;
  }
}
