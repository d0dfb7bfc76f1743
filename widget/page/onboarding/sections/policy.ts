import { html, nothing, type TemplateResult } from 'lit';
import type { MunicipalityView } from '../../../../shared/page-api.ts';
import { calendarDate, shortDate } from '../../../dates.ts';
import { checkbox, radios, textField, type Faults } from '../fields.ts';
import { put } from '../lines.ts';
import { applying, inTime } from '../policy-dates.ts';
import { Section } from '../section.ts';

type Policy = MunicipalityView['policies'][number];
type Draft = Omit<Policy, 'default_days' | 'max_days' | 'review_months'> & {
  days: string;
  max: string;
  review: string;
};
const usual: Policy = {
  applies_from: '',
  default_days: 90,
  max_days: 90,
  reason_text: 'optional',
  acknowledgement: false,
  review_months: 12,
};
/** The register's own limit; used where the nation has set none. */
const registerLimit = 728;

/** Rules from a date on, and those that apply, come and have been. */
export class PolicySection extends Section<Draft> {
  readonly name = 'policy';

  private get today(): string {
    return calendarDate(this.page.session.now);
  }
  private get shown(): Draft {
    const { default_days, max_days, review_months, ...rest } =
      applying(this.municipality.policies, this.today) ?? usual;
    return (
      this.draft ?? {
        ...rest,
        applies_from: this.today,
        days: String(default_days),
        max: String(max_days),
        review: String(review_months),
      }
    );
  }
  private limitOn(day: string): number {
    return applying(this.municipality.limits, day)?.max_days ?? registerLimit;
  }

  private row(one: Policy): string {
    const t = this.t.policy;
    return put(
      t.row,
      shortDate(one.applies_from, this.page.locale),
      one.default_days,
      one.max_days,
      t.reasonTexts[one.reason_text].toLowerCase(),
      (one.acknowledgement ? this.t.form.yes : this.t.form.no).toLowerCase(),
      one.review_months,
    );
  }
  protected override now(): readonly string[] {
    return this.municipality.policies.map((one) => this.row(one));
  }

  private faultsOf({ applies_from, days, max, review }: Draft): Faults {
    const t = this.t.policy.faults;
    const limit = this.limitOn(applies_from);
    return {
      ...(!(applies_from >= this.today) && { '/applies_from': t.from }),
      ...(!whole(max, limit) && { '/max_days': put(t.max, limit) }),
      ...(!whole(days, Number(max) || limit) && { '/default_days': t.days }),
      ...(!whole(review, 36) && { '/review_months': t.review }),
    };
  }

  protected override async submit(): Promise<void> {
    const { days, max, review, ...rest } = this.shown;
    const faults = this.faultsOf(this.shown);
    if (Object.keys(faults).length > 0) return this.showFaults(faults);
    await this.change(() =>
      this.page.api.put(`${this.base}/policy`, {
        revision: this.municipality.revision,
        ...rest,
        default_days: Number(days),
        max_days: Number(max),
        review_months: Number(review),
      }),
    );
  }

  protected override render(): TemplateResult {
    const t = this.t.policy;
    const { current, coming, earlier } = inTime(this.municipality.policies, this.today);
    const draft = this.shown;
    const set = (part: Partial<Draft>) => this.edit({ ...draft, ...part });
    const field = (pointer: string) => ({
      form: this.name,
      pointer,
      fault: this.faults[pointer],
      short: true,
    });
    return html`<h3>${t.current}</h3>
      <p>${current ? this.row(current) : t.nothing}</p>
      ${
        coming.length > 0
          ? html`<h3>${t.coming}</h3>
              <ul>
                ${coming.map((one) => html`<li>${this.row(one)}</li>`)}
              </ul>`
          : nothing
      }
      ${
        earlier.length > 0
          ? html`<details class="onboarding-more">
              <summary>${t.earlier}</summary>
              <ul>
                ${earlier.map((one) => html`<li>${this.row(one)}</li>`)}
              </ul>
            </details>`
          : nothing
      }
      <h3>${t.change}</h3>
      ${this.messages()}
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.submit();
        }}
      >
        ${textField({
          ...field('/applies_from'),
          label: t.from,
          type: 'date',
          min: this.today,
          value: draft.applies_from,
          onInput: (applies_from) => set({ applies_from }),
        })}
        ${textField({
          ...field('/max_days'),
          label: [t.max[0], put(t.limit, this.limitOn(draft.applies_from))],
          numeric: true,
          value: draft.max,
          onInput: (max) => set({ max }),
        })}
        ${textField({
          ...field('/default_days'),
          label: t.days,
          numeric: true,
          value: draft.days,
          onInput: (days) => set({ days }),
        })}
        ${radios({
          ...field('/reason_text'),
          label: [t.reasonText],
          options: (['off', 'optional', 'required'] as const).map((value) => ({
            value,
            label: t.reasonTexts[value],
          })),
          chosen: draft.reason_text,
          onChange: (reason_text) => set({ reason_text }),
        })}
        ${checkbox(
          this.name,
          '/acknowledgement',
          t.acknowledgement,
          draft.acknowledgement,
          (acknowledgement) => set({ acknowledgement }),
        )}
        ${textField({
          ...field('/review_months'),
          label: t.review,
          numeric: true,
          value: draft.review,
          onInput: (review) => set({ review }),
        })}
        ${this.saveButtons()}
      </form>`;
  }
}

const whole = (text: string, most: number): boolean =>
  /^[1-9][0-9]{0,3}$/.test(text.trim()) && Number(text) <= most;
