import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Discovery } from '../../shared/api.ts';
import type { AppEnv } from './context.ts';

const Manifest = z.array(
  z.object({
    name: z.string(),
    file: z.string(),
    integrity: z.string(),
    bytes: z.number(),
    bytes_brotli: z.number(),
  }),
);

export type WidgetFiles = {
  manifest: Discovery['components'];
  files: Map<string, { type: string; body: Uint8Array<ArrayBuffer>; brotli: Uint8Array<ArrayBuffer> }>;
};

const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', map: 'application/json' };

/** Reads the built component once, compressed once. @throws where `npm run build` has not been run. */
export const loadWidget = async (folder: string): Promise<WidgetFiles> => {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const files: WidgetFiles['files'] = new Map();
  for (const name of await readdir(folder)) {
    const type = types[name.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    const body = new Uint8Array(await readFile(join(folder, name)));
    files.set(name, { type, body, brotli: new Uint8Array(await promisify(brotliCompress)(body)) });
  }
  return { manifest, files };
};

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
    c.header('X-Content-Type-Options', 'nosniff');
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
