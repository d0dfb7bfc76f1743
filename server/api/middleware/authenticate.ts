import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { appError } from '../../errors.ts';
import { access } from '../access.ts';
import type { AppDeps, AppEnv } from '../context.ts';

const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/;

/**
 * Session → principal. Only a bearer counts here: no cookie, no context token (ASVS 2.3.1). Enforces the entry of the access table; a path
 * with another method has none, and says so to who has a session.
 */
export const authenticate = ({ sessions, now }: AppDeps) =>
  createMiddleware<AppEnv>(async function authenticate(c, next) {
    const token = bearer.exec(c.req.header('Authorization') ?? '')?.[1];
    if (token === undefined) throw appError('session_required');
    const found = await sessions.authenticate(token, c.req.header('Origin'), now());
    if (!found.ok) throw appError(found.publicCode);
    const entry = access[`${c.req.method} ${routePath(c, -1)}`];
    if (entry?.door === 'bearer' && entry.needs !== null && !found.principal.permissions[entry.needs])
      throw appError('not_authorised');
    c.set('principal', found.principal);
    await next();
  });
