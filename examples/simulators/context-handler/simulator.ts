import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fromOwnPage, listen, readBody, send, sendAsset, sendJson } from '../web.ts';
import type { Listening } from '../web.ts';
import type { Broker } from './broker.ts';
import { handleControl } from './control.ts';
import { openKeys } from './keys.ts';
import { openLedger } from './ledger.ts';
import { openLogin } from './login.ts';
import { openLogout } from './logout.ts';
import { addressesOf, providerMetadata } from './metadata.ts';
import { refusedPage, sendPage, sessionsPage } from './pages.ts';
import { receive } from './receive.ts';
import { must, Refused } from './refused.ts';
import { openRegistry } from './service-provider.ts';
import { openSessions } from './sessions.ts';
import { defaults } from './settings.ts';
import type { User } from './users.ts';

const TEXT = 'text/plain; charset=utf-8';

/**
 * A stand-in for the login broker of the municipalities (FK Adgangsstyring, Context Handler). It knows its users from a file and asks
 * nobody for a password; in all else it is as strict as the real one.
 */
export const startContextHandler = async (options: {
  readonly folder: string;
  /** Addresses or files of the systems' metadata. */
  readonly systems: readonly string[];
  readonly users: readonly User[];
  readonly roleBase: string;
  /** Where browsers reach it, without a path; else the address it listens at. */
  readonly origin?: string;
  readonly port?: number;
  readonly host?: string;
}): Promise<Listening> => {
  const keys = await openKeys(join(options.folder, 'keys.json'));
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> = (_, response) => {
    sendJson(response, 503, { code: 'starting' });
    return Promise.resolve();
  };
  const listening = await listen(
    (request, response) => {
      handle(request, response).catch(() => response.destroy());
    },
    options.port ?? 0,
    options.host,
  );
  handle = createHandler({
    addresses: addressesOf(options.origin ?? listening.url),
    keys,
    registry: openRegistry(options.systems),
    sessions: openSessions(),
    ledger: openLedger(),
    switches: { current: defaults },
    users: options.users,
    roleBase: options.roleBase,
    now: Date.now,
  });
  return listening;
};

const createHandler = (broker: Broker) => {
  const { addresses, keys, registry, sessions, ledger, switches, now } = broker;
  const login = openLogin(broker);
  const logout = openLogout(broker);

  const saml = async (request: IncomingMessage, response: ServerResponse, own: string): Promise<void> => {
    const binding = request.method === 'POST' ? 'post' : 'redirect';
    const raw =
      binding === 'post'
        ? (await readBody(request)).toString()
        : (request.url ?? '').split('?').slice(1).join('?');
    const message = await receive(raw, binding, own, registry, now());
    ledger.add({ kind: message.kind, from: message.from.entityId, id: message.id });
    const [kind, atIssue] = [message.kind, own === addresses.issue];
    if (atIssue && kind === 'AuthnRequest')
      return login.asked(response, message, sessions.ofCookie(request.headers.cookie));
    if (atIssue && kind === 'LogoutRequest') return logout.asked(response, message);
    must(!atIssue && kind === 'LogoutResponse', 'xml');
    return logout.answered(response, message);
  };

  const startLogout = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!fromOwnPage(request)) return sendJson(response, 403, { code: 'origin_foreign' });
    const form = new URLSearchParams((await readBody(request)).toString());
    const session = sessions.get(form.get('session') ?? '');
    const system = form.get('system') ?? '';
    must(session?.systems.has(system) === true, 'pending');
    await logout.started(response, session, system, form.get('binding') === 'post' ? 'post' : 'redirect');
  };

  const showSessions = async (response: ServerResponse): Promise<void> => {
    const all = sessions.all();
    const systems = [...new Set(all.flatMap((session) => [...session.systems.keys()]))];
    const providers = await Promise.all(systems.map((system) => registry.find(system)));
    // A form that is answered by a redirect may only lead where the page's policy lets forms go.
    const origins = providers.flatMap(({ logout: to }) => [to.redirect?.to ?? [], to.post?.to ?? []].flat());
    sendPage(response, 200, sessionsPage(all), origins);
  };

  const route = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (sendAsset(response, path)) return;
    const own = ownAssets[path];
    if (own)
      return send(response, 200, own, readFileSync(new URL(`./public/${path.slice(8)}`, import.meta.url)));
    if (path === '/health') return sendJson(response, 200, { status: 'ok' });
    if (path === '/') return showSessions(response);
    if (path.startsWith('/control')) return handleControl(request, response, path, switches, ledger);
    if (path === '/runtime/saml2/metadata.idp')
      return send(
        response,
        200,
        'application/samlmetadata+xml',
        providerMetadata(addresses, keys, switches.current),
      );
    if (path === '/runtime/saml2/issue.idp') return saml(request, response, addresses.issue);
    if (path === '/runtime/saml2/signoff.idp') return saml(request, response, addresses.signoff);
    if (request.method !== 'POST') return send(response, 404, TEXT, 'Findes ikke');
    if (path === '/logout') return startLogout(request, response);
    if (path !== '/runtime/login') return send(response, 404, TEXT, 'Findes ikke');
    const form = new URLSearchParams((await readBody(request)).toString());
    return login.picked(response, form, sessions.ofCookie(request.headers.cookie));
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://simulator');
    try {
      await route(request, response, pathname);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      ledger.add({ kind: `${request.method ?? ''} ${pathname}`, refused: error.rule });
      sendPage(response, 400, refusedPage(error));
    }
  };
};

const ownAssets: Readonly<Record<string, string>> = {
  '/assets/posting.js': 'text/javascript; charset=utf-8',
  '/assets/context-handler.css': 'text/css; charset=utf-8',
};
