import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { instant } from '../../domain/ids.ts';
import { scopeOf } from '../../domain/units.ts';
import { appError } from '../../errors.ts';
import { findLogin, standingAt, touchLogin } from '../../session/login.ts';
import { freshMs } from '../../session/limits.ts';
import { access } from '../access.ts';
import type { AppDeps } from '../context.ts';
import type { PageEnv, Visitor } from './context.ts';

const safe = new Set(['GET', 'HEAD']);

/**
 * Whether the request comes from our own page. A cookie travels with whatever another site makes a browser send; these two headers a page
 * cannot forge (fetch standard). An unsafe method without either is refused: a browser always says where it comes from (ASVS 3.5.1).
 */
const isOwn = (
  method: string,
  site: string | undefined,
  origin: string | undefined,
  issuer: string,
): boolean => {
  if (site !== undefined && site !== 'same-origin' && !(safe.has(method) && site === 'none')) return false;
  if (origin !== undefined) return origin === issuer;
  return safe.has(method);
};

/** The municipality a path names. A middleware does not see the parameters of the route it stands before. */
const namedIn = (path: string): string | undefined => /^\/page\/municipalities\/([^/]+)/.exec(path)?.[1];

/** Where the idle limit moves: a question that only looks must not keep a session alive (`GET /page/session`). */
const keepsAlive = (route: string): boolean => route !== 'GET /page/session';

/** Cookie → visitor. Only the cookie counts here: no bearer, no token. Enforces the entry of the access table. */
export const visit = ({
  store,
  issuer,
  now,
  cookies,
}: Pick<AppDeps, 'store' | 'issuer' | 'now' | 'cookies'>) =>
  createMiddleware<PageEnv>(async function visit(c, next) {
    const route = `${c.req.method} ${routePath(c, -1)}`;
    const entry = access[route];
    if (!isOwn(c.req.method, c.req.header('Sec-Fetch-Site'), c.req.header('Origin'), issuer))
      throw appError('origin_not_allowed');
    const at = now();
    const found = await findLogin(store.logins, cookies.login(c), at);
    const settings = found && (await store.forTenant(found.tenant).loadSettings());
    if (!found || !settings) throw appError('login_required');
    // Known to who is logged in only; a path without an entry runs no handler.
    if (entry?.door !== 'cookie') throw appError(entry === undefined ? 'method_not_allowed' : 'not_found');
    const login = keepsAlive(route) ? await touchLogin(store.logins, found, at) : found;
    const { name } = await login.openSecret();
    const standing = standingAt(login.grants, login.tenant, settings.kind);
    const { permissions } = standing;
    const visitor: Visitor = {
      ...{ tenant: login.tenant, kind: settings.kind, actor: login.actor, name, session: login.id },
      ...{ permissions, login, fresh: login.authenticatedAt > instant(at - freshMs) },
      reads: scopeOf(settings.units, standing.reads),
      decides: scopeOf(settings.units, standing.decides),
    };
    if (entry.needs.length > 0 && !entry.needs.some((need) => permissions[need]))
      throw appError('not_authorised');
    if (entry.object === 'municipality' && !permissions.onboard && namedIn(c.req.path) !== login.tenant)
      throw appError('not_found');
    if (entry.fresh && !visitor.fresh) throw appError('fresh_login_required');
    c.set('visitor', visitor);
    await next();
  });
