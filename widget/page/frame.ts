import { html, nothing } from 'lit';
import { fill } from '../locales/fill.ts';
import type { ShownPage } from './shown-page.ts';
import { menuFor } from './router.ts';

/** Seconds as a person says them: minutes while there are whole ones. */
const duration = (seconds: number): string =>
  seconds >= 60 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : `${seconds} s`;

const header = (page: ShownPage): unknown => {
  const { t, session, path, menuOpen } = page;
  const menu = session ? menuFor(session.permissions) : [];
  return html`
    <a class="skipnav" href="#content">${t.skip}</a>
    <header class="page-header">
      <div class="bar container">
        <a class="service" href="/">${t.service}</a>
        <div class="person">
          ${
            session
              ? html`<span class="who"
                    >${t.loggedInAs} <strong>${session.user.name}</strong>, ${t.actingFor}
                    ${session.organisation.name}</span
                  >
                  <button class="button button-tertiary" @click=${() => void page.logOut()}>
                    ${t.logOut}
                  </button>`
              : nothing
          }
          <button
            class="button button-tertiary"
            lang=${t.code === 'da' ? 'en' : 'da'}
            @click=${() => page.changeLocale()}
          >
            ${t.language.other}
          </button>
        </div>
      </div>
      ${
        menu.length === 0
          ? nothing
          : html`<nav class="container" aria-label=${t.menu}>
              <button
                class="button button-secondary menu-button"
                aria-expanded=${menuOpen ? 'true' : 'false'}
                aria-controls="menu"
                @click=${() => page.toggleMenu()}
              >
                ${t.menu}
              </button>
              <ul id="menu" class="no-max-width ${menuOpen ? 'open' : ''}">
                <li><a href="/" aria-current=${path === '/' ? 'page' : nothing}>${t.places.start}</a></li>
                ${menu.map(
                  (one) =>
                    html`<li>
                      <a href=${one.path} aria-current=${path.startsWith(one.path) ? 'page' : nothing}
                        >${t.places[one.name]}</a
                      >
                    </li>`,
                )}
                ${session?.others.map(
                  ({ id, name }) =>
                    html`<li>
                      <button class="button button-unstyled" @click=${() => void page.actFor(id)}>
                        ${fill(t.change, name)}
                      </button>
                    </li>`,
                )}
              </ul>
            </nav>`
      }
    </header>
  `;
};

/** Dialogs over the page: the login ends soon, has ended, or is asked for anew. One at a time. */
const dialogs = (page: ShownPage): unknown => {
  const { t, login, secondsLeft, waitingForLogin, blocked, session } = page;
  const again = html`
    <p>${waitingForLogin ? t.fresh.waiting : t.expired.keep}</p>
    ${blocked ? html`<p role="alert">${t.fresh.blocked}</p>` : nothing}
    <p class="actions">
      <button class="button button-primary" @click=${() => page.openLogin(waitingForLogin)}>
        ${waitingForLogin ? t.fresh.open : t.logInAgain}
      </button>
      ${
        waitingForLogin
          ? html`<button class="button button-secondary" @click=${() => page.cancelFresh()}>
              ${t.sessions.cancel}
            </button>`
          : nothing
      }
    </p>
  `;
  const keep = (event: Event): void => event.preventDefault();
  if (login === 'expired' && session)
    return html`<dialog aria-labelledby="over" @cancel=${keep}>
      <h2 id="over">${t.expired.title}</h2>
      ${again}
    </dialog>`;
  if (waitingForLogin)
    return html`<dialog aria-labelledby="fresh" @cancel=${() => page.cancelFresh()}>
      <h2 id="fresh">${t.logInAgain}</h2>
      ${again}
    </dialog>`;
  if (secondsLeft > 0 && login === 'in')
    return html`<dialog aria-labelledby="soon" @cancel=${keep}>
      <h2 id="soon">${t.warning.title}</h2>
      <p>${fill(t.warning.text, duration(secondsLeft))}</p>
      <p class="actions">
        <button class="button button-primary" autofocus @click=${() => void page.stay()}>
          ${t.warning.stay}
        </button>
        <button class="button button-secondary" @click=${() => void page.logOut()}>${t.logOut}</button>
      </p>
    </dialog>`;
  return nothing;
};

/** The frame around every place: who is here, where one can go, and what is said to screen readers. */
export const frame = (page: ShownPage, view: unknown, said: unknown): unknown => {
  const { t, online } = page;
  return html`
    ${header(page)}
    ${online ? nothing : html`<p class="alert alert-warning container" role="alert">${t.offline}</p>`}
    <main id="content" class="container page-container" tabindex="-1">${view}</main>
    <footer class="container page-footer">
      <p>${t.footer}</p>
      <ul>
        <li><a href="/accessibility">${t.places.accessibility}</a></li>
        <li><a href="/personal-data">${t.places.personalData}</a></li>
      </ul>
    </footer>
    <div class="sr-only" role="status" aria-live="polite">${said}</div>
    ${dialogs(page)}
  `;
};
