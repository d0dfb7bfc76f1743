import { html, nothing, type TemplateResult } from 'lit';
import type { DepartmentView } from '../../../shared/departments.ts';
import { put } from '../onboarding/lines.ts';
import type { DepartmentTexts } from './texts.ts';
import { day, moment } from './words.ts';

/** What is known of it: unit, people, times. */
export const facts = (one: DepartmentView, texts: DepartmentTexts, locale: 'da' | 'en'): TemplateResult => {
  const t = texts.one;
  const by = (at: string | null, who: string | null): string | null =>
    at === null ? null : put(t.by, moment(at, locale), who ?? t.system);
  const decided =
    one.status === 'rejected' ? t.rejected : one.status === 'withdrawn' ? t.withdrawn : t.approved;
  const review = put(texts.reviews[one.review], one.review_on === null ? '' : day(one.review_on, locale));
  const lines: [string, string | null][] = [
    [t.unit, `${one.classification} ${one.code}`],
    [t.cvr, one.cvr],
    [t.proposed, by(one.proposed_at, one.proposed_by)],
    [decided, by(one.decided_at, one.decided_by)],
    [t.review, one.review === 'none' ? null : review],
    [t.removed, by(one.removed_at, one.removed_by)],
  ];
  return html`<dl class="department-facts">
    ${lines.map(([term, said]) =>
      said === null
        ? nothing
        : html`<dt>${term}</dt>
            <dd>${said}</dd>`,
    )}
  </dl>`;
};

/** What the audit log says about it. */
export const history = (one: DepartmentView, texts: DepartmentTexts, locale: 'da' | 'en'): TemplateResult => {
  const t = texts.one;
  const { at, what, who } = t.historyColumns;
  return html`<section aria-labelledby="history-title">
    <h2 id="history-title">${t.history}</h2>
    <table class="table table--responsive-headers department-table">
      <thead>
        <tr>
          <th scope="col">${at}</th>
          <th scope="col">${what}</th>
          <th scope="col">${who}</th>
        </tr>
      </thead>
      <tbody>
        ${one.history.map((entry) => {
          const said = texts.actions[entry.action] ?? entry.action;
          return html`<tr>
            <td data-title=${at}>${moment(entry.at, locale)}</td>
            <td data-title=${what}>${entry.outcome === 'refused' ? put(t.refusedTry, said) : said}</td>
            <td data-title=${who}>${entry.by ?? t.system}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </section>`;
};
