import { createHash, generateKeyPair, randomBytes, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import * as der from '../der.ts';
import { readOrCreate } from '../durable.ts';

export type Key = { readonly privateKeyPem: string; readonly certificatePem: string };
/** `attacker` is in no metadata; it signs what a forger would. */
export type Keys = { readonly first: Key; readonly second: Key; readonly attacker: Key };

const YEAR_MS = 365 * 86_400_000;

/** RSA 3072, as the real broker's, with a certificate signed by itself and valid for three years. */
const createKey = async (commonName: string): Promise<Key> => {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 });
  const algorithm = (): Buffer => der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing());
  const part = (type: string, value: Buffer): Buffer => der.set(der.sequence(der.oid(type), value));
  const name = der.sequence(
    part('2.5.4.6', der.printable('DK')),
    part('2.5.4.97', der.utf8('NTRDK-12345674')),
    part('2.5.4.10', der.utf8('Context Handler (simulator)')),
    part('2.5.4.5', der.printable(`UI:DK-O:G:${randomUUID()}`)),
    part('2.5.4.3', der.utf8(commonName)),
  );
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' });
  const keyId = createHash('sha256').update(publicKey).digest().subarray(0, 20);
  const yesterday = Date.now() - 86_400_000;
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm(),
    name,
    der.sequence(der.time(new Date(yesterday)), der.time(new Date(yesterday + 3 * YEAR_MS))),
    name,
    publicKey,
    der.tagged(3, der.sequence(der.sequence(der.oid('2.5.29.14'), der.octets(der.octets(keyId))))),
  );
  const signature = sign('sha256', toBeSigned, keys.privateKey);
  const certificate = der.sequence(toBeSigned, algorithm(), der.bitString(signature)).toString('base64');
  return {
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: pemOf(certificate),
  };
};

/** @param base64 a certificate's bytes, as metadata holds them; white space is taken out */
export const pemOf = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replace(/\s+/g, '').replace(/(.{64})(?!$)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

/** Made once and kept in the file, so that a restart does not break the trust of those who read the metadata. */
export const openKeys = (path: string): Promise<Keys> =>
  readOrCreate(path, async () => {
    const [first, second, attacker] = await Promise.all([
      createKey('Context Handler (simulator) 1'),
      createKey('Context Handler (simulator) 2'),
      createKey('Ukendt afsender'),
    ]);
    return { first, second, attacker };
  });
