import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { documentationLimit, type DepartmentView, type UnitLine } from '../../../shared/departments.ts';
import type { PageFailure } from '../api.ts';
import { radios, textArea, type Faults } from '../onboarding/fields.ts';
import { put } from '../onboarding/lines.ts';
import { alertBox, faultSummary } from '../onboarding/messages.ts';
import { View } from '../view.ts';
import type { DepartmentTexts } from './texts.ts';
import type { UnitChosen } from './unit-search.ts';
import { covers, textsFor } from './words.ts';

/** The field of `sloering-unit-search`. */
const unitField = '/unit';
const form = 'propose';

/**
 * Proposes a department blurring: a unit, and in writing why.
 *
 * @element sloering-propose-department
 * @fires propose-cancelled
 */
export class ProposeDepartment extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    cvrs: { attribute: false },
    unit: { state: true },
    cvr: { state: true },
    documentation: { state: true },
    faults: { state: true },
    trouble: { state: true },
    working: { state: true },
  };
  /** CVR numbers of the municipality, the main one first. */
  declare cvrs: readonly { cvr: string; name: string }[];
  declare private unit: UnitLine | null;
  declare private cvr: string | undefined;
  declare private documentation: string;
  declare private faults: Faults;
  declare private trouble: string | undefined;
  declare private working: boolean;

  constructor() {
    super();
    this.unit = null;
    this.documentation = '';
    this.faults = {};
    this.working = false;
  }

  private get t(): DepartmentTexts {
    return textsFor(this.page.locale);
  }

  private async send(): Promise<void> {
    if (this.working) return;
    const said = this.t.propose.faults;
    const documentation = this.documentation.trim();
    const { unit } = this;
    const wrong = documentation === '' || documentation.length > documentationLimit;
    const faults: Faults = {
      ...(!unit && { [unitField]: said.unit }),
      ...(wrong && { '/documentation': put(said.documentation, documentationLimit) }),
    };
    this.faults = faults;
    this.trouble = undefined;
    if (!unit || wrong) return this.focusOn(`#${form}-faults`);
    this.working = true;
    const { classification, code } = unit;
    const reply = await this.page.api.post<DepartmentView>('/page/departments', {
      ...{ cvr: this.cvr ?? this.cvrs[0]?.cvr, unit: { classification, code }, documentation },
    });
    this.working = false;
    if (!reply.ok) return this.refused(reply.failure);
    this.page.announce(this.t.propose.done);
    this.page.navigate(`/departments/${reply.value.id}`);
  }

  private async refused(failure: PageFailure): Promise<void> {
    const said = this.t.propose.faults;
    const at: Record<string, Faults> = {
      unit_blurred: { [unitField]: said.unit_blurred },
      unit_unknown: { [unitField]: said.unit_unknown },
      cvr_not_allowed: { '/cvr': said.cvr_not_allowed },
      reason_text_control_characters: { '/documentation': said.control },
    };
    const faults = at[failure.code];
    if (faults) this.faults = faults;
    else this.trouble = this.page.explain(failure);
    await this.focusOn(faults ? `#${form}-faults` : `#${form}-trouble`);
  }

  protected override render(): TemplateResult {
    const t = this.t.propose;
    const hasFaults = Object.keys(this.faults).length > 0;
    return html`<section aria-labelledby="propose-title">
      <h2 id="propose-title" tabindex="-1">${t.title}</h2>
      <p>${t.lead}</p>
      ${covers(this.t)} ${hasFaults ? faultSummary(form, this.t.form.faultsTitle, this.faults) : nothing}
      ${
        this.trouble
          ? html`<div id="propose-trouble" tabindex="-1" role="alert">
              ${alertBox('error', this.trouble)}
            </div>`
          : nothing
      }
      <form
        class="department-form"
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.send();
        }}
      >
        <sloering-unit-search
          .page=${this.page}
          .fault=${this.faults[unitField]}
          @unit-chosen=${({ detail }: UnitChosen) => {
            this.unit = detail;
          }}
        ></sloering-unit-search>
        ${
          this.cvrs.length > 1
            ? radios({
                ...{ form, pointer: '/cvr', label: t.cvr, fault: this.faults['/cvr'] },
                options: this.cvrs.map(({ cvr, name }) => ({ value: cvr, label: `${name}, CVR ${cvr}` })),
                chosen: this.cvr ?? this.cvrs[0]?.cvr ?? '',
                onChange: (cvr) => {
                  this.cvr = cvr;
                },
              })
            : nothing
        }
        <div>
          ${textArea({
            ...{ form, pointer: '/documentation', label: t.documentation, rows: 10 },
            ...{ value: this.documentation, fault: this.faults['/documentation'] },
            onInput: (text) => {
              this.documentation = text;
            },
          })}
          <p class="department-left">${this.left()}</p>
        </div>
        <p class="actions">
          <button type="submit" class="button button-primary" ?disabled=${this.working}>
            ${this.working ? this.t.form.working : t.button}
          </button>
          <button
            type="button"
            class="button button-secondary"
            @click=${() => this.dispatchEvent(new CustomEvent('propose-cancelled'))}
          >
            ${t.cancel}
          </button>
        </p>
      </form>
    </section>`;
  }

  private left(): string {
    const left = documentationLimit - this.documentation.trim().length;
    return left >= 0 ? put(this.t.propose.left, left) : put(this.t.propose.over, -left);
  }
}
