import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { AppContext, AppDeps, AppEnv } from '../context.ts';
import { frame } from './frame.ts';
import { pageHeaders, setPageHeaders } from './page-headers.ts';

/** Paths of the hosted page; its own router shows what belongs there. */
const paths = [
  '/',
  '/register',
  '/mine',
  '/inbox',
  '/due',
  '/overview',
  '/cases/:id',
  '/access-request',
  '/audit',
  '/figures',
  '/retention',
  '/settings',
  '/municipalities',
  '/municipalities/:id',
  '/notices',
  '/sessions',
  '/departments',
  '/departments/:id',
  '/units',
  '/accessibility',
  '/personal-data',
  '/logged-out',
  '/login-done',
] as const;

const documentOf = ({ page }: Pick<AppDeps, 'page'>): string =>
  frame(page, {
    title: 'Sløring',
    body: '<sloering-page></sloering-page><noscript><p>Siden kræver JavaScript. / This page needs JavaScript.</p></noscript>',
    script: true,
  });

/** Whether a person, not a program, asks for a page. */
export const wantsPage = (c: AppContext): boolean =>
  c.req.method === 'GET' && (c.req.header('Accept') ?? '').includes('text/html');

/** The page's own "not found", for a person at an address nobody knows. */
export const unknownPage = (c: AppContext, deps: AppDeps): Response | Promise<Response> => {
  setPageHeaders(c, deps.issuer);
  c.header('Cache-Control', 'no-store');
  return c.html(documentOf(deps), 404);
};

/** The hosted page's one document, the same for everybody: nothing personal is in it, what is comes by calls with the cookie. */
export const shell = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  const document = documentOf(deps);
  const tag = `"${createHash('sha256').update(document).digest('base64url').slice(0, 16)}"`;
  for (const path of paths) {
    app.get(path, pageHeaders(deps), (c) => {
      c.header('Cache-Control', 'no-cache');
      c.header('ETag', tag);
      if (c.req.header('If-None-Match') === tag) return c.body(null, 304);
      return c.html(document);
    });
  }
  return app;
};
