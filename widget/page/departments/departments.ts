import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Comparison, DepartmentLine, DepartmentList } from '../../../shared/departments.ts';
import { put } from '../onboarding/lines.ts';
import { alertBox } from '../onboarding/messages.ts';
import { View } from '../view.ts';
import type { DepartmentTexts } from './texts.ts';
import { day, isOver, moment, sinceWords, statusBadge, textsFor } from './words.ts';

/**
 * The municipality's department blurrings: what is proposed, in force or ended, what is to be reviewed, and how the register compares.
 *
 * @element sloering-departments
 */
export class SloeringDepartments extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    list: { state: true },
    unread: { state: true },
    proposing: { state: true },
  };
  declare private list: DepartmentList | undefined;
  declare private unread: string | undefined;
  declare private proposing: boolean;

  constructor() {
    super();
    this.proposing = false;
  }

  private get t(): DepartmentTexts {
    return textsFor(this.page.locale);
  }

  protected override firstUpdated(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.unread = undefined;
    const reply = await this.page.api.get<DepartmentList>('/page/departments');
    if (reply.ok) this.list = reply.value;
    else this.unread = this.page.explain(reply.failure);
  }

  protected override render(): TemplateResult {
    const t = this.t.list;
    const { list } = this;
    return html`<h1 tabindex="-1">${t.title}</h1>
      <p class="font-lead">${t.lead}</p>
      ${
        this.unread
          ? html`<div role="alert">${alertBox('error', this.unread)}</div>
              <button type="button" class="button button-secondary" @click=${() => void this.load()}>
                ${this.page.t.retry}
              </button>`
          : list
            ? this.loaded(list)
            : html`<p role="status">${this.page.t.loading}</p>`
      }`;
  }

  private loaded(list: DepartmentList): TemplateResult {
    const t = this.t.list;
    const may = this.page.session.permissions.proposeDepartments;
    const open = list.departments.filter(({ status }) => !isOver(status));
    const over = list.departments.filter(({ status }) => isOver(status));
    const due = open.filter(({ review }) => review === 'due').length;
    const mine = may ? open.filter(({ status, own }) => status === 'proposed' && !own).length : 0;
    return html`${mine > 0 ? alertBox('info', put(t.waitingForYou, mine)) : nothing}
    ${due > 0 ? alertBox('warning', put(t.due, due)) : nothing} ${this.differences(list)}
    ${
      may && !this.proposing
        ? html`<p class="no-print">
            <button type="button" class="button button-primary" id="propose-open" @click=${() => this.open()}>
              ${t.propose}
            </button>
          </p>`
        : nothing
    }
    ${
      this.proposing
        ? html`<sloering-propose-department
            class="no-print"
            .page=${this.page}
            .cvrs=${list.cvrs}
            @propose-cancelled=${() => {
              this.proposing = false;
              void this.focusOn('#propose-open');
            }}
          ></sloering-propose-department>`
        : nothing
    }
    ${
      list.departments.length === 0
        ? html`<p>${t.none}</p>`
        : open.length === 0
          ? html`<p>${t.noneOpen}</p>`
          : this.table(open)
    }
    ${
      over.length > 0
        ? html`<details class="onboarding-more">
            <summary>${put(t.ended, over.length)}</summary>
            ${this.table(over)}
          </details>`
        : nothing
    }
    ${this.compared(list)}
    ${
      list.departments.length > 0
        ? html`<p class="no-print">
            <button type="button" class="button button-secondary" @click=${() => print()}>${t.print}</button>
          </p>`
        : nothing
    }`;
  }

  private open(): void {
    this.proposing = true;
    void this.updateComplete
      .then(() => this.querySelector<View>('sloering-propose-department')?.updateComplete)
      .then(() => this.focusOn('#propose-title'));
  }

  private table(rows: readonly DepartmentLine[]): TemplateResult {
    const { columns } = this.t.list;
    return html`<table class="table table--responsive-headers department-table">
      <thead>
        <tr>
          ${(['unit', 'status', 'review', 'proposed'] as const).map(
            (one) => html`<th scope="col">${columns[one]}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => this.row(row))}
      </tbody>
    </table>`;
  }

  private row(one: DepartmentLine): TemplateResult {
    const { columns } = this.t.list;
    const { locale } = this.page;
    const review = put(this.t.reviews[one.review], one.review_on === null ? '' : day(one.review_on, locale));
    return html`<tr>
      <th scope="row" data-title=${columns.unit}>
        <a href="/departments/${one.id}">${one.name}</a><br /><span class="department-code"
          >${one.classification} ${one.code}</span
        >
      </th>
      <td data-title=${columns.status}>
        ${statusBadge(one.status, this.t)}
        <span>${sinceWords(one, this.t, locale)}</span>
      </td>
      <td data-title=${columns.review}>
        ${one.review === 'due' ? html`<strong>${review}</strong>` : review}
      </td>
      <td data-title=${columns.proposed}>
        ${put(this.t.one.by, moment(one.proposed_at, locale), one.proposed_by)}
      </td>
    </tr>`;
  }

  private differences({ comparisons }: DepartmentList): TemplateResult | typeof nothing {
    const t = this.t.comparison;
    const unlike = comparisons.filter(({ differences }) => differences.length > 0);
    if (unlike.length === 0) return nothing;
    const line = (one: Comparison['differences'][number]): string => {
      const unit = `${one.classification} ${one.code}`;
      return put(t[one.kind], one.name ? `${one.name} (${unit})` : unit);
    };
    return alertBox(
      'error',
      html`${unlike.map(
          ({ cvr, at, differences }) =>
            html`<p>${put(t.differs, cvr, moment(at, this.page.locale))}</p>
              <ul>
                ${differences.map((one) => html`<li>${line(one)}</li>`)}
              </ul>`,
        )}
        <p>${t.todo}</p>`,
      t.title,
    );
  }

  private compared({ comparisons }: DepartmentList): TemplateResult | typeof nothing {
    const t = this.t.comparison;
    const like = comparisons.filter(({ differences }) => differences.length === 0);
    if (like.length === 0) return nothing;
    return html`<section aria-labelledby="comparison-title">
      <h2 id="comparison-title">${t.title}</h2>
      <ul>
        ${like.map(({ cvr, at, code }) => {
          const time = moment(at, this.page.locale);
          return html`<li>${code === 'ok' ? put(t.same, cvr, time) : put(t.failed, cvr, time, code)}</li>`;
        })}
      </ul>
    </section>`;
  }
}
