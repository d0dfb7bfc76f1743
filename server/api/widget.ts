import { Hono } from 'hono';
import type { AppEnv } from './context.ts';
import type { WidgetFiles } from './widget-files.ts';

/**
 * `GET /widget/manifest.json` and the files it names. Hashed names never change, so they are cached for a year. Any page may load
 * them (`Cross-Origin-Resource-Policy: cross-origin`, and CORS, which SRI demands); they hold no data.
 */
export const widget = ({ manifest, files }: WidgetFiles): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  const hashed = new Set(manifest.map((one) => one.file));
  app.use('*', async (c, next) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    await next();
  });
  app.get('/manifest.json', (c) => {
    c.header('Cache-Control', 'no-cache');
    return c.json(manifest);
  });
  app.get('/:file', (c) => {
    const name = c.req.param('file');
    const file = files.get(name);
    if (!file) return c.notFound();
    c.header('Content-Type', file.type);
    c.header('Cache-Control', hashed.has(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('Vary', 'Accept-Encoding');
    if (!/\bbr\b/.test(c.req.header('Accept-Encoding') ?? '')) return c.body(file.body);
    c.header('Content-Encoding', 'br');
    return c.body(file.brotli);
  });
  return app;
};
