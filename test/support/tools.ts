import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackages } from './apt.ts';

const PACKAGES = {
  openssl: 'openssl',
  xmlsec1: 'xmlsec1',
  xmllint: 'libxml2-utils',
  strace: 'strace',
} as const;

/** Programs of the system that some tests check our own work against. */
export type Tool = keyof typeof PACKAGES;

export type FoundTool = { path: string; skip?: never } | { path?: never; skip: string };

/**
 * Finds a tool a test needs. Use: `const xmlsec = requireTool('xmlsec1'); test('…', { skip: xmlsec.skip }, …)`.
 * On a build server (`CI=true`) nothing is skipped silently: a missing tool throws.
 */
export function requireTool(name: Tool): FoundTool {
  const path = findOnPath([name]);
  if (path !== undefined) return { path };
  const skip = `${name} is not installed (apt-get install ${PACKAGES[name]})`;
  if (process.env['CI'] === 'true') throw new Error(skip);
  return { skip };
}

/** Installs what is missing where possible; otherwise says what to install. */
export function ensureTools(log: (line: string) => void): void {
  const missing = (Object.keys(PACKAGES) as Tool[]).filter((name) => findOnPath([name]) === undefined);
  if (missing.length === 0) return;
  const advice = installDebianPackages(
    missing.map((name) => PACKAGES[name]),
    log,
  );
  if (advice !== undefined)
    log(`${missing.join(', ')} missing; the tests that need them are skipped. ${advice}`);
}

/** First executable on PATH with one of these names. */
export function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
