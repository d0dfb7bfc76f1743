import { cvr, instant, tenantId } from '../../server/domain/ids.ts';
import { importDecryptionKeys } from '../../server/launch/encryption.ts';
import { createIssuerKeys } from '../../server/launch/issuer-keys.ts';
import type { LaunchDependencies } from '../../server/launch/context-token.ts';
import { verifySignature } from '../../server/launch/signature.ts';
import type { Issuer } from '../../server/store/store.ts';
import { publicHalf, testKeys } from './forge.ts';

/** The deployment all launch tests talk to, and the moment they happen at. */
export const audience = 'https://sloering.example.dk';
export const now = instant(Date.parse('2026-11-23T10:00:00.000Z'));
export const seconds = now / 1000;
export const origin = 'https://journal.example.dk';

/** System of municipality A: registered widely, so that each vector shows one refusal. */
export const issuerA: Issuer = {
  iss: 'https://journal.example.dk/kommune-a',
  tenant: tenantId('kommune-a'),
  name: 'Journal, kommune A',
  enabled: true,
  algorithms: ['ES256', 'ES384', 'PS256', 'RS256', 'Ed25519'],
  keys: {
    kind: 'inline',
    jwks: {
      keys: [
        publicHalf('es256'),
        publicHalf('es384'),
        publicHalf('rsa'),
        publicHalf('rsaPss'),
        publicHalf('ed25519'),
        publicHalf('rsa1024'),
        { ...publicHalf('rsa'), kid: 'rsa-any-algorithm', alg: undefined },
        { ...publicHalf('es256'), kid: 'for-encryption', use: 'enc' },
        { ...publicHalf('es256'), kid: 'twice' },
        { ...publicHalf('es256b'), kid: 'twice' },
        { ...testKeys.es256, kid: 'published-private' },
        { ...publicHalf('es256'), kid: 'broken', y: 'AAAA' },
        { kty: 'oct', k: 'c2VjcmV0', kid: 'secret', alg: 'HS256' },
      ],
    },
  },
  modes: ['in_page', 'form_post'],
  origins: [origin, 'https://journal2.example.dk'],
  returnUris: ['https://journal.example.dk/borger/tilbage'],
  cvrs: [cvr('29190623'), cvr('13748136')],
  roles: ['employee', 'manager'],
  minimumLoa: 'Substantial',
  maxAuthAgeSeconds: 12 * 3600,
};

/** Municipality B: another key under the same name. */
export const issuerB: Issuer = {
  ...issuerA,
  iss: 'https://journal.example.dk/kommune-b',
  tenant: tenantId('kommune-b'),
  keys: { kind: 'inline', jwks: { keys: [{ ...publicHalf('es256b'), kid: 'es256' }] } },
  cvrs: [cvr('29189366')],
};

const others: Issuer[] = [
  { ...issuerA, iss: 'https://journal.example.dk/disabled', enabled: false },
  { ...issuerA, iss: 'https://journal.example.dk/handle-only', modes: ['handle'] },
  { ...issuerA, iss: 'https://journal.example.dk/es384-only', algorithms: ['ES384'] },
  { ...issuerA, iss: 'https://journal.example.dk/careless', algorithms: ['ES256', 'HS256', 'none'] },
  { ...issuerA, iss: 'https://journal.example.dk/high', minimumLoa: 'High' },
  {
    ...issuerA,
    iss: 'https://journal.example.dk/by-url',
    keys: { kind: 'url', url: 'https://keys.example.dk/jwks' },
  },
  {
    ...issuerA,
    iss: 'https://journal.example.dk/keys-down',
    keys: { kind: 'url', url: 'https://down.example.dk/jwks' },
  },
];

export const issuers = new Map([issuerA, issuerB, ...others].map((one) => [one.iss, one]));

/** The claims of a good token; vectors change one thing each. */
export const goodClaims = {
  iss: issuerA.iss,
  aud: audience,
  sub: 'a8f1c2d4-medarbejder-17',
  iat: seconds - 5,
  exp: seconds + 55,
  jti: 'k3J9dQ2mV7xR5tB1nW8yZg',
  ver: '1',
  cpr: '2512489996',
  name: 'Nanna Eksempel Berggren',
  cvr: '29190623',
  sor: '325421000016001',
  user_name: 'Villads Prøve Holm',
  user_title: 'Social- og sundhedsassistent',
  roles: ['urn:dk:kommune:sloering:anmoder'],
  loa: 'Substantial',
  auth_time: seconds - 600,
  embed_origin: origin,
};

export const goodHeader = { typ: 'sloering-context+jwt', alg: 'ES256', kid: 'es256' };

const fetchKeys = (url: string) =>
  Promise.resolve(
    url === 'https://keys.example.dk/jwks'
      ? { keys: [publicHalf('es256')], maxAgeMs: 300_000 }
      : { failed: 'unreachable' as const },
  );

const decryptionKeys = await importDecryptionKeys([testKeys.encEc, testKeys.encRsa]);

/** Fresh dependencies with a count of the signature verifications that ran. */
export const createWorld = (): { deps: LaunchDependencies; verifications: () => number } => {
  let count = 0;
  return {
    deps: {
      audience,
      findIssuer: (iss) => Promise.resolve(issuers.get(iss)),
      keys: createIssuerKeys({ fetch: fetchKeys }),
      decryptionKeys,
      verify: (...parts) => {
        count += 1;
        return verifySignature(...parts);
      },
    },
    verifications: () => count,
  };
};
