import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Found } from './check.ts';
import { credentialFileLimit, readCredentialFile } from './read.ts';

/**
 * The credential of a CVR number in a folder: `<cvr>.p12` or `<cvr>.pem`, with the password in `<cvr>.password` where there is one.
 * @returns undefined when the folder has neither file; `unreadable` when it has one that cannot be used
 * @throws the system's error when the folder cannot be read
 */
export const readFromFolder = async (
  folder: string,
  cvr: string,
): Promise<Found | 'unreadable' | undefined> => {
  for (const kind of ['p12', 'pem']) {
    const bytes = await readPrivate(join(folder, `${cvr}.${kind}`));
    if (bytes === undefined) continue;
    if (bytes === 'exposed') return 'unreadable';
    const password = await readPrivate(join(folder, `${cvr}.password`));
    if (password === 'exposed') return 'unreadable';
    return readCredentialFile(bytes, password?.toString('utf8').trimEnd()) ?? 'unreadable';
  }
  return undefined;
};

/** A file that others than its owner may read is not used: whoever holds the key can blur in the municipality's name. */
const readPrivate = async (file: string): Promise<Buffer | 'exposed' | undefined> => {
  try {
    const { mode, size } = await stat(file);
    if ((mode & 0o077) !== 0 || size > credentialFileLimit) return 'exposed';
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};
