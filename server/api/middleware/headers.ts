import { createMiddleware } from 'hono/factory';
import type { AppDeps, AppEnv } from '../context.ts';

/**
 * Headers of every answer, errors included. Nothing this server sends is a page yet, so nothing may be loaded, framed or sniffed from it.
 * HSTS for a year where people reach us over https (ASVS 3.4.1); a browser ignores it on plain HTTP.
 */
export const headers = ({ issuer }: Pick<AppDeps, 'issuer'>) => {
  const secure = issuer.startsWith('https:');
  return createMiddleware<AppEnv>(async function headers(c, next) {
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    if (secure) c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    await next();
  });
};
