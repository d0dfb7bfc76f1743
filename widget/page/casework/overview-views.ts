import { html, nothing } from 'lit';
import type { SavedViews } from '../../../shared/cases-api.ts';
import { fill } from '../../locales/fill.ts';
import type { PageContext } from '../context.ts';
import type { FilterDraft } from './overview-filter.ts';
import type { CaseworkTexts } from './texts.ts';

type SavedView = SavedViews['views'][number];
type Place = {
  t: CaseworkTexts;
  page: PageContext;
  form: FilterDraft;
  columns: readonly string[];
  apply: (view: SavedView) => void;
  keep: (views: SavedView[]) => void;
};

/** Ways of looking that a person has kept: one press brings one back. No CPR number is kept in any. */
export const savedViews = (
  views: readonly SavedView[],
  { t, page, form, columns, apply, keep }: Place,
): unknown => {
  const { overview: o } = t;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).querySelector('input');
    const name = field?.value.trim() ?? '';
    if (!field || name === '') return field?.focus();
    const { cpr: _, ...filter } = form.filter;
    const reply = await page.api.post<SavedView>('/page/views', { name, filter, sort: form.sort, columns });
    if (reply.ok) {
      keep([...views, reply.value]);
      field.value = '';
      page.announce(fill(o.viewSaved, name));
    } else page.announce(reply.failure.code === 'too_many' ? o.tooManyViews : page.explain(reply.failure));
  };
  const remove = async (view: SavedView): Promise<void> => {
    const reply = await page.api.post('/page/views/remove', { id: view.id });
    if (!reply.ok) return page.announce(page.explain(reply.failure));
    keep(views.filter(({ id }) => id !== view.id));
    page.announce(fill(o.viewRemoved, view.name));
  };
  return html`<details class="case-views no-print" ?open=${views.length > 0}>
    <summary>${o.views}</summary>
    ${
      views.length === 0
        ? nothing
        : html`<ul class="case-people no-max-width">
            ${views.map(
              (view) =>
                html`<li>
                  <button class="button button-secondary" @click=${() => apply(view)}>${view.name}</button>
                  <button
                    class="button button-tertiary"
                    aria-label=${fill(o.removeView, view.name)}
                    @click=${() => void remove(view)}
                  >
                    ×
                  </button>
                </li>`,
            )}
          </ul>`
    }
    <form class="case-save-view" novalidate @submit=${(event: Event) => void save(event)}>
      <label class="form-label" for="view-name">${o.viewName}</label>
      <input class="form-input" id="view-name" maxlength="60" autocomplete="off" />
      <button class="button button-secondary">${o.saveView}</button>
    </form>
  </details>`;
};
