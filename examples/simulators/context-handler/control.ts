import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml, fromOwnPage, page, readBody, send, sendJson } from '../web.ts';
import type { Ledger } from './ledger.ts';
import { sendPage } from './pages.ts';
import { defaults, faults, logoutFaults, readChange, settingsSchema } from './settings.ts';
import type { Settings } from './settings.ts';

export type Switches = { current: Settings };

const labels: Readonly<Record<keyof Settings, string>> = {
  signing: 'Certifikat der underskriver',
  rollover: 'Begge certifikater i metadata',
  content: 'Kryptering af indholdet',
  transport: 'Kryptering af nøglen',
  keyInfo: 'Nøglens KeyInfo',
  privileges: 'Rollelistens namespace',
  profile: 'Profil',
  levels: 'Sikringsniveau skrives som',
  constraints: 'Flere værdier i en afgrænsning',
  personalData: 'Med navn og e-mail',
  level: 'Niveau',
  nameId: 'NameID',
  fault: 'Fejl i næste svar',
  logoutFault: 'Fejl i næste LogoutRequest',
  keepFault: 'Fejlen bliver stående',
};

const texts: Readonly<Record<string, string>> = {
  ...faults,
  ...logoutFaults,
  true: 'Ja',
  false: 'Nej',
  user: 'Brugerens eget',
  first: 'Det første',
  second: 'Det andet',
  repeated: 'gentaget element',
  comma: 'adskilt af komma',
};

const optionsOf = (name: keyof Settings): readonly string[] => {
  const inner = settingsSchema.shape[name].unwrap();
  return 'options' in inner ? inner.options : ['false', 'true'];
};

const controlPage = (settings: Settings): string => {
  const switches = (Object.keys(labels) as (keyof Settings)[]).map((name) => {
    const choices = optionsOf(name).map(
      (value) =>
        `<option value="${value}"${value === String(settings[name]) ? ' selected' : ''}>${escapeHtml(texts[value] ?? value)}</option>`,
    );
    return `<label>${labels[name]} <select name="${name}">${choices.join('')}</select></label>`;
  });
  return page({
    title: 'Indstillinger',
    lead: 'Hvad Context Handler (simulator) svarer fra nu af.',
    body:
      '<link rel="stylesheet" href="/assets/context-handler.css">' +
      `<form method="post" action="/control/settings"><div class="switches">${switches.join('')}</div><p><button>Gem</button></p></form>` +
      `<form method="post" action="/control/reset"><p><button>Sæt alt tilbage</button></p></form>` +
      `<p><a href="/">Sessioner</a> <a href="/control/ledger">Hvad der er sket (JSON)</a></p>`,
  });
};

const readForm = (body: string): Record<string, unknown> =>
  Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      value === 'true' ? true : value === 'false' ? false : value,
    ]),
  );

/** Everything below `/control`. A form is answered with the page, JSON with JSON. */
export const handleControl = async (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  switches: Switches,
  ledger: Ledger,
): Promise<void> => {
  if (request.method !== 'POST') {
    if (path === '/control') return sendPage(response, 200, controlPage(switches.current));
    if (path === '/control/settings') return sendJson(response, 200, switches.current);
    if (path === '/control/ledger') return sendJson(response, 200, ledger.entries());
    return send(response, 404, 'text/plain; charset=utf-8', 'Findes ikke');
  }
  if (!fromOwnPage(request)) return sendJson(response, 403, { code: 'origin_foreign' });
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const body = (await readBody(request)).toString();
  if (path === '/control/reset') switches.current = defaults;
  else if (path === '/control/settings') {
    try {
      const change = readChange(isForm ? readForm(body) : JSON.parse(body));
      switches.current = { ...switches.current, ...change };
    } catch {
      return sendJson(response, 400, { code: 'settings_invalid' });
    }
  } else return sendJson(response, 404, { code: 'not_found' });
  if (isForm) response.writeHead(303, { location: '/control' }).end();
  else sendJson(response, 200, switches.current);
};
