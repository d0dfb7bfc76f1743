import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackages } from './apt.ts';

const PACKAGES = {
  openssl: 'openssl',
  xmlsec1: 'xmlsec1',
  xmllint: 'libxml2-utils',
  strace: 'strace',
} as const;

/** Debian's own Python: other ones on PATH do not see the modules of Debian packages. */
const PYTHON = '/usr/bin/python3';
const PYTHON_MODULES = {
  lasso: 'python3-lasso',
  saml2: 'python3-pysaml2',
  openpyxl: 'python3-openpyxl',
} as const;

/** Modules of Debian's Python that some tests check our own work against. */
export type PythonModule = keyof typeof PYTHON_MODULES;

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
  return missingTool(name, PACKAGES[name]);
}

/** The same for a module of Debian's Python; `path` is the interpreter's. */
export function requirePythonModule(name: PythonModule): FoundTool {
  if (hasPythonModule(name)) return { path: PYTHON };
  return missingTool(`Python module ${name}`, PYTHON_MODULES[name]);
}

function missingTool(name: string, debianPackage: string): FoundTool {
  const skip = `${name} is not installed (apt-get install ${debianPackage})`;
  if (process.env['CI'] === 'true') throw new Error(skip);
  return { skip };
}

function hasPythonModule(name: PythonModule): boolean {
  return isExecutable(PYTHON) && spawnSync(PYTHON, ['-c', `import ${name}`]).status === 0;
}

/** Installs what is missing where possible; otherwise says what to install. */
export function ensureTools(log: (line: string) => void): void {
  const tools = (Object.keys(PACKAGES) as Tool[]).filter((name) => findOnPath([name]) === undefined);
  const modules = (Object.keys(PYTHON_MODULES) as PythonModule[]).filter((name) => !hasPythonModule(name));
  const missing = [...tools.map((name) => PACKAGES[name]), ...modules.map((name) => PYTHON_MODULES[name])];
  if (missing.length === 0) return;
  const advice = installDebianPackages(missing, log);
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
