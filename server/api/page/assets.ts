import { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import type { PageFiles } from '../page-files.ts';

/** `GET /page-assets/:file`: the page's own script, style, fonts and icons, for our own origin only. Names carry their content's hash. */
export const pageAssets = ({ files }: PageFiles): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  app.get('/:file', (c) => {
    const file = files.get(c.req.param('file'));
    if (!file) return c.notFound();
    c.header('Content-Type', file.type);
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('Vary', 'Accept-Encoding');
    if (file.brotli === null || !/\bbr\b/.test(c.req.header('Accept-Encoding') ?? ''))
      return c.body(file.body);
    c.header('Content-Encoding', 'br');
    return c.body(file.brotli);
  });
  return app;
};
