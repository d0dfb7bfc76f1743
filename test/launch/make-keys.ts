// Makes test/launch/test-keys.json. Run once; the committed vectors are signed with the committed keys.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
const made: Record<string, [KeyObject, string]> = {
  es256: [ec('P-256'), 'ES256'],
  es256b: [ec('P-256'), 'ES256'],
  es384: [ec('P-384'), 'ES384'],
  rsa: [rsa(2048), 'RS256'],
  rsaPss: [rsa(2048), 'PS256'],
  rsa1024: [rsa(1024), 'RS256'],
  ed25519: [generateKeyPairSync('ed25519').privateKey, 'Ed25519'],
  encEc: [ec('P-256'), 'ECDH-ES+A256KW'],
  encRsa: [rsa(2048), 'RSA-OAEP-256'],
};
const keys = Object.fromEntries(
  Object.entries(made).map(([kid, [key, alg]]) => [kid, { ...key.export({ format: 'jwk' }), kid, alg }]),
);
writeFileSync(new URL('test-keys.json', import.meta.url), `${JSON.stringify(keys, null, 2)}\n`);
