import { Hono } from 'hono';
import type { AppDeps } from '../context.ts';
import { accessRequests } from './access-requests.ts';
import { auditLog } from './audit-log.ts';
import { cases } from './cases.ts';
import { citizens } from './citizens.ts';
import type { PageEnv } from './context.ts';
import { extracts } from './extracts.ts';
import { departments } from './departments.ts';
import { figures } from './figures.ts';
import { municipalities } from './municipalities.ts';
import { notices } from './notices.ts';
import { openLogins } from './open-logins.ts';
import { registrations } from './registrations.ts';
import { retention } from './retention.ts';
import { savedViews } from './saved-views.ts';
import { pageSession } from './session.ts';
import { units } from './units.ts';

/** Everything below `/page`: the calls of the hosted page, behind its cookie (`visit`). */
export const hostedPage = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.route('/', pageSession(deps));
  app.route('/citizens', citizens(deps));
  app.route('/registrations', registrations(deps));
  app.route('/cases', cases(deps));
  app.route('/audit', auditLog(deps));
  app.route('/retention', retention(deps));
  app.route('/figures', figures(deps));
  app.route('/views', savedViews(deps));
  app.route('/extracts', extracts(deps));
  app.route('/access-requests', accessRequests(deps));
  app.route('/notices', notices(deps));
  app.route('/sessions', openLogins(deps));
  app.route('/departments', departments(deps));
  app.route('/units', units(deps));
  app.route('/municipalities', municipalities(deps));
  return app;
};
