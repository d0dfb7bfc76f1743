import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { isCvr } from '../../../shared/cvr.ts';
import type { MunicipalityLine, MunicipalityList, MunicipalityView } from '../../../shared/page-api.ts';
import { View } from '../view.ts';
import { radios, textField, type Faults } from './fields.ts';
import { chosen, deliveryTrouble, filters, type Filter } from './filter.ts';
import { idFromName, isId } from './identity.ts';
import { put } from './lines.ts';
import { alertBox, faultSummary, stateBadge } from './messages.ts';
import { textsFor } from './pick.ts';
import { save } from './saving.ts';
import type { OnboardingTexts } from './texts.ts';

type Draft = { name: string; id: string; cvr: string; ownId: boolean };
const empty: Draft = { name: '', id: '', cvr: '', ownId: false };

/** All municipalities, for the national operator; and a form to create one. */
export class SloeringMunicipalities extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    list: { state: true },
    unread: { state: true },
    words: { state: true },
    filter: { state: true },
    draft: { state: true },
    faults: { state: true },
    working: { state: true },
    trouble: { state: true },
  };
  declare list: readonly MunicipalityLine[] | undefined;
  declare unread: string | undefined;
  declare words: string;
  declare filter: Filter;
  declare draft: Draft;
  declare faults: Faults;
  declare working: boolean;
  declare trouble: string | undefined;

  constructor() {
    super();
    this.words = '';
    this.filter = 'all';
    this.draft = empty;
    this.faults = {};
    this.working = false;
  }

  private get t(): OnboardingTexts {
    return textsFor(this.page.locale);
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.unread = undefined;
    const reply = await this.page.api.get<MunicipalityList>('/page/municipalities');
    if (reply.ok) this.list = reply.value.municipalities;
    else this.unread = this.page.explain(reply.failure);
  }

  private async create(): Promise<void> {
    const said = this.t.create.faults;
    const { name, id, cvr } = {
      name: this.draft.name.trim(),
      id: this.draft.id.trim(),
      cvr: this.draft.cvr.trim(),
    };
    const faults: Faults = {
      ...(name === '' && { '/name': said.name }),
      ...(!isId(id) && { '/id': said.id }),
      ...(!isCvr(cvr) && { '/cvr': said.cvr }),
    };
    if (Object.keys(faults).length > 0) return this.showFaults(faults);
    if (this.working) return;
    this.working = true;
    this.faults = {};
    this.trouble = undefined;
    const result = await save(
      this.page,
      () => this.page.api.post<MunicipalityView>('/page/municipalities', { id, name, cvr }),
      () => {
        this.trouble = this.t.form.fresh;
      },
    );
    this.working = false;
    this.trouble = undefined;
    if (result.kind === 'saved') {
      this.draft = empty;
      this.page.announce(put(this.t.create.done, name));
      this.page.navigate(`/municipalities/${result.value.id}`);
      return;
    }
    if (result.kind === 'refused') {
      const { code, fields } = result.failure;
      if (code === 'cvr_taken') return this.showFaults({ '/cvr': said.cvr_taken });
      if (code === 'municipality_exists') return this.showFaults({ '/id': said.municipality_exists });
      if (fields?.length)
        return this.showFaults(
          Object.fromEntries(fields.map(({ pointer }) => [pointer, this.t.form.fieldFault])),
        );
      this.trouble = this.page.explain(result.failure);
    } else this.trouble = result.kind === 'not_fresh' ? this.t.form.notFresh : this.t.form.conflict;
    await this.focusOn('#create-trouble');
  }

  private async showFaults(faults: Faults): Promise<void> {
    this.faults = faults;
    await this.focusOn('#create-faults');
  }

  protected override render(): TemplateResult {
    const t = this.t.list;
    return html`<h1 tabindex="-1">${t.title}</h1>
      <p>${t.lead}</p>
      <p>
        <button
          type="button"
          class="button button-secondary"
          @click=${() => void this.focusOn('#create-name')}
        >
          ${this.t.create.title}
        </button>
      </p>
      ${
        this.unread
          ? html`${alertBox('error', this.unread)}
              <button type="button" class="button button-secondary" @click=${() => void this.load()}>
                ${this.page.t.retry}
              </button>`
          : this.list
            ? this.found(this.list)
            : html`<p role="status">${this.page.t.loading}</p>`
      }
      ${this.form()}`;
  }

  private found(all: readonly MunicipalityLine[]): TemplateResult {
    const t = this.t.list;
    if (all.length === 0) return html`<p>${t.none}</p>`;
    const shown = chosen(all, this.words, this.filter);
    return html`<div class="onboarding-search" role="search">
        ${textField({
          form: 'list',
          pointer: '/search',
          label: t.search,
          type: 'search',
          value: this.words,
          onInput: (words) => {
            this.words = words;
          },
        })}
        ${radios({
          form: 'list',
          pointer: '/filter',
          label: [t.filter],
          options: filters.map((value) => ({ value, label: t.filters[value] })),
          chosen: this.filter,
          onChange: (filter) => {
            this.filter = filter;
          },
        })}
      </div>
      <p role="status">${put(t.shown, shown.length, all.length)}</p>
      ${shown.length === 0 ? html`<p>${t.noHits}</p>` : this.table(shown)}`;
  }

  private table(shown: readonly MunicipalityLine[]): TemplateResult {
    const t = this.t.list;
    return html`<table class="table table--responsive-headers">
      <thead>
        <tr>
          ${(['name', 'cvr', 'ready', 'delivery'] as const).map((one) => html`<th scope="col">${t.columns[one]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          (line) =>
            html`<tr>
              <th scope="row" data-title=${t.columns.name}>
                <a href="/municipalities/${line.id}">${line.name}</a>
              </th>
              <td data-title=${t.columns.cvr}>${line.cvr}</td>
              <td data-title=${t.columns.ready}>
                ${stateBadge(line.ready >= line.of ? 'done' : 'attention', put(t.ready, line.ready, line.of))}
              </td>
              <td data-title=${t.columns.delivery}>${this.delivery(line)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private delivery(line: MunicipalityLine): TemplateResult {
    const t = this.t.list;
    const { waiting, parked, paused } = line.delivery;
    const parts = [
      ...(paused > 0 ? [put(t.paused, paused)] : []),
      ...(parked > 0 ? [put(t.parked, parked)] : []),
      ...(waiting > 0 ? [put(t.waiting, waiting)] : []),
    ];
    return stateBadge(deliveryTrouble(line) ? 'missing' : 'done', parts.join(', ') || t.deliveryGood);
  }

  private form(): TemplateResult {
    const t = this.t.create;
    const { draft } = this;
    const field = (pointer: string) => ({ form: 'create', pointer, fault: this.faults[pointer] });
    // Said at once when the eighth digit is there, not while somebody is still typing.
    const cvrNow = draft.cvr.trim().length >= 8 && !isCvr(draft.cvr.trim()) ? t.faults.cvr : undefined;
    return html`<section aria-labelledby="create-title">
      <h2 id="create-title">${t.title}</h2>
      ${
        Object.keys(this.faults).length > 0
          ? faultSummary('create', this.t.form.faultsTitle, this.faults)
          : nothing
      }
      ${
        this.trouble
          ? html`<div id="create-trouble" tabindex="-1">${alertBox('error', this.trouble)}</div>`
          : nothing
      }
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.create();
        }}
      >
        ${textField({
          ...field('/name'),
          label: t.name,
          value: draft.name,
          onInput: (name) => {
            this.draft = { ...draft, name, id: draft.ownId ? draft.id : idFromName(name) };
          },
        })}
        ${textField({
          ...field('/id'),
          label: t.id,
          value: draft.id,
          onInput: (id) => {
            this.draft = { ...draft, id, ownId: id !== '' };
          },
        })}
        ${textField({
          ...field('/cvr'),
          fault: cvrNow ?? this.faults['/cvr'],
          label: t.cvr,
          numeric: true,
          short: true,
          value: draft.cvr,
          onInput: (cvr) => {
            this.draft = { ...draft, cvr };
          },
        })}
        <button type="submit" class="button button-primary" ?disabled=${this.working}>
          ${this.working ? this.t.form.working : t.button}
        </button>
      </form>
    </section>`;
  }
}
