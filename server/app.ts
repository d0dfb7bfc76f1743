import { Hono } from 'hono';
import { blurrings } from './api/blurrings.ts';
import type { AppDeps, AppEnv } from './api/context.ts';
import { discovery } from './api/discovery.ts';
import { health } from './api/health.ts';
import { edge } from './api/middleware/edge.ts';
import { headers } from './api/middleware/headers.ts';
import { answerProblem, problemAnswer } from './api/middleware/problem.ts';
import { openSessions, session } from './api/sessions.ts';
import { widget } from './api/widget.ts';
import { appError } from './errors.ts';

export type { AppDeps, AppEnv } from './api/context.ts';

/** Paths that need a session, for the answer to a wrong method. */
const known = [
  '/v1/session',
  '/v1/citizen',
  '/v1/blurrings',
  '/v1/blurrings/:id',
  '/v1/blurrings/:id/renew',
  '/v1/blurrings/:id/end',
];

/**
 * The HTTP application: routes over given dependencies. Does not listen, set timers, or read the environment.
 * Middleware stands on the routes that need it and on no others; each one costs every request that passes it.
 */
export const createApp = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  app.onError(answerProblem(deps));
  app.notFound((c) => problemAnswer(c, appError('not_found'), c.get('reference') ?? deps.newReference()));
  app.use('*', headers(deps));
  app.route('/health', health(deps));
  app.route('/.well-known', discovery(deps));
  app.route('/widget', widget(deps.widget));
  app.use('/v1/*', edge(deps));
  app.route('/v1', openSessions(deps));
  app.route('/v1/session', session(deps));
  app.route('/v1', blurrings(deps));
  // A known path with another method; a path nobody knows falls through to "not found".
  for (const path of known) app.all(path, () => Promise.reject(appError('method_not_allowed')));
  return app;
};
