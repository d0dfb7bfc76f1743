import { createHash } from 'node:crypto';

/** The ISO OID namespace of RFC 9562, appendix A. */
const NAMESPACE = Buffer.from('6ba7b8129dad11d180b400c04fd430c8', 'hex');

/**
 * The national pseudonym of one member of staff towards one citizen (nspop.dk 220266653, 29 January 2024): UUID
 * version 5 over `GIVEN+NAMES+SURNAME+CPR+SALT`, upper-cased, spaces as `+`, the salt as its Base64 text.
 * Normalisation and locale are not stated there; NFC and upper-casing without locale are our reading.
 */
export const pseudonym = (givenNames: string, surname: string, cpr: string, salt: string): string => {
  const name = `${givenNames} ${surname}`.normalize('NFC').toUpperCase().replaceAll(' ', '+');
  const digest = createHash('sha1').update(NAMESPACE).update(`${name}+${cpr}+${salt}`, 'utf8').digest();
  const bytes = digest.subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
