import { html, nothing } from 'lit';
import type { Texts } from '../locales/texts.ts';

/** Views for whoever is not, or no longer, inside. They hold nothing personal. */

const loginLink = (t: Texts, path: string, label = t.logIn): unknown =>
  html`<a
    class="button button-primary"
    href=${`/auth/saml/login?return=${encodeURIComponent(path)}`}
    target="_self"
    >${label}</a
  >`;

export const loggedOut = (t: Texts, path: string, expired = false): unknown => html`
  <h1 tabindex="-1">${expired ? t.expired.title : t.places.loggedOut}</h1>
  ${expired ? html`<p>${t.expired.text}</p>` : nothing}
  <p>${t.loggedOut.text}</p>
  <p>${loginLink(t, expired ? path : '/', t.logInAgain)}</p>
`;

/** The small window a login was made in. */
export const loginDone = (t: Texts): unknown => html`
  <h1 tabindex="-1">${t.places.loginDone}</h1>
  <p>${t.loginDone.text}</p>
  <p><button class="button button-primary" @click=${() => window.close()}>${t.loginDone.close}</button></p>
`;

export const notFound = (t: Texts): unknown => html`
  <h1 tabindex="-1">${t.places.notFound}</h1>
  <p>${t.notFound.text}</p>
  <p><a href="/">${t.back}</a></p>
`;

export const noWay = (t: Texts): unknown => html`
  <h1 tabindex="-1">${t.failures.not_authorised}</h1>
  <p>${t.noWay.text}</p>
  <p><a href="/">${t.back}</a></p>
`;

export const welcome = (t: Texts, failed: boolean, retry: () => void): unknown => html`
  <h1 tabindex="-1">${t.service}</h1>
  <p class="font-lead">${t.start.lead}</p>
  ${t.start.about.map((one) => html`<p>${one}</p>`)}
  <p><strong>${t.start.danger}</strong></p>
  ${
    failed
      ? html`<div class="alert alert-error" role="alert">
          <p>${t.failures.network}</p>
          <button class="button button-secondary" @click=${retry}>${t.retry}</button>
        </div>`
      : html`<p>${loginLink(t, '/')}</p>`
  }
`;
