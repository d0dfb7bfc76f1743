import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppDeps } from '../context.ts';

/** Every answer behind the cookie and of the login: never stored, a reference, one log line. No CORS: only our own page may ask. */
export const pageEdge = ({ newReference, log, now }: Pick<AppDeps, 'newReference' | 'log' | 'now'>) =>
  createMiddleware<{ Variables: { reference: string; code?: string } }>(async function pageEdge(c, next) {
    const began = now();
    const reference = newReference();
    c.set('reference', reference);
    c.header('Cache-Control', 'no-store');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('X-Request-Id', reference);
    await next();
    log('request', {
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      milliseconds: now() - began,
      reference,
      code: c.get('code') ?? null,
    });
  });
