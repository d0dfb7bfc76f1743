import { html, type TemplateResult } from 'lit';
import { isCvr } from '../../../../shared/cvr.ts';
import { textField, type Faults } from '../fields.ts';
import { put } from '../lines.ts';
import { Section } from '../section.ts';

type Draft = { name: string; cvrs: { cvr: string; name: string; main: boolean }[] };

/** Name and CVR numbers; one of them is the main one. */
export class OrganisationSection extends Section<Draft> {
  readonly name = 'organisation';

  private get shown(): Draft {
    const { name, cvrs } = this.municipality;
    return (
      this.draft ?? { name, cvrs: cvrs.map((one) => ({ cvr: one.cvr, name: one.name, main: one.main })) }
    );
  }

  protected override now(): readonly string[] {
    const { name, cvrs } = this.municipality;
    return [
      name,
      ...cvrs.map((one) => `${one.cvr} ${one.name}${one.main ? ` (${this.t.organisation.main})` : ''}`),
    ];
  }

  private faultsOf({ name, cvrs }: Draft): Faults {
    const t = this.t.organisation;
    const found: Record<string, string> = {};
    if (name.trim() === '') found['/name'] = t.nameFault;
    cvrs.forEach((one, i) => {
      if (!isCvr(one.cvr.trim())) found[`/cvrs/${i}/cvr`] = t.cvrFault;
      else if (cvrs.findIndex(({ cvr }) => cvr.trim() === one.cvr.trim()) !== i)
        found[`/cvrs/${i}/cvr`] = t.twice;
      if (one.name.trim() === '') found[`/cvrs/${i}/name`] = t.nameFault;
    });
    return found;
  }

  protected override async submit(): Promise<void> {
    const { name, cvrs } = this.shown;
    const faults = this.faultsOf(this.shown);
    if (Object.keys(faults).length > 0) return this.showFaults(faults);
    await this.change(
      () =>
        this.page.api.put(`${this.base}/organisation`, {
          revision: this.municipality.revision,
          name: name.trim(),
          cvrs: cvrs.map((one) => ({ ...one, cvr: one.cvr.trim(), name: one.name.trim() })),
        }),
      undefined,
      ({ code, fields }) =>
        code === 'cvr_taken'
          ? { [fields?.[0]?.pointer ?? '/cvrs/0/cvr']: this.t.create.faults.cvr_taken }
          : undefined,
    );
  }

  private setCvr(index: number, part: Partial<Draft['cvrs'][number]>): void {
    const { name, cvrs } = this.shown;
    this.edit({ name, cvrs: cvrs.map((one, i) => (i === index ? { ...one, ...part } : one)) });
  }

  private addButton(): TemplateResult {
    const { name, cvrs } = this.shown;
    return html`<button
      type="button"
      class="button button-secondary"
      @click=${() => {
        this.edit({ name, cvrs: [...cvrs, { cvr: '', name: '', main: false }] });
        void this.focusOn(`#organisation-cvrs-${cvrs.length}-cvr`);
      }}
    >
      ${this.t.organisation.addCvr}
    </button>`;
  }

  protected override render(): TemplateResult {
    const t = this.t.organisation;
    const { name, cvrs } = this.shown;
    const field = (pointer: string) => ({ form: this.name, pointer, fault: this.faults[pointer] });
    return html`${this.messages()}
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.submit();
        }}
      >
        ${textField({ ...field('/name'), label: t.name, value: name, onInput: (value) => this.edit({ cvrs, name: value }) })}
        <fieldset id="organisation-cvrs" tabindex="-1">
          <legend class="form-label">${t.numbers}</legend>
          ${cvrs.map(
            (one, i) =>
              html`<div class="onboarding-card">
                ${textField({
                  ...field(`/cvrs/${i}/cvr`),
                  label: t.cvr,
                  value: one.cvr,
                  numeric: true,
                  short: true,
                  onInput: (cvr) => this.setCvr(i, { cvr }),
                })}
                ${textField({
                  ...field(`/cvrs/${i}/name`),
                  label: t.cvrName,
                  value: one.name,
                  onInput: (value) => this.setCvr(i, { name: value }),
                })}
                <div class="form-group-radio">
                  <input
                    class="form-radio"
                    type="radio"
                    name="organisation-main"
                    id="organisation-main-${i}"
                    .checked=${one.main}
                    @change=${() => this.edit({ name, cvrs: cvrs.map((each, j) => ({ ...each, main: i === j })) })}
                  /><label class="form-label" for="organisation-main-${i}">${t.main}</label>
                </div>
                ${
                  one.main
                    ? ''
                    : html`<button
                        type="button"
                        class="button button-tertiary"
                        @click=${() => this.edit({ name, cvrs: cvrs.filter((_, j) => i !== j) })}
                      >
                        ${put(t.removeCvr, one.cvr)}
                      </button>`
                }
              </div>`,
          )}
        </fieldset>
        ${this.page.session.permissions.onboard ? this.addButton() : html`<p>${t.addHelp}</p>`}
        ${this.saveButtons()}
      </form>`;
  }
}
