/**
 * A record system in miniature: signs context tokens with its own key, publishes the public half, and serves the record page and the start
 * page. `node examples/host-server/host-server.ts --port 4000 --data DIR --server URL --national URL --minlog URL --operations URL --login URL --mail URL --issuer ISS --cvr CVR`.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { closeOnSignal, escapeHtml, listen, readBody, readOptions } from '../simulators/web.ts';
import { componentScript } from './component.ts';
import { openSigningKey } from './signing-key.ts';
import { signContextToken } from './sign-context-token.ts';
import { parseSettings, readCitizens, TokenRequest, users } from './settings.ts';

const settings = parseSettings(
  readOptions(['server', 'national', 'minlog', 'operations', 'login', 'mail', 'issuer', 'cvr']),
);
const { key, keyId, jwks } = await openSigningKey(settings.data);
const citizens = readCitizens(new URL('../demo/citizens.json', import.meta.url));
const registration = { issuer: settings.issuer, audience: settings.server, cvr: settings.cvr, key, keyId };
const signedInAt = new Date();

const files: Record<string, URL> = Object.fromEntries(
  ['host-page/record.css', 'host-page/record.js', 'demo/public/start.css', 'demo/public/start.js'].map(
    (name) => [`/assets/${name.split('/').at(-1)}`, new URL(`../${name}`, import.meta.url)],
  ),
);
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** The strictest policy a host can have: the component has to live with it. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  `script-src 'self' ${settings.server}`,
  `connect-src 'self' ${settings.server}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types sloering',
].join('; ');

const answer = (response: ServerResponse, status: number, type: string, body: string | Buffer): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(body);
};
const json = (response: ServerResponse, status: number, value: unknown): void =>
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(value));

/** Fills `{{name}}` in a page; every value is text. */
const fill = (file: string, values: Record<string, string>): string =>
  readFileSync(new URL(file, import.meta.url), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
    escapeHtml(values[name] ?? ''),
  );

const sign = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const origin = request.headers.origin ?? `http://${request.headers.host}`;
  // Another page must not have a token signed in the user's name.
  if (origin !== `http://${request.headers.host}`) return json(response, 403, { code: 'origin_foreign' });
  const parsed = TokenRequest.safeParse(parseJson(await readBody(request, 1_024)));
  const citizen = parsed.success ? citizens[parsed.data.citizen - 1] : undefined;
  if (!parsed.success || !citizen) return json(response, 422, { code: 'request_invalid' });
  const user = { ...users[parsed.data.user], signedInAt };
  // `npm run dev` fetches in the page's name from port 8000; the token has to be for the page that will use it.
  const shown =
    request.headers['x-dev-origin'] === 'http://localhost:8000' ? 'http://localhost:8000' : origin;
  const page = { origin: shown, locale: parsed.data.locale };
  json(response, 200, { context_token: await signContextToken(registration, user, citizen, page) });
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

const pageValues = async (): Promise<Record<string, string>> => {
  const { server, national, minlog, operations, login, mail } = settings;
  return { server, national, minlog, operations, login, mail, ...(await componentScript(server)) };
};

const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void> = {
  'GET /': async (_, response) =>
    answer(response, 200, 'text/html; charset=utf-8', fill('../demo/public/start.html', await pageValues())),
  'GET /journal': async (_, response) =>
    answer(response, 200, 'text/html; charset=utf-8', fill('../host-page/record.html', await pageValues())),
  'GET /citizens.json': (_, response) =>
    json(
      response,
      200,
      citizens.map(({ number, name, birthDate }) => ({ number, name, birthDate })),
    ),
  'GET /.well-known/jwks.json': (_, response) => json(response, 200, jwks),
  'GET /health': (_, response) => json(response, 200, { status: 'ok' }),
  'POST /sloering-token': sign,
};

const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname } = new URL(request.url ?? '/', 'http://host');
  const file = request.method === 'GET' ? files[pathname] : undefined;
  if (file) return answer(response, 200, types[extname(pathname)] ?? 'text/plain', readFileSync(file));
  const route = routes[`${request.method} ${pathname}`];
  return route ? route(request, response) : json(response, 404, { code: 'not_found' });
};

const host = await listen((request, response) => {
  handle(request, response).catch(() => {
    if (!response.headersSent) json(response, 503, { code: 'unavailable' });
  });
}, settings.port);
closeOnSignal(host.close);
process.stdout.write(`Journal og startside: ${host.url}\n`);
