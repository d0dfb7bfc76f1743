import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppDeps, AppEnv } from '../context.ts';

/**
 * What a document of ours may do. Nothing inline, nothing from elsewhere, no markup from text without our own policy (Trusted Types), no
 * frame around it. `same-origin` isolation: no window that opened us, or that we open, can reach into us (ASVS 5.0 3.4.3, 3.4.6, 3.4.8).
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types sloering',
].join('; ');

/** Features no page of ours uses. */
const denied = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'usb',
  'browsing-topics',
];

/** Sets the headers of a document of the hosted page, in place of the common ones, which allow less. */
export const setPageHeaders = (c: Context, issuer: string): void => {
  const upgrade = issuer.startsWith('https:') ? '; upgrade-insecure-requests' : '';
  c.header('Content-Security-Policy', policy + upgrade);
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
  c.header('Permissions-Policy', denied.map((name) => `${name}=()`).join(', '));
  c.header('X-Frame-Options', 'DENY');
};

/** The same for every answer of a route. */
export const pageHeaders = ({ issuer }: Pick<AppDeps, 'issuer'>) =>
  createMiddleware<AppEnv>(async function pageHeaders(c, next) {
    setPageHeaders(c, issuer);
    await next();
  });
