import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDebianPackages } from './apt.ts';
import { findOnPath, isExecutable } from './tools.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const CACHE = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/.cache/chromium');

/** Root cannot start Chromium with its sandbox, nor can the headless shell from npm for anybody. */
export const chromeFlags = ['--no-sandbox', '--disable-dev-shm-usage'];

/**
 * Path of a Chromium that starts: `CHROME_PATH`, one of the system, the one from npm, or one installed by apt.
 * @throws with a sentence that says what to install
 */
export async function findChrome(log: (line: string) => void = () => undefined): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROME_PATH is not an executable file: ${chosen}`);
  }
  const found = findOnPath(NAMES) ?? (await unpackFromNpm(log));
  if (found !== undefined) return found;
  const advice = installDebianPackages(['chromium'], log);
  const installed = findOnPath(NAMES);
  if (installed !== undefined) return installed;
  throw new Error(`No Chromium found for the browser tests. ${advice ?? ''} Or set CHROME_PATH.`);
}

/** The headless shell of @sparticuz/chromium (Linux x64). It needs neither root nor libraries of the system. */
async function unpackFromNpm(log: (line: string) => void): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const before = process.env['TMPDIR'];
  try {
    // It unpacks under a fixed name into the temporary folder, which other users of the machine can write to.
    mkdirSync(CACHE, { recursive: true });
    process.env['TMPDIR'] = CACHE;
    // Only with this set does it unpack the NSS libraries a bare system lacks.
    process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
    // An optional package: the compiler must not look for it, since it is absent on other systems.
    const name: string = '@sparticuz/chromium';
    const chromium = (await import(name)) as { default: { executablePath(): Promise<string> } };
    const path = await chromium.default.executablePath();
    if (spawnSync(path, ['--version']).status === 0) return path;
    log('The Chromium from npm does not start on this system.');
  } catch (error) {
    log(`No Chromium from npm: ${String(error)}`);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  return undefined;
}
