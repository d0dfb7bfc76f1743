import type { ServerResponse } from 'node:http';
import { escapeHtml, page } from '../web.ts';
import type { Refused } from './refused.ts';
import type { Session } from './sessions.ts';
import type { User } from './users.ts';

const STYLE = '<link rel="stylesheet" href="/assets/context-handler.css">';

/**
 * Like the frame's own `send`, but for pages whose form goes to a system.
 * @param origins where forms and scripts of the page may send, besides here
 */
export const sendPage = (
  response: ServerResponse,
  status: number,
  html: string,
  origins: readonly string[] = [],
  headers: Readonly<Record<string, string>> = {},
): void => {
  const to = [...new Set(origins.map((address) => new URL(address).origin))].map((one) => ` ${one}`).join('');
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'${to}; img-src data:; ` +
      `form-action 'self'${to}; base-uri 'none'; frame-ancestors 'none'`,
    ...headers,
  });
  response.end(html);
};

const hidden = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');

/** One big button a user; works without script and by keyboard, for the buttons are all there is. */
export const pickerPage = (users: readonly User[], system: string, pending: string): string => {
  const groups = [...Map.groupBy(users, ({ authority }) => authority)].map(
    ([authority, members], index) =>
      `<section aria-labelledby="a${index}"><h2 id="a${index}">${escapeHtml(authority)}</h2><ul class="people">` +
      members
        .map(
          ({ id, name, shown }) =>
            `<li><button name="user" value="${escapeHtml(id)}"><strong>${escapeHtml(name)}</strong>` +
            `<span>${escapeHtml(shown)}</span><span>${escapeHtml(authority)}</span></button></li>`,
        )
        .join('') +
      `</ul></section>`,
  );
  return page({
    title: 'Hvem logger ind?',
    lead: `Context Handler (simulator). Vælg en opdigtet bruger. Du bliver sendt tilbage til ${system}.`,
    body:
      `${STYLE}<form method="post" action="/runtime/login">${hidden({ request: pending })}${groups.join('')}` +
      `<p class="cancel"><button name="cancel" value="1">Afbryd login</button></p></form>`,
  });
};

export type Sending = 'once' | 'twice' | 'parallel';

/** Sends a message by the POST binding: by script at once, else by the button. */
export const postingPage = (to: string, fields: Readonly<Record<string, string>>, sending: Sending): string =>
  page({
    title: 'Du sendes videre',
    lead: 'Sker der ikke noget, så tryk på knappen.',
    body:
      `<form method="post" action="${escapeHtml(to)}" data-send="${sending}">${hidden(fields)}<p><button>Fortsæt</button></p></form>` +
      `<script type="module" src="/assets/posting.js"></script>`,
  });

export const refusedPage = ({ rule, message }: Refused): string =>
  page({
    title: 'Context Handler afviste beskeden',
    lead: 'Den rigtige Context Handler ville heller ikke tage imod den.',
    body: `<p role="alert">${escapeHtml(message)}</p><p>Regel: <code>${rule}</code></p>`,
  });

export const loggedOutPage = (whole: boolean): string =>
  page({
    title: whole ? 'Du er logget ud' : 'Du er ikke logget ud alle steder',
    lead: whole ? 'Alle løsninger har svaret.' : 'Mindst én løsning svarede ikke, at den loggede ud.',
    body: '<p><a href="/">Se sessioner</a></p>',
  });

/** The sessions here, each system with a button for either binding. */
export const sessionsPage = (sessions: readonly Session[]): string => {
  const rows = sessions.map(({ id, user, systems }) => {
    const buttons = [...systems.keys()].map(
      (system) =>
        `<form method="post" action="/logout">${hidden({ session: id, system })}<p>${escapeHtml(system)}</p><div class="buttons">` +
        `<button name="binding" value="redirect">Log ud (Redirect)</button>` +
        `<button name="binding" value="post">Log ud (POST)</button></div></form>`,
    );
    return `<section class="session"><h2>${escapeHtml(user.name)}, ${escapeHtml(user.authority)}</h2>${buttons.join('')}</section>`;
  });
  return page({
    title: 'Context Handler (simulator)',
    lead: 'Hvem er logget ind her, og i hvilke løsninger.',
    body: `${STYLE}${rows.join('') || '<p>Ingen er logget ind.</p>'}<p><a href="/control">Indstillinger</a></p>`,
  });
};
