import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { z } from 'zod';
import type { Discovery } from '../../shared/api.ts';

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
