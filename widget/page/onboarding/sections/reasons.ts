import { html, nothing, type TemplateResult } from 'lit';
import type { MunicipalityView } from '../../../../shared/page-api.ts';
import { textField } from '../fields.ts';
import { codeFromLabel } from '../identity.ts';
import { put } from '../lines.ts';
import { Section } from '../section.ts';

/** An own reason has no code until it is saved. */
type Reason = MunicipalityView['reasons'][number];

/** The answers of the form in their order; the common ones cannot be removed. */
export class ReasonSection extends Section<Reason[]> {
  readonly name = 'reasons';

  private get shown(): Reason[] {
    return this.draft ?? this.municipality.reasons;
  }
  protected override now(): readonly string[] {
    return this.municipality.reasons.map(({ label }) => `${label.da} / ${label.en}`);
  }

  protected override async submit(): Promise<void> {
    const faults: Record<string, string> = {};
    this.shown.forEach(({ label }, i) => {
      for (const language of ['da', 'en'] as const) {
        const { length } = label[language].trim();
        if (length < 1 || length > 80) faults[`/reasons/${i}/label/${language}`] = this.t.reasons.fault;
      }
    });
    if (Object.keys(faults).length > 0) return this.showFaults(faults);
    const taken = this.shown.map(({ code }) => code).filter((code) => code !== '');
    const reasons = this.shown.map(({ code, label }) => {
      const own = code === '' ? codeFromLabel(label.da, taken) : code;
      taken.push(own);
      return { code: own, label: { da: label.da.trim(), en: label.en.trim() } };
    });
    await this.change(() =>
      this.page.api.put(`${this.base}/reasons`, { revision: this.municipality.revision, reasons }),
    );
  }

  private async move(from: number, to: number): Promise<void> {
    const reasons = [...this.shown];
    const [moved] = reasons.splice(from, 1);
    if (!moved) return;
    reasons.splice(to, 0, moved);
    this.edit(reasons);
    this.page.announce(put(this.t.reasons.moved, moved.label[this.page.locale], to + 1));
    // At an end the button that was pressed is gone; focus stays at the reason.
    const way = to < from ? (to === 0 ? 'down' : 'up') : to === reasons.length - 1 ? 'up' : 'down';
    await this.focusOn(`#reasons-${to}-${way}`);
  }

  private relabel(index: number, label: Partial<Reason['label']>): void {
    this.edit(
      this.shown.map((one, i) => (i === index ? { ...one, label: { ...one.label, ...label } } : one)),
    );
  }

  protected override render(): TemplateResult {
    const t = this.t.reasons;
    const all = this.shown;
    return html`<p>${t.lead}</p>
      ${this.messages()}
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.submit();
        }}
      >
        <ol class="onboarding-reasons">
          ${all.map((one, i) => this.row(one, i, all.length))}
        </ol>
        <button
          type="button"
          class="button button-secondary"
          ?disabled=${all.length >= 30}
          @click=${() => {
            this.edit([...all, { code: '', label: { da: '', en: '' }, common: false }]);
            void this.focusOn(`#reasons-reasons-${all.length}-label-da`);
          }}
        >
          ${t.add}
        </button>
        ${this.saveButtons()}
      </form>`;
  }

  private row({ label, common }: Reason, i: number, count: number): TemplateResult {
    const t = this.t.reasons;
    const called = label[this.page.locale] || String(i + 1);
    const field = (language: 'da' | 'en') =>
      textField({
        form: this.name,
        pointer: `/reasons/${i}/label/${language}`,
        label: [t[language]],
        fault: this.faults[`/reasons/${i}/label/${language}`],
        value: label[language],
        onInput: (value) => this.relabel(i, { [language]: value }),
      });
    const mover = (way: 'up' | 'down', to: number) =>
      html`<button
        type="button"
        class="button button-tertiary"
        id="reasons-${i}-${way}"
        aria-label=${put(t[way], called)}
        @click=${() => void this.move(i, to)}
      >
        <span aria-hidden="true">${way === 'up' ? '↑' : '↓'}</span>
      </button>`;
    return html`<li class="onboarding-card">
      ${field('da')} ${field('en')}
      <div class="onboarding-buttons">
        ${i > 0 ? mover('up', i - 1) : nothing} ${i < count - 1 ? mover('down', i + 1) : nothing}
        ${
          common
            ? html`<span class="badge">${t.common}</span>`
            : html`<button
                type="button"
                class="button button-tertiary"
                aria-label=${put(t.remove, called)}
                @click=${() => this.edit(this.shown.filter((_, j) => j !== i))}
              >
                ${this.t.form.remove}
              </button>`
        }
      </div>
    </li>`;
  }
}
