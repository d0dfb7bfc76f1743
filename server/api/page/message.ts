import { html } from 'hono/html';
import type { AppContext, AppDeps } from '../context.ts';
import { frame } from './frame.ts';
import { messages, type Message, type MessageName } from './messages.ts';
import { setPageHeaders } from './page-headers.ts';

const inLanguage = (
  lang: 'da' | 'en',
  message: Message,
  {
    retry,
    reference,
    roles,
  }: { retry: string; reference: string; roles: readonly { name: string; uri: string }[] },
) => {
  const t = message[lang];
  const again = { da: 'Log ind igen', en: 'Log in again' }[lang];
  const home = { da: 'Til forsiden', en: 'To the front page' }[lang];
  const support = { da: 'Reference til support', en: 'Reference for support' }[lang];
  return html` <section lang="${lang}" class="message">
    ${lang === 'da' ? html`<h1>${t.title}</h1>` : html`<h2>${t.title}</h2>`}
    ${t.text.map((one) => html`<p>${one}</p>`)}
    ${
      message.roles
        ? html`<dl class="roles">
            ${roles.map(
              ({ name, uri }) =>
                html`<dt>${name}</dt>
                  <dd><code>${uri}</code></dd>`,
            )}
          </dl>`
        : ''
    }
    <p>
      ${message.retry ? html`<a class="button button-primary" href="${retry}">${again}</a>` : ''}
      <a class="${message.retry ? 'button button-secondary' : 'button button-primary'}" href="/">${home}</a>
    </p>
    ${message.reference ? html`<p class="reference">${support}: <code>${reference}</code></p>` : ''}
  </section>`;
};

/**
 * One calm page for whatever stopped a login or logout: what happened, what to do now, and a reference; never why in detail, for whoever
 * attacks reads it too. Danish first, English below.
 */
export const messagePage = async (
  c: AppContext,
  deps: AppDeps,
  name: MessageName,
  returnTo = '/',
): Promise<Response> => {
  const message: Message = messages[name];
  const reference = c.get('reference');
  const level = message.stronger ? '&level=high' : '';
  const facts = {
    retry: `/auth/saml/login?return=${encodeURIComponent(returnTo)}${level}`,
    reference,
    roles: (deps.saml?.roles ?? []).map(({ name: role, uri }) => ({ name: role, uri })),
  };
  const body = await html`<main class="container page-container">
    ${inLanguage('da', message, facts)} ${inLanguage('en', message, facts)}
  </main>`;
  // The common headers allow less than a document needs.
  setPageHeaders(c, deps.issuer);
  c.header('Cache-Control', 'no-store');
  const title = `${message.da.title} – Sløring`;
  return c.html(frame(deps.page, { title, body: body.toString(), script: false }), message.status);
};
