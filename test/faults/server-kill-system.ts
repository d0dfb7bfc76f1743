import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';
import type { LedgerEntry } from '../../examples/simulators/national/ledger.ts';
import type { Blurring } from '../../examples/simulators/national/register.ts';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { startProgram, type Program } from '../support/processes.ts';

const audience = 'http://localhost:4100';
export const origin = 'https://eoj.example';

/** Two municipalities with a CVR number, a record system and a certificate each. */
export const municipalities = [
  { id: 'eksempelby', cvr: '29190623', iss: 'urn:eoj:eksempelby' },
  { id: 'proevestad', cvr: '13748136', iss: 'urn:eoj:proevestad' },
] as const;
export type Municipality = (typeof municipalities)[number];

/** The national simulator as a program that stays, and the server as one that is started again and again on one database. */
export type KillSystem = {
  startServer: () => Promise<Program & { port: number }>;
  token: (municipality: Municipality, user: string, cpr: string) => Promise<string>;
  /** Entries after the given number; it throws where the simulator has already forgotten some of them. */
  ledgerAfter: (number: number) => Promise<LedgerEntry[]>;
  register: () => Promise<Blurring[]>;
  /** The database itself, once no server holds it. */
  openStore: () => Promise<Store>;
  stop: () => Promise<void>;
};

export const createKillSystem = async (): Promise<KillSystem> => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-kill-'));
  const national = await startProgram({
    args: ['examples/simulators/national.ts', '--port', '0', '--data', join(folder, 'national')],
    ready: /http:\/\//,
  });
  try {
    return await createAround(national, folder);
  } catch (error) {
    // A program left behind would keep the test from ending.
    await national.kill();
    rmSync(folder, { recursive: true });
    throw error;
  }
};

const createAround = async (national: Program, folder: string): Promise<KillSystem> => {
  const file = (name: string): string => join(folder, name);
  mkdirSync(file('credentials'));
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' };
  const url = /http:\/\/\S+/.exec(national.readyLine)?.[0] ?? '';
  const get = async (path: string): Promise<unknown> => (await fetch(url + path)).json();

  for (const { id, cvr, iss } of municipalities) {
    const { certificatePem, privateKeyPem } = await createOrganisationCertificate({ cvr, organisation: id });
    const answer = await fetch(`${url}/control/clients`, {
      method: 'POST',
      body: JSON.stringify({ cvr, certificatePem }),
    });
    if (!answer.ok) throw new Error(`a client of the register: ${answer.status}`);
    writeFileSync(join(file('credentials'), `${cvr}.pem`), `${certificatePem}\n${privateKeyPem}`, {
      mode: 0o600,
    });
    writeFileSync(file(`${id}.json`), JSON.stringify(municipalityFile(id, cvr, iss, jwk)));
  }
  const masterKey = randomBytes(32);
  writeFileSync(file('master.key'), masterKey.toString('base64'), { mode: 0o600 });
  // A lease is twice this and ten seconds: what a killed process held is free again soon after.
  const calling = { itSystemName: 'Test', issuerName: 'Test', requestTimeoutMs: 2_000 };
  writeFileSync(
    file('nsp.json'),
    JSON.stringify({ ...((await get('/control/settings')) as object), ...calling }),
  );
  const database = `sqlite:${file('server.db')}`;
  const env = {
    SLOERING_PORT: '0',
    SLOERING_ISSUER: audience,
    SLOERING_DATABASE: database,
    SLOERING_MASTER_KEY_FILE: file('master.key'),
    SLOERING_CREDENTIALS: file('credentials'),
    SLOERING_NSP_FILE: file('nsp.json'),
    SLOERING_LAUNCHES_PER_MINUTE: '10000000',
    SLOERING_CHANGES_PER_MINUTE: '10000000',
    // A third of a start is compiling; the cache is written by a process that ends by itself, so once before the killing begins.
    NODE_COMPILE_CACHE: file('compiled'),
  };
  const onboarding = await startProgram({
    args: ['server/onboarding.ts', ...municipalities.map(({ id }) => file(`${id}.json`))],
    env,
    ready: /municipality_registered/,
  });
  await onboarding.exited;
  let running: Program | undefined;
  const startServer = async (): Promise<Program & { port: number }> => {
    const program = await startProgram({ args: ['server/main.ts'], env, ready: /"event":"listening"/ });
    running = program;
    return { ...program, port: (JSON.parse(program.readyLine) as { port: number }).port };
  };
  await (await startServer()).stop();

  return {
    startServer,
    token: ({ cvr, iss }, user, cpr) => {
      const now = Math.floor(Date.now() / 1000);
      const roles = ['urn:dk:kommune:sloering:godkender'];
      const who = { iss, sub: user, cvr, cpr, user_name: 'Mette Sundby', roles, loa: 'Substantial' };
      const life = { iat: now, exp: now + 300, auth_time: now, jti: randomUUID() };
      return new SignJWT({ ver: '1', aud: audience, embed_origin: origin, ...who, ...life })
        .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'sloering-context+jwt' })
        .sign(privateKey);
    },
    ledgerAfter: async (number) => {
      const { total, entries } = (await get('/control/ledger?limit=10000')) as {
        total: number;
        entries: LedgerEntry[];
      };
      const found = entries.filter((entry) => entry.number > number);
      if (found.length !== total - number) throw new Error('the simulator has forgotten calls');
      return found;
    },
    register: async () => (await get('/control/blurrings')) as Blurring[],
    openStore: () => openStore({ url: database, masterKey, newId: randomUUID, random: randomBytes }),
    stop: async () => {
      await running?.kill();
      await national.stop();
      rmSync(folder, { recursive: true });
    },
  };
};

const municipalityFile = (id: string, cvr: string, iss: string, jwk: object) => ({
  id,
  name: `${id} kommune`,
  cvrs: [{ cvr, name: id, main: true }],
  policies: [],
  reasons: [{ code: 'threat', label: { da: 'Trusler', en: 'Threats' } }],
  guidelines: { version: 1, text: { da: 'Retningslinjer.', en: 'Guidelines.' }, url: null },
  issuers: [
    {
      iss,
      name: 'Demo-journal',
      enabled: true,
      algorithms: ['ES256'],
      keys: { kind: 'inline', jwks: { keys: [jwk] } },
      modes: ['in_page'],
      origins: [origin],
      returnUris: [],
      cvrs: [cvr],
      roles: ['employee', 'manager'],
      minimumLoa: 'Substantial',
      maxAuthAgeSeconds: 43_200,
    },
  ],
});
