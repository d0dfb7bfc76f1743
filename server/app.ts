import { Hono } from 'hono';
import { checkRoutes, guardedPaths } from './api/access.ts';
import { blurrings } from './api/blurrings.ts';
import type { AppDeps, AppEnv } from './api/context.ts';
import { discovery } from './api/discovery.ts';
import { health } from './api/health.ts';
import { edge } from './api/middleware/edge.ts';
import { headers } from './api/middleware/headers.ts';
import { answerProblem, problemAnswer } from './api/middleware/problem.ts';
import { pageAssets } from './api/page/assets.ts';
import { messagePage } from './api/page/message.ts';
import { hostedPage } from './api/page/page.ts';
import { noticesOff } from './api/page/notices-off.ts';
import { pageEdge } from './api/page/page-edge.ts';
import { pageHeaders } from './api/page/page-headers.ts';
import { shell, unknownPage, wantsPage } from './api/page/shell.ts';
import { visit } from './api/page/visit.ts';
import { saml } from './api/saml.ts';
import { openSessions, session } from './api/sessions.ts';
import { widget } from './api/widget.ts';
import { appError } from './errors.ts';

export type { AppDeps, AppEnv } from './api/context.ts';

/**
 * The HTTP application: routes over given dependencies. Does not listen, set timers, or read the environment.
 * Middleware stands on the routes that need it and on no others; each one costs every request that passes it.
 */
export const createApp = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  const problem = answerProblem(deps);
  app.onError(async (thrown, c) => {
    const answer = await problem(thrown, c);
    if (!c.req.path.startsWith('/auth/') && c.req.path !== '/notices/off') return answer;
    // At the login, and behind the link of a mail, a person stands before it, not a program.
    return messagePage(c, deps, c.get('code') === 'body_too_large' ? 'failed' : 'unavailable');
  });
  app.notFound((c) =>
    wantsPage(c)
      ? unknownPage(c, deps)
      : problemAnswer(c, appError('not_found'), c.get('reference') ?? deps.newReference()),
  );
  app.use('*', headers(deps));
  app.route('/health', health(deps));
  app.route('/.well-known', discovery(deps));
  app.route('/widget', widget(deps.widget));
  app.use('/v1/*', edge(deps));
  app.route('/v1', openSessions(deps));
  app.route('/v1/session', session(deps));
  app.route('/v1', blurrings(deps));
  app.use('/auth/*', pageEdge(deps), pageHeaders(deps));
  app.route('/auth/saml', saml(deps));
  app.use('/notices/off', pageEdge(deps), pageHeaders(deps));
  app.route('/notices', noticesOff(deps));
  app.use('/page/*', pageEdge(deps), visit(deps));
  app.route('/page', hostedPage(deps));
  app.route('/page-assets', pageAssets(deps.page));
  app.route('/', shell(deps));
  // A known path with another method; a path nobody knows falls through to "not found".
  for (const path of guardedPaths) app.all(path, () => Promise.reject(appError('method_not_allowed')));
  checkRoutes(app.routes);
  return app;
};
