import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NspSettings, readConfig, type Config } from './config.ts';
import { instant, type Instant } from './domain/ids.ts';
import type { Log } from './log.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

/** What the programs of this folder share when they begin: reading the environment, the key and the national settings. */

/** The system's clock; the programs hand it on, nothing below them reads it. */
export const systemClock = (): Instant => instant(Date.now());

export const isMain = (url: string): boolean => url === pathToFileURL(process.argv[1] ?? '').href;

const pooled = 4_096;
let pool = Buffer.alloc(0);

/** Bytes of the system's generator, fetched a few kilobytes at a time because a fetch costs more than its bytes; each is given out once and wiped. */
export const secureRandom = (bytes: number): Buffer => {
  if (pool.length < bytes) pool = randomBytes(Math.max(pooled, bytes));
  const given = Buffer.from(pool.subarray(0, bytes));
  pool.fill(0, 0, bytes);
  pool = pool.subarray(bytes);
  return given;
};

/** Sortable id: 48 bits of time, 80 of randomness (the layout of UUIDv7 without its dashes), so that new rows stand together. */
export const sortableId = (): string => {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(systemClock(), 0, 6);
  secureRandom(10).copy(bytes, 6);
  return bytes.toString('hex');
};

/** The configuration, or undefined after every problem has been said on standard error. */
export const readStartConfig = (log: Log): Config | undefined => {
  const read = readConfig(process.env);
  if ('config' in read) return read.config;
  log('configuration_refused', { problems: read.problems.length });
  const lines = read.problems.map(({ variable, problem }) => `  ${variable} ${problem}\n`);
  process.stderr.write(
    `The server cannot start. ${read.problems.length} setting(s) to put right:\n${lines.join('')}`,
  );
  return undefined;
};

const readMasterKey = (file: string): Buffer => {
  // Whoever can read this file can read every CPR number in a copy of the database.
  if ((statSync(file).mode & 0o077) !== 0)
    throw new Error('SLOERING_MASTER_KEY_FILE must be readable by its owner only (chmod 600)');
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error('SLOERING_MASTER_KEY_FILE must hold 32 bytes in base64');
  return key;
};

/** A key of its own for each purpose, the same on every server of the deployment (RFC 5869). */
export const deriveKey = (config: Config, purpose: string): KeyObject =>
  createSecretKey(
    Buffer.from(
      hkdfSync('sha256', readMasterKey(config.SLOERING_MASTER_KEY_FILE), Buffer.alloc(0), purpose, 32),
    ),
  );

export const openConfiguredStore = (
  config: Config,
  onFatal: (code: string) => void = () => undefined,
): Promise<Store> =>
  openStore({
    url: config.SLOERING_DATABASE,
    masterKey: readMasterKey(config.SLOERING_MASTER_KEY_FILE),
    newId: sortableId,
    random: secureRandom,
    onFatal,
  });

/** The national settings with certificates read from beside the file. @throws with every fault when they do not fit. */
export const readNspSettings = async (file: string): Promise<NspSettings> => {
  const parsed = NspSettings.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join('.')}: ${issue.message}`,
    );
    throw new Error(`SLOERING_NSP_FILE: ${faults.join('; ')}`);
  }
  const pem = (text: string): Promise<string> =>
    text.startsWith('-----') ? Promise.resolve(text) : readFile(resolve(dirname(file), text), 'utf8');
  const { tlsCertificates, ...settings } = parsed.data;
  return {
    ...settings,
    trustedStsCertificates: await Promise.all(settings.trustedStsCertificates.map(pem)),
    ...(tlsCertificates ? { tlsCertificates: await Promise.all(tlsCertificates.map(pem)) } : {}),
  };
};
