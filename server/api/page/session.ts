import { Hono } from 'hono';
import {
  SwitchOrganisationRequest,
  type LoggedOut,
  type PageOrganisation,
  type PageSession,
} from '../../../shared/page-api.ts';
import { instant, tenantId, type TenantId } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';
import { freshMs, loginRequestMs } from '../../session/limits.ts';
import { hashToken } from '../../session/identity.ts';
import { standingAt, switchOrganisation } from '../../session/login.ts';
import type { LoginRecord } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import type { PageContext, PageEnv } from './context.ts';

/** Largest body, bytes. */
const bodyLimit = 1_024;

/** `/page/session`, `/page/session/organisation`, `/page/logout`: who is here, for whom, and the end of it. */
export const pageSession = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now, cookies } = deps;

  const organisation = async (id: TenantId): Promise<PageOrganisation | undefined> => {
    const settings = await store.forTenant(id).loadSettings();
    return settings && { id, name: settings.name, kind: settings.kind };
  };

  const answer = async (login: LoginRecord): Promise<PageSession> => {
    const at = now();
    const own = await organisation(login.tenant);
    if (!own) throw appError('login_required');
    const ids = [...new Set(login.grants.map(({ tenant }) => tenant))].filter((id) => id !== login.tenant);
    const others = (await Promise.all(ids.map(organisation))).filter((one) => one !== undefined);
    const { roles, permissions } = standingAt(login.grants, login.tenant, own.kind);
    const { name } = await login.openSecret();
    return {
      user: { name },
      organisation: own,
      others,
      roles,
      permissions,
      now: new Date(at).toISOString(),
      idle_seconds: Math.max(0, Math.floor((login.idleUntil - at) / 1000)),
      expires_at: new Date(login.expiresAt).toISOString(),
      fresh_seconds: Math.max(0, Math.floor((login.authenticatedAt + freshMs - at) / 1000)),
    };
  };

  app.get('/session', async (c) => c.json(await answer(c.get('visitor').login)));
  app.post('/session', async (c) => c.json(await answer(c.get('visitor').login)));

  app.post('/session/organisation', async (c) => {
    const { login } = c.get('visitor');
    const asked = tenantId((await readBody(c, SwitchOrganisationRequest, bodyLimit)).organisation);
    if (!login.grants.some(({ tenant }) => tenant === asked)) throw appError('not_found');
    const next = await switchOrganisation(deps.logins, login, asked, now());
    if (next === undefined) throw appError('login_required');
    cookies.setLogin(c, next.cookie);
    const { actor, secret, ...rest } = next.login;
    return c.json(await answer({ ...rest, actor: actor.id, openSecret: () => Promise.resolve(secret) }));
  });

  app.post('/logout', async (c) => {
    const { login } = c.get('visitor');
    // Here first: whatever the identity provider answers, this session is over (product promise: what it says has happened).
    await store.logins.end(login.tokenHash, 'logout', now());
    cookies.clearLogin(c);
    return c.json({ location: await elsewhere(c, login) } satisfies LoggedOut);
  });

  /** Where the browser goes to log out of the other systems too. */
  const elsewhere = async (c: PageContext, login: LoginRecord): Promise<string> => {
    if (deps.saml === null) return '/logged-out';
    const { nameId, format, sessionIndex } = await login.openSecret();
    const browser = cookies.browser(c) ?? deps.newSecret();
    cookies.setBrowser(c, browser);
    const id = deps.saml.provider.newId();
    const at = now();
    const request = { id, browser: hashToken(browser), purpose: 'logout', returnTo: '/logged-out' } as const;
    await store.logins.begin({
      ...request,
      ...{ login: null, createdAt: at, expiresAt: instant(at + loginRequestMs) },
    });
    const told = { nameId: { value: nameId, format }, sessionIndex };
    return deps.saml.provider.logoutAddress({ id, ...told, relayState: id, now: at });
  };

  return app;
};
