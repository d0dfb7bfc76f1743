import { decrypt as decryptXml } from 'xml-encryption';
import type { EncryptedPart } from './encrypted-part.ts';
import { ALGORITHM, NS } from './names.ts';
import { must, refuse } from './rules.ts';

const gcm: readonly string[] = [ALGORITHM.aes256Gcm, ALGORITHM.aes128Gcm];
const cbc: readonly string[] = [ALGORITHM.aes256Cbc, ALGORITHM.aes128Cbc];
const transports: readonly string[] = [ALGORITHM.rsaOaepMgf1p, ALGORITHM.rsaOaep];
const digests: readonly string[] = [ALGORITHM.sha1, ALGORITHM.sha256, ALGORITHM.sha512];
const masks = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((hash) => `${NS.xenc11}mgf1${hash}`);
const fixedMask = `${NS.xenc11}mgf1sha1`;

/** Twelve bytes of IV, sixteen of tag, and something in between: a shorter tag would be easier to guess. */
const shortestGcm = 12 + 16 + 1;

/**
 * Opens the part with the first of our keys that fits. The XML handed to the library is written here from checked values, so neither
 * its parser nor its choice of elements matters.
 * @param privateKeys PEM
 * @throws Refusal; every failure after the algorithm check is the same one
 */
export const decrypt = (part: EncryptedPart, privateKeys: readonly string[], allowCbc: boolean): string => {
  const { content, key } = part;
  const authenticated = gcm.includes(content.algorithm);
  must(authenticated || (allowCbc && cbc.includes(content.algorithm)), 'encryption_algorithm');
  must(transports.includes(key.algorithm), 'encryption_algorithm');
  must(digests.includes(key.digest) && masks.includes(key.mask), 'encryption_algorithm');
  // The older name means MGF1 with SHA-1, whatever DigestMethod says (XML-Enc 1.1, 5.5.2).
  must(key.algorithm === ALGORITHM.rsaOaep || key.mask === fixedMask, 'encryption_algorithm');
  must(!authenticated || content.bytes.length >= shortestGcm, 'decryption');
  const xml = write(part);
  for (const privateKey of privateKeys) {
    const opened = tryKey(xml, privateKey, allowCbc);
    if (opened !== undefined) return opened;
  }
  return refuse('decryption');
};

const write = ({ content, key }: EncryptedPart): string => {
  const mask =
    key.algorithm === ALGORITHM.rsaOaep ? `<MGF xmlns="${NS.xenc11}" Algorithm="${key.mask}"/>` : '';
  const label = key.label.length === 0 ? '' : `<OAEPparams>${key.label.toString('base64')}</OAEPparams>`;
  return (
    `<EncryptedData xmlns="${NS.xenc}"><EncryptionMethod Algorithm="${content.algorithm}"/>` +
    `<KeyInfo xmlns="${NS.ds}"><EncryptedKey xmlns="${NS.xenc}"><EncryptionMethod Algorithm="${key.algorithm}">` +
    `<DigestMethod xmlns="${NS.ds}" Algorithm="${key.digest}"/>${mask}${label}</EncryptionMethod>` +
    `<CipherData><CipherValue>${key.bytes.toString('base64')}</CipherValue></CipherData></EncryptedKey></KeyInfo>` +
    `<CipherData><CipherValue>${content.bytes.toString('base64')}</CipherValue></CipherData></EncryptedData>`
  );
};

const tryKey = (xml: string, key: string, allowCbc: boolean): string | undefined => {
  let opened: string | undefined;
  try {
    // The library calls back before it returns.
    decryptXml(
      xml,
      { key, disallowDecryptionWithInsecureAlgorithm: !allowCbc, warnInsecureAlgorithm: false },
      (error, result) => {
        if (error === null) opened = result;
      },
    );
  } catch {
    return undefined;
  }
  return opened;
};
