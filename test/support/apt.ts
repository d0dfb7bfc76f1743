import { spawnSync } from 'node:child_process';

/**
 * Installs Debian packages, where that is possible: root on a system with apt.
 * @returns undefined when installed, otherwise the sentence that tells a person what to do
 */
export function installDebianPackages(
  names: readonly string[],
  log: (line: string) => void,
): string | undefined {
  const command = `apt-get install ${names.join(' ')}`;
  const advice = `Install ${names.join(', ')} (Debian, Ubuntu: ${command}).`;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return advice;
  log(`${command} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
  const flags = ['install', '-y', '-q', '--no-install-recommends'];
  const result = spawnSync('apt-get', [...flags, ...names], { encoding: 'utf8', env });
  return result.status === 0 ? undefined : `${advice} ${result.stderr.trim().slice(-300)}`;
}
