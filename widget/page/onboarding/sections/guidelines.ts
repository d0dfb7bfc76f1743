import { html, nothing, type TemplateResult } from 'lit';
import { shortDate } from '../../../dates.ts';
import { textArea, textField, type Faults } from '../fields.ts';
import { put } from '../lines.ts';
import { Section } from '../section.ts';

type Draft = { da: string; en: string; url: string };

/** The guidelines in both languages. Each publication is a version of its own; earlier ones stay readable. */
export class GuidelineSection extends Section<Draft> {
  readonly name = 'guidelines';

  private get shown(): Draft {
    const { text, url } = this.municipality.guidelines;
    return this.draft ?? { da: text.da, en: text.en, url: url ?? '' };
  }
  protected override now(): readonly string[] {
    const { version, text, url } = this.municipality.guidelines;
    return [put(this.t.guidelines.version, version), text[this.page.locale], ...(url ? [url] : [])];
  }

  private faultsOf({ da, en, url }: Draft): Faults {
    const t = this.t.guidelines;
    const fits = (text: string) => text.trim() !== '' && text.trim().length <= 4000;
    return {
      ...(!fits(da) && { '/text/da': t.textFault }),
      ...(!fits(en) && { '/text/en': t.textFault }),
      ...(url.trim() !== '' && !/^https:\/\/[^\s/]+/.test(url.trim()) && { '/url': t.urlFault }),
    };
  }

  protected override async submit(): Promise<void> {
    const faults = this.faultsOf(this.shown);
    if (Object.keys(faults).length > 0) return this.showFaults(faults);
    const t = this.t.guidelines;
    await this.ask(put(t.confirm, this.municipality.guidelines.version + 1), t.publish, () => this.publish());
  }

  private async publish(): Promise<void> {
    const { da, en, url } = this.shown;
    await this.change(() =>
      this.page.api.post(`${this.base}/guidelines`, {
        revision: this.municipality.revision,
        text: { da: da.trim(), en: en.trim() },
        url: url.trim() || null,
      }),
    );
  }

  protected override render(): TemplateResult {
    const t = this.t.guidelines;
    const { guidelines, earlier_guidelines } = this.municipality;
    const draft = this.shown;
    const set = (part: Partial<Draft>) => this.edit({ ...draft, ...part });
    const field = (pointer: string) => ({ form: this.name, pointer, fault: this.faults[pointer] });
    return html`<p>${put(t.version, guidelines.version)}</p>
      ${this.messages()}
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.submit();
        }}
      >
        ${textArea({ ...field('/text/da'), label: t.da, rows: 8, value: draft.da, onInput: (da) => set({ da }) })}
        ${textArea({ ...field('/text/en'), label: t.en, rows: 8, value: draft.en, onInput: (en) => set({ en }) })}
        ${textField({ ...field('/url'), label: t.url, type: 'url', value: draft.url, onInput: (url) => set({ url }) })}
        <h3>${t.preview}</h3>
        <div class="onboarding-card onboarding-text">${draft[this.page.locale]}</div>
        <div class="onboarding-buttons">
          <button type="submit" class="button button-primary" ?disabled=${this.working || !this.dirty}>
            ${t.publish}
          </button>
          ${
            this.dirty
              ? html`<button type="button" class="button button-tertiary" @click=${() => this.discard()}>
                  ${this.t.form.discard}
                </button>`
              : nothing
          }
        </div>
      </form>
      ${earlier_guidelines.length > 0 ? html`<h3>${t.earlier}</h3>` : nothing}
      ${earlier_guidelines.map(
        ({ version, text, url, published_at }) =>
          html`<details class="onboarding-more">
            <summary>
              ${put(t.version, version)}, ${put(t.publishedAt, shortDate(published_at, this.page.locale))}
            </summary>
            <div class="onboarding-text">${text[this.page.locale]}</div>
            ${url ? html`<p>${url}</p>` : nothing}
          </details>`,
      )}`;
  }
}
