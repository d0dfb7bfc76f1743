import { Hono } from 'hono';
import { EndSessionRequest, type OpenLogins } from '../../../shared/page-api.ts';
import { appError } from '../../errors.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import type { PageEnv } from './context.ts';

const bodyLimit = 1_024;

/**
 * `GET /page/sessions` and `POST /page/sessions/end`: an administrator sees who is logged in at the municipality and ends a session at once.
 * Roles come with the login, so this is how a role that was taken away stops working today (ASVS 5.0 8.3.2, 7.4.5).
 */
export const openLogins = ({ store, now }: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.get('/', async (c) => {
    const { tenant, session } = c.get('visitor');
    const open = await store.logins.list(tenant, now());
    const answer: OpenLogins = {
      sessions: open.map(({ id, name, roles, since }) => ({
        ...{ id, name, roles: [...roles], own: id === session },
        since: new Date(since).toISOString(),
      })),
    };
    return c.json(answer);
  });
  app.post('/end', async (c) => {
    const { tenant, actor, session } = c.get('visitor');
    const asked = await readBody(c, EndSessionRequest, bodyLimit);
    if (!(await store.logins.endById(tenant, asked.session, { actor, session }, now())))
      throw appError('not_found');
    return c.body(null, 204);
  });
  return app;
};
