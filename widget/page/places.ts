import { html } from 'lit';
import type { ShownPage } from './shown-page.ts';
import { placeAt, type PlaceName } from './router.ts';
import { loginDone, loggedOut, noWay, notFound } from './views/closed.ts';
import { prose } from './views/prose.ts';
import { start } from './views/start.ts';

/** Places whose forms hold no personal data: what is typed there may stay while the person logs in again. */
const keeping: readonly (PlaceName | undefined)[] = ['settings', 'municipality', 'municipalities'];
export const keepsContent = (path: string): boolean => keeping.includes(placeAt(path)?.name);

/** What belongs in the middle of the page, for where the person is and what they may see. */
export const viewOf = (page: ShownPage): unknown => {
  const { t, path, login, context, session } = page;
  const place = placeAt(path);
  if (!place) return notFound(t);
  if (place.name === 'accessibility' || place.name === 'personalData') return prose(t[place.name]);
  if (place.name === 'loggedOut') return loggedOut(t, path);
  if (place.name === 'loginDone') return loginDone(t);
  if (login === 'unknown') return html`<p class="waiting" role="status">${t.loading}</p>`;
  if (login === 'expired' && !keepsContent(path)) return loggedOut(t, path, true);
  if (place.name === 'start') return start(page);
  if (!context || !session) return start(page);
  if (place.needs && !session.permissions[place.needs]) return noWay(t);
  switch (place.name) {
    case 'register':
      return html`<sloering-register .page=${context}></sloering-register>`;
    case 'mine':
      return html`<sloering-own-registrations .page=${context}></sloering-own-registrations>`;
    case 'inbox':
      return html`<sloering-inbox .page=${context}></sloering-inbox>`;
    case 'due':
      return html`<sloering-due .page=${context}></sloering-due>`;
    case 'overview':
      return html`<sloering-overview .page=${context}></sloering-overview>`;
    case 'audit':
      return html`<sloering-audit .page=${context}></sloering-audit>`;
    case 'retention':
      return html`<sloering-retention .page=${context}></sloering-retention>`;
    case 'figures':
      return html`<sloering-figures .page=${context}></sloering-figures>`;
    case 'access':
      return html`<sloering-access-request .page=${context}></sloering-access-request>`;
    case 'case':
      return html`<sloering-case .page=${context} case=${place.case ?? ''}></sloering-case>`;
    case 'sessions':
      return html`<sloering-open-logins .page=${context}></sloering-open-logins>`;
    case 'departments':
      return html`<sloering-departments .page=${context}></sloering-departments>`;
    case 'department':
      return html`<sloering-department
        .page=${context}
        department=${place.department ?? ''}
      ></sloering-department>`;
    case 'units':
      return html`<sloering-units .page=${context}></sloering-units>`;
    case 'notices':
      return html`<sloering-notices .page=${context}></sloering-notices>`;
    case 'settings':
      return html`<sloering-municipality .page=${context}></sloering-municipality>`;
    case 'municipalities':
      return html`<sloering-municipalities .page=${context}></sloering-municipalities>`;
    case 'municipality':
      return html`<sloering-municipality
        .page=${context}
        municipality=${place.municipality ?? ''}
      ></sloering-municipality>`;
  }
};
