import { readdirSync } from 'node:fs';
import type { Vector } from '../forge/vector.ts';

/** The vectors of a folder beside this file, by file name. */
export const loadVectors = async (folder: 'valid' | 'invalid'): Promise<ReadonlyMap<string, Vector>> => {
  const found = new Map<string, Vector>();
  for (const file of readdirSync(new URL(`${folder}/`, import.meta.url)).sort()) {
    const module = (await import(new URL(`${folder}/${file}`, import.meta.url).href)) as { default: Vector };
    found.set(file.replace(/\.ts$/, ''), module.default);
  }
  return found;
};
