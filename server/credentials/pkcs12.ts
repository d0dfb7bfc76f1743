import forge from 'node-forge';
import type { Found } from './check.ts';

type Pbes2 = (oid: string, parameters: forge.asn1.Asn1, password: string) => unknown;
type Derive = (...all: unknown[]) => unknown;

/**
 * Attack: a file says itself how often the password is to be hashed, and forge does it on the thread that serves everybody: 2³¹ rounds of a
 * file of two kilobytes held the server for more than half an hour. Issuers write thousands.
 */
export const mostIterations = 1_000_000;

const bounded =
  (derive: Derive, position: number): Derive =>
  (...all) => {
    if (!(Number(all[position]) <= mostIterations)) throw new Error('pkcs12: iterations');
    return derive(...all);
  };
const derivations = forge as unknown as {
  pkcs12: { generateKey: Derive };
  pki: { pbe: { generatePkcs12Key: Derive } };
  pkcs5: { pbkdf2: Derive };
};
derivations.pkcs12.generateKey = bounded(derivations.pkcs12.generateKey, 3);
derivations.pki.pbe.generatePkcs12Key = bounded(derivations.pki.pbe.generatePkcs12Key, 3);
derivations.pkcs5.pbkdf2 = bounded(derivations.pkcs5.pbkdf2, 2);

/**
 * In the encryption of today a password is UTF-8 (RFC 8018, appendix B.2; so do OpenSSL and Java); forge takes its characters for bytes, and a
 * password with æ, ø or å would open nothing. The integrity check and the old encryption have their own form, which forge has right.
 */
const pbe = forge.pki as unknown as { pbe: { getCipherForPBES2: Pbes2 } };
const cipherOf = pbe.pbe.getCipherForPBES2;
pbe.pbe.getCipherForPBES2 = (oid, parameters, password) =>
  cipherOf(oid, parameters, forge.util.encodeUtf8(password));

/**
 * Opens a PKCS#12 file (RFC 7292), in the encryption of today (PBES2, AES) and in the old one (3DES, RC2) that some issuers still hand out.
 * @returns all its certificates and its key as PEM, or undefined: a wrong password, no key, or no PKCS#12 at all
 */
export const openPkcs12 = (bytes: Buffer, password: string): Found | undefined => {
  try {
    const parsed = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(bytes.toString('binary')), password);
    const bags = parsed.safeContents.flatMap(({ safeBags }) => safeBags);
    const keys = bags.flatMap(({ key }) => key ?? []);
    const certificates = bags.flatMap(({ cert }) => cert ?? []);
    const [key] = keys;
    if (key === undefined || keys.length > 1 || certificates.length === 0) return undefined;
    return {
      certificatePem: certificates.map((one) => forge.pki.certificateToPem(one)).join('\n'),
      privateKeyPem: forge.pki.privateKeyToPem(key),
    };
  } catch {
    return undefined;
  }
};
