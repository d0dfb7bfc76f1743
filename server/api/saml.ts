import { Hono } from 'hono';
import { instant } from '../domain/ids.ts';
import { hashToken } from '../session/identity.ts';
import { loginRequestMs } from '../session/limits.ts';
import { findLogin, indexHashOf, subjectHashOf } from '../session/login.ts';
import { readText } from './body.ts';
import { clientAddress } from './client-address.ts';
import type { AppContext, AppDeps, AppEnv } from './context.ts';
import { finishLogin } from './finish-login.ts';
import { messagePage } from './page/message.ts';

/** Largest message, bytes: an assertion with two thousand privilege groups, encrypted and in base64, and room. */
const bodyLimit = 524_288;
/** A path of ours; never an address, so a link to us cannot send people elsewhere after their login. */
const localPath = /^\/(?!\/)[a-z0-9/-]{0,100}$/;
const levelForm = new Map([
  ['substantial', 'Substantial'],
  ['high', 'High'],
] as const);

/**
 * `/auth/saml`: the service provider's side of FK Adgangsstyring.
 *
 * - `GET /login?return=/path&fresh=1&level=high` — 303 to the Context Handler with a signed AuthnRequest. `fresh` asks for a new login of
 *   the person who is logged in; `level` for a stronger one.
 * - `POST /acs` — the answer. 303 to `return` with the login's cookie, or a page that says what to do.
 * - `GET|POST /slo` — logout from elsewhere, or the answer to ours.
 * - `GET /metadata` — our metadata, signed.
 */
export const saml = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  const { store, cookies, now } = deps;
  const notSetUp = (c: AppContext) => messagePage(c, deps, 'not_set_up');

  app.get('/metadata', (c) => {
    if (deps.saml === null) return notSetUp(c);
    return c.body(deps.saml.provider.metadata(), 200, {
      'Content-Type': 'application/samlmetadata+xml',
      'Cache-Control': 'public, max-age=300',
    });
  });

  app.get('/login', async (c) => {
    if (deps.saml === null) return notSetUp(c);
    const at = now();
    deps.launches(clientAddress(c, deps.trustedProxy), at);
    const { return: asked = '/', fresh, level = '' } = c.req.query();
    const current = await findLogin(store.logins, cookies.login(c), at);
    const again = fresh === '1' && current !== undefined;
    const browser = cookies.browser(c) ?? deps.newSecret();
    const id = deps.saml.provider.newId();
    await store.logins.begin({
      ...{ id, browser: hashToken(browser), purpose: again ? 'fresh' : 'login' },
      returnTo: localPath.test(asked) ? asked : '/',
      // The cookie is Lax and does not come back with the answer, a POST from another site: the request remembers whose browser it is.
      login: current?.tokenHash ?? null,
      ...{ createdAt: at, expiresAt: instant(at + loginRequestMs) },
    });
    cookies.setBrowser(c, browser);
    const address = await deps.saml.provider.loginAddress({
      ...{ id, relayState: id, forceAuthn: again, now: at },
      level: levelForm.get(level as 'high') ?? null,
    });
    return c.redirect(address, 303);
  });

  app.post('/acs', async (c) => {
    if (deps.saml === null) return notSetUp(c);
    deps.launches(clientAddress(c, deps.trustedProxy), now());
    const browser = cookies.browser(c);
    let request: Awaited<ReturnType<typeof store.logins.take>>;
    const take = async (id: string) => {
      if (browser === undefined) return undefined;
      const taken = await store.logins.take(id, hashToken(browser), now());
      // A logout under way is no login under way.
      if (taken === undefined || taken.purpose === 'logout') return undefined;
      request = taken;
      return { id: taken.id, forceAuthn: taken.purpose === 'fresh', createdAt: taken.createdAt };
    };
    const answer = await deps.saml.provider.acceptLogin(await readText(c, bodyLimit), take, now());
    if (answer.ok && request) return finishLogin(c, deps, deps.saml, answer, request);
    const rule = answer.ok ? 'request_unknown' : answer.rule;
    const status = answer.ok ? null : (answer.status ?? null);
    deps.log('login_refused', { rule, status, reference: c.get('reference') });
    return messagePage(c, deps, answer.ok ? 'start_again' : answer.page, request?.returnTo);
  });

  /** The query string as it was sent: its signature is over these very bytes. */
  const rawQuery = (c: AppContext): string => {
    const at = c.req.url.indexOf('?');
    return at < 0 ? '' : c.req.url.slice(at + 1);
  };

  const logout = async (c: AppContext): Promise<Response> => {
    if (deps.saml === null) return notSetUp(c);
    const { provider } = deps.saml;
    const at = now();
    deps.launches(clientAddress(c, deps.trustedProxy), at);
    const message = await provider.acceptLogout(
      c.req.method === 'POST'
        ? { binding: 'post', body: await readText(c, bodyLimit) }
        : { binding: 'redirect', query: rawQuery(c) },
      at,
    );
    if (!message.ok) {
      deps.log('logout_refused', { rule: message.rule, reference: c.get('reference') });
      return messagePage(c, deps, 'logout_failed');
    }
    if (message.kind === 'response') {
      const browser = cookies.browser(c);
      const taken =
        browser === undefined
          ? undefined
          : await store.logins.take(message.inResponseTo, hashToken(browser), at);
      const whole = taken?.purpose === 'logout' && message.complete;
      // The session here ended before the browser left, so there is nothing to undo; only what to say differs.
      return whole ? c.redirect('/logged-out', 303) : messagePage(c, deps, 'logged_out_partly');
    }
    const subject = subjectHashOf(message.nameId);
    const indexes = message.sessionIndexes.length === 0 ? [null] : message.sessionIndexes.map(indexHashOf);
    let ended = 0;
    for (const index of indexes) ended += await store.logins.endSubject(subject, index, at);
    deps.log('logged_out_elsewhere', { count: ended, reference: c.get('reference') });
    // A longer one than the protocol allows is not carried back (SAML bindings 3.4.3: 80 bytes).
    const relayState = (message.relayState?.length ?? 0) > 80 ? null : message.relayState;
    const { id: inResponseTo } = message;
    return c.redirect(
      await provider.logoutAnswerAddress({ inResponseTo, relayState, complete: true, now: at }),
      303,
    );
  };
  app.get('/slo', logout);
  app.post('/slo', logout);

  return app;
};
