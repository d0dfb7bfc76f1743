import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import {
  createOrganisationCertificate,
  type OrganisationCertificate,
} from '../../examples/simulators/certificate.ts';
import { startProgram, type Program } from '../support/processes.ts';
import type { Call } from './load.ts';

const cvr = '29190623';
const iss = 'urn:eoj:bench';
const origin = 'https://eoj.example';
const audience = 'http://localhost:4100';

/** What the simulator says a client has to know of it. */
export type NspFile = {
  stsUrl: string;
  environment: string;
  trustedStsCertificates: string[];
  operations: {
    CreateBlurring: {
      url: string;
      version: string;
      namespace: string;
      soapAction: string;
      childQualification: 'qualified' | 'unqualified';
    };
  };
};

/** The national simulator, the municipality's certificate, and the server's own program over a given database. */
export type System = {
  jwk: JWK;
  nationalUrl: string;
  /** Signs a context token for the citizen of that number. */
  token: (citizen: number) => Promise<string>;
  /** Starts `server/main.ts`, delivering or not. */
  startServer: (options: { relay: boolean }) => Promise<Program & { port: number }>;
  nsp: NspFile;
  certificate: OrganisationCertificate;
  stop: () => Promise<void>;
};

export const createSystem = async (folder: string, database: string): Promise<System> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' };
  const file = (name: string): string => join(folder, name);
  mkdirSync(file('credentials'), { recursive: true });

  const national = await startProgram({
    args: ['examples/simulators/national.ts', '--port', '0', '--data', file('national')],
    ready: /https?:\/\//,
  });
  const nationalUrl = /https?:\/\/\S+/.exec(national.readyLine)?.[0].replace(/\/$/, '') ?? '';
  const certificate = await createOrganisationCertificate({ cvr, organisation: 'Eksempelby Kommune' });
  await fetch(`${nationalUrl}/control/clients`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ cvr, certificatePem: certificate.certificatePem }),
  });

  writeFileSync(
    join(file('credentials'), `${cvr}.pem`),
    `${certificate.certificatePem}\n${certificate.privateKeyPem}`,
    { mode: 0o600 },
  );
  writeFileSync(file('master.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  writeFileSync(file('municipality.json'), JSON.stringify(municipality(jwk)));
  const nsp = (await (await fetch(`${nationalUrl}/control/settings`)).json()) as NspFile;
  writeFileSync(file('nsp.json'), JSON.stringify({ ...nsp, itSystemName: 'Bench', issuerName: 'Bench' }));

  const environment = {
    SLOERING_PORT: '0',
    SLOERING_ISSUER: audience,
    SLOERING_DATABASE: database,
    SLOERING_MASTER_KEY_FILE: file('master.key'),
    SLOERING_CREDENTIALS: file('credentials'),
    SLOERING_NSP_FILE: file('nsp.json'),
    SLOERING_LAUNCHES_PER_MINUTE: '10000000',
    SLOERING_CHANGES_PER_MINUTE: '10000000',
  };
  await (
    await startProgram({
      args: ['server/onboarding.ts', file('municipality.json')],
      env: environment,
      ready: /municipality_registered/,
    })
  ).exited;

  return {
    jwk,
    nationalUrl,
    certificate,
    nsp,
    token: (citizen) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        ...claims,
        aud: audience,
        cpr: cprOf(citizen),
        iat: now,
        exp: now + 300,
        auth_time: now,
        jti: randomUUID(),
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'sloering-context+jwt' })
        .sign(privateKey);
    },
    startServer: async ({ relay }) => {
      const env = { ...environment, SLOERING_RELAY: String(relay) };
      const program = await startProgram({ args: ['server/main.ts'], env, ready: /"event":"listening"/ });
      return { ...program, port: (JSON.parse(program.readyLine) as { port: number }).port };
    },
    stop: async () => void (await national.stop()),
  };
};

export const launchCall = (token: string): Call => ({
  method: 'POST',
  path: '/v1/sessions',
  headers: { 'Content-Type': 'application/json', Origin: origin },
  body: JSON.stringify({ context_token: token }),
});

export const registerCall = (opened: string): Call => {
  const { session_token: bearer, context } = JSON.parse(opened) as {
    session_token: string;
    context: { citizen: { key: string } };
  };
  return {
    method: 'POST',
    path: '/v1/blurrings',
    headers: {
      'Content-Type': 'application/json',
      Origin: origin,
      Authorization: `Bearer ${bearer}`,
      'Idempotency-Key': randomUUID(),
    },
    body: JSON.stringify({
      days: 90,
      reason: { category: 'threat', text: 'Truede med vold ved besøget.' },
      citizen_key: context.citizen.key,
    }),
  };
};

/** Synthetic numbers: 28 days × 12 months × 10 years × 10,000 serials, none checked against anything. */
export const cprOf = (citizen: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = two((citizen % 28) + 1);
  const month = two((Math.floor(citizen / 28) % 12) + 1);
  const year = two((Math.floor(citizen / 336) % 10) + 70);
  return `${day}${month}${year}${String(Math.floor(citizen / 3360) % 10_000).padStart(4, '0')}`;
};

const claims = {
  iss,
  sub: 'bench-user',
  ver: '1',
  cvr,
  user_name: 'Mette Sundby',
  roles: ['urn:dk:kommune:sloering:anmoder'],
  loa: 'Substantial',
  embed_origin: origin,
};

const municipality = (jwk: JWK) => ({
  id: 'bench',
  name: 'Eksempelby Kommune',
  cvrs: [{ cvr, name: 'Eksempelby Kommune', main: true }],
  policies: [],
  reasons: [{ code: 'threat', label: { da: 'Trusler', en: 'Threats' } }],
  guidelines: { version: 1, text: { da: 'Retningslinjer.', en: 'Guidelines.' }, url: null },
  issuers: [
    {
      iss,
      name: 'Bench',
      enabled: true,
      algorithms: ['ES256'],
      keys: { kind: 'inline', jwks: { keys: [jwk] } },
      modes: ['in_page'],
      origins: [origin],
      returnUris: [],
      cvrs: [cvr],
      roles: ['employee'],
      minimumLoa: 'Substantial',
      maxAuthAgeSeconds: 43_200,
    },
  ],
});
