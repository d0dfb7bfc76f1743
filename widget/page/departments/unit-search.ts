import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { UnitLine, UnitList } from '../../../shared/departments.ts';
import { put } from '../onboarding/lines.ts';
import { View } from '../view.ts';
import type { DepartmentTexts } from './texts.ts';
import { textsFor } from './words.ts';

/** After the last key, milliseconds. */
const pauseMs = 250;
const listId = 'unit-options';
/** As the form's summary of faults names it: form `propose`, pointer `/unit`. */
const fieldId = 'propose-unit';

/** What the search tells its form: the unit that was chosen, or null when the choice was taken back. */
export type UnitChosen = CustomEvent<UnitLine | null>;

/**
 * Finds a unit while one types: a combobox with a list (WAI-ARIA APG), so arrow keys, Enter and Escape work and a screen reader hears what
 * is found.
 *
 * @element sloering-unit-search
 * @fires unit-chosen
 */
export class UnitSearch extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    fault: { attribute: false },
    chosen: { state: true },
    words: { state: true },
    found: { state: true },
    active: { state: true },
    failed: { state: true },
  };
  /** What is wrong with the choice, said at the field. */
  declare fault: string | undefined;
  declare private chosen: UnitLine | undefined;
  declare private words: string;
  declare private found: UnitList | undefined;
  /** The option the arrow keys are at; -1 for none. */
  declare private active: number;
  declare private failed: boolean;
  private cancel = (): void => undefined;
  private asked = 0;

  constructor() {
    super();
    this.words = '';
    this.active = -1;
    this.failed = false;
  }

  private get t(): DepartmentTexts {
    return textsFor(this.page.locale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancel();
  }

  private type(words: string): void {
    this.words = words;
    this.cancel();
    this.active = -1;
    if (words.trim().length < 3) {
      this.asked += 1;
      this.found = undefined;
      return;
    }
    this.cancel = this.page.environment.after(pauseMs, () => void this.search(words));
  }

  private async search(words: string): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    const reply = await this.page.api.get<UnitList>(
      `/page/units?q=${encodeURIComponent(words.trim().slice(0, 100))}`,
    );
    // An earlier question answered late must not replace what a later one found.
    if (mine !== this.asked) return;
    this.failed = !reply.ok;
    this.found = reply.ok ? reply.value : undefined;
  }

  private press(event: KeyboardEvent): void {
    const units = this.found?.units ?? [];
    if (event.key === 'Escape') {
      this.found = undefined;
      this.active = -1;
    } else if (event.key === 'ArrowDown' && units.length > 0) this.active = (this.active + 1) % units.length;
    else if (event.key === 'ArrowUp' && units.length > 0)
      this.active = this.active <= 0 ? units.length - 1 : this.active - 1;
    else if (event.key === 'Enter') {
      const unit = units[this.active] ?? (units.length === 1 ? units[0] : undefined);
      if (unit) this.choose(unit);
    } else return;
    // Enter must not send the form, nor the arrows move the cursor.
    event.preventDefault();
  }

  protected override updated(): void {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private choose(unit: UnitLine): void {
    this.cancel();
    this.asked += 1;
    this.chosen = unit;
    this.found = undefined;
    this.active = -1;
    this.tell(unit);
    void this.focusOn('#unit-another');
  }

  private tell(unit: UnitLine | null): void {
    this.dispatchEvent(new CustomEvent('unit-chosen', { detail: unit, bubbles: true }));
  }

  protected override render(): TemplateResult {
    return this.chosen ? this.card(this.chosen) : this.combobox();
  }

  private place({ parent, owner, classification, code }: UnitLine): TemplateResult {
    const t = this.t.search;
    const under = [...(parent ? [put(t.under, parent)] : []), ...(owner ? [owner] : [])].join(', ');
    return html`<span class="department-code">${classification} ${code}</span
      >${under ? html` · ${under}` : nothing}`;
  }

  private card(unit: UnitLine): TemplateResult {
    const t = this.t.search;
    return html`<div class="form-group" role="group" aria-labelledby="unit-title">
      <p class="form-label" id="unit-title">${t.chosen}</p>
      <p><strong>${unit.name}</strong><br />${this.place(unit)}</p>
      <button
        type="button"
        class="button button-secondary"
        id="unit-another"
        @click=${() => {
          this.chosen = undefined;
          this.words = '';
          this.tell(null);
          void this.focusOn(`#${fieldId}`);
        }}
      >
        ${t.another}
      </button>
    </div>`;
  }

  private combobox(): TemplateResult {
    const t = this.t.search;
    const units = this.found?.units ?? [];
    const open = units.length > 0;
    return html`<div class="form-group ${this.fault ? 'form-error' : ''}">
      <label class="form-label" for=${fieldId}>${t.label}</label>
      <span class="form-hint" id="${fieldId}-hint">${t.hint}</span>
      ${
        this.fault
          ? html`<span class="form-error-message" id="${fieldId}-fault">${this.fault}</span>`
          : nothing
      }
      <input
        class="form-input"
        id=${fieldId}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        maxlength="100"
        aria-autocomplete="list"
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls=${listId}
        aria-activedescendant=${this.active >= 0 ? `unit-option-${this.active}` : nothing}
        aria-invalid=${this.fault ? 'true' : nothing}
        aria-describedby=${this.fault ? `${fieldId}-hint ${fieldId}-fault` : `${fieldId}-hint`}
        .value=${live(this.words)}
        @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.press(event)}
      />
      <ul class="department-options" id=${listId} role="listbox" aria-label=${t.results} ?hidden=${!open}>
        ${units.map(
          (unit, index) =>
            html`<li
              role="option"
              id="unit-option-${index}"
              aria-selected=${index === this.active ? 'true' : 'false'}
              @click=${() => this.choose(unit)}
            >
              <strong>${unit.name}</strong><br />${this.place(unit)}
            </li>`,
        )}
      </ul>
      <p class="department-found" role="status">${this.said()}</p>
    </div>`;
  }

  private said(): string {
    const t = this.t.search;
    if (this.failed) return t.failed;
    if (!this.found) return '';
    const { units, more } = this.found;
    if (units.length === 0) return t.none;
    const count = units.length === 1 ? t.foundOne : put(t.found, units.length);
    return more ? put(t.more, units.length) : count;
  }
}
