import { createMiddleware } from 'hono/factory';
import { appError } from '../../errors.ts';
import type { AppDeps, AppEnv } from '../context.ts';

const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/;

/** Session → principal. Only a bearer counts here: no cookie, no context token (ASVS 2.3.1). */
export const authenticate = ({ sessions, now }: AppDeps) =>
  createMiddleware<AppEnv>(async function authenticate(c, next) {
    const token = bearer.exec(c.req.header('Authorization') ?? '')?.[1];
    if (token === undefined) throw appError('session_required');
    const found = await sessions.authenticate(token, c.req.header('Origin'), now());
    if (!found.ok) throw appError(found.publicCode);
    c.set('principal', found.principal);
    await next();
  });
