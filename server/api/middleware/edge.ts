import { createMiddleware } from 'hono/factory';
import type { AppDeps, AppEnv } from '../context.ts';

const cors = {
  'Access-Control-Allow-Methods': 'GET, POST, DELETE',
  'Access-Control-Allow-Headers': 'authorization, content-type, idempotency-key',
  // Chromium keeps a preflight answer two hours at most (fetch standard; chromium services/network/cors).
  'Access-Control-Max-Age': '7200',
};

/**
 * What every `/v1` answer needs beyond the common headers: never stored, the CORS decision, the reference, and one log line. Headers are set before the handler:
 * touching the answer afterwards makes the adapter build a second Response, at several times the cost.
 * No credentials are allowed: sessions are bearers in memory, a cookie is never read here (ASVS 3.4.2, 3.5.1).
 */
export const edge = ({ store, newReference, log, now }: AppDeps) =>
  createMiddleware<AppEnv>(async function edge(c, next) {
    const began = now();
    const reference = newReference();
    c.set('reference', reference);
    c.header('Cache-Control', 'no-store');
    c.header('X-Request-Id', reference);
    const origin = c.req.header('Origin');
    if (origin !== undefined) {
      c.header('Vary', 'Origin');
      if (await store.registry.allowsOrigin(origin)) {
        c.header('Access-Control-Allow-Origin', origin);
        c.header('Access-Control-Expose-Headers', 'X-Request-Id, Date, Retry-After');
        if (c.req.method === 'OPTIONS') return c.body(null, 204, cors);
      }
    }
    await next();
    log('request', {
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      milliseconds: now() - began,
      reference,
      code: c.get('code') ?? null,
    });
  });
