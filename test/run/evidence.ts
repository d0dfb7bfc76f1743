import { spawnSync } from 'node:child_process';
import Database from 'better-sqlite3';
import { postgresVersion } from '../support/postgres.ts';
import { findOnPath } from '../support/tools.ts';

/** Which real programs the tests ran against, one line each. */
export async function describeEvidence(
  chrome: string | undefined,
  postgresUrl: string | undefined,
): Promise<string[]> {
  const database = new Database(':memory:');
  const sqlite = database.prepare('select sqlite_version()').pluck().get() as string;
  database.close();
  const tool = (name: 'xmlsec1' | 'strace'): string => {
    const path = findOnPath([name]);
    return path === undefined ? 'not installed: apt-get install xmlsec1 strace' : firstLine(path);
  };
  return [
    `Node        ${process.version}`,
    `Chromium    ${chrome === undefined ? 'not used' : firstLine(chrome)}`,
    `PostgreSQL  ${postgresUrl === undefined ? 'not used' : await postgresVersion(postgresUrl)}`,
    `SQLite      ${sqlite}`,
    `xmlsec1     ${tool('xmlsec1')}`,
    `strace      ${tool('strace')}`,
  ];
}

function firstLine(program: string): string {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return stdout.split('\n')[0]?.trim() || `${program} does not say its version`;
}
