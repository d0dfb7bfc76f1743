import { Hono } from 'hono';
import type { AppDeps } from '../context.ts';
import { citizens } from './citizens.ts';
import type { PageEnv } from './context.ts';
import { municipalities } from './municipalities.ts';
import { notices } from './notices.ts';
import { openLogins } from './open-logins.ts';
import { registrations } from './registrations.ts';
import { pageSession } from './session.ts';

/** Everything below `/page`: the calls of the hosted page, behind its cookie (`visit`). */
export const hostedPage = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.route('/', pageSession(deps));
  app.route('/citizens', citizens(deps));
  app.route('/registrations', registrations(deps));
  app.route('/notices', notices(deps));
  app.route('/sessions', openLogins(deps));
  app.route('/municipalities', municipalities(deps));
  return app;
};
