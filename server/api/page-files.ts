import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { z } from 'zod';

const Manifest = z.object({ script: z.string(), style: z.string() });

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  woff: 'font/woff',
  svg: 'image/svg+xml',
  png: 'image/png',
};
/** Compressed already. */
const dense = new Set(['woff2', 'woff', 'png']);

export type PageFile = {
  type: string;
  body: Uint8Array<ArrayBuffer>;
  brotli: Uint8Array<ArrayBuffer> | null;
};
export type PageFiles = { manifest: z.infer<typeof Manifest>; files: Map<string, PageFile> };

/** Reads the built page once, compressed once. @throws where `npm run build` has not been run. */
export const loadPage = async (folder: string): Promise<PageFiles> => {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const files: PageFiles['files'] = new Map();
  for (const name of await readdir(folder)) {
    const ending = name.split('.').at(-1) ?? '';
    const type = types[ending];
    if (type === undefined) continue;
    const body = new Uint8Array(await readFile(join(folder, name)));
    const brotli = dense.has(ending) ? null : new Uint8Array(await promisify(brotliCompress)(body));
    files.set(name, { type, body, brotli });
  }
  return { manifest, files };
};
