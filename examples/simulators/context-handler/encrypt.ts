import { createCipheriv, randomBytes, X509Certificate } from 'node:crypto';
import * as xmlenc from 'xml-encryption';
import { xmlText } from '../national/xml.ts';
import { DIGEST, NS } from './names.ts';
import type { Settings } from './settings.ts';

type Choice = Pick<Settings, 'transport' | 'keyInfo'> & { readonly content: keyof typeof contents };

const contents = {
  'aes256-gcm': { uri: `${NS.xenc11}aes256-gcm`, cipher: 'aes-256-gcm', keyBytes: 32 },
  'aes128-gcm': { uri: `${NS.xenc11}aes128-gcm`, cipher: 'aes-128-gcm', keyBytes: 16 },
  'aes256-cbc': { uri: `${NS.xenc}aes256-cbc`, cipher: 'aes-256-cbc', keyBytes: 32 },
} as const;

const mgf1p = `${NS.xenc}rsa-oaep-mgf1p`;
const oaep = `${NS.xenc11}rsa-oaep`;
const transports = {
  'mgf1p-sha1': { uri: mgf1p, digest: 'sha1' },
  'mgf1p-sha256': { uri: mgf1p, digest: 'sha256' },
  'oaep-sha256-mgf-sha256': { uri: oaep, digest: 'sha256', mask: 'sha256' },
  'oaep-sha256-mgf-default': { uri: oaep, digest: 'sha256' },
  'rsa-1_5': { uri: `${NS.xenc}rsa-1_5` },
} as const satisfies Record<
  Settings['transport'],
  { uri: string; digest?: 'sha1' | 'sha256'; mask?: 'sha256' }
>;

/** An `EncryptedAssertion` for the owner of the certificate. */
export const encryptAssertion = async (
  assertion: string,
  certificatePem: string,
  choice: Choice,
): Promise<string> => {
  const { uri, keyBytes } = contents[choice.content];
  const key = randomBytes(keyBytes);
  const cipherValue = encryptContent(Buffer.from(assertion, 'utf8'), key, choice.content).toString('base64');
  const keyValue = await wrapKey(key, certificatePem, choice.transport);
  return (
    `<saml:EncryptedAssertion xmlns:saml="${NS.assertion}"><xenc:EncryptedData xmlns:xenc="${NS.xenc}" ` +
    `Type="${NS.xenc}Element"><xenc:EncryptionMethod Algorithm="${uri}"/>` +
    `<ds:KeyInfo xmlns:ds="${NS.ds}"><xenc:EncryptedKey>${transportMethod(choice.transport)}` +
    (choice.keyInfo === 'issuer-serial' ? issuerSerial(certificatePem) : '') +
    `<xenc:CipherData><xenc:CipherValue>${keyValue}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>` +
    `<xenc:CipherData><xenc:CipherValue>${cipherValue}</xenc:CipherValue></xenc:CipherData>` +
    `</xenc:EncryptedData></saml:EncryptedAssertion>`
  );
};

const encryptContent = (plain: Buffer, key: Buffer, content: keyof typeof contents): Buffer => {
  if (content === 'aes256-cbc') {
    const iv = randomBytes(16);
    const cipher = createCipheriv(contents[content].cipher, key, iv);
    return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
  }
  const iv = randomBytes(12);
  const cipher = createCipheriv(contents[content].cipher, key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** The library can set digest and mask function apart, which Node's own call cannot. */
const wrapKey = async (
  key: Buffer,
  certificatePem: string,
  transport: Settings['transport'],
): Promise<string> => {
  const { uri, digest, mask } = { digest: undefined, mask: undefined, ...transports[transport] };
  const options = {
    rsa_pub: new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'pem' }),
    pem: certificatePem,
    keyEncryptionAlgorithm: uri,
    keyEncryptionDigest: digest,
    keyEncryptionMgf: mask,
    disallowEncryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
  };
  const keyInfo = await new Promise<string>((resolve, reject) => {
    // The types know an older version of the package, which took the key as text only.
    xmlenc.encryptKeyInfo(
      key,
      options as unknown as xmlenc.EncryptOptions,
      (error: Error | null, result: string) => {
        if (error) reject(error);
        else resolve(result);
      },
    );
  });
  const value = /<e:CipherValue>([^<]+)</.exec(keyInfo)?.[1];
  if (value === undefined) throw new Error('no key in the library’s answer');
  return value;
};

const transportMethod = (transport: Settings['transport']): string => {
  const { uri, digest, mask } = { digest: undefined, mask: undefined, ...transports[transport] };
  return (
    `<xenc:EncryptionMethod Algorithm="${uri}">` +
    (digest ? `<ds:DigestMethod Algorithm="${DIGEST[digest]}"/>` : '') +
    (mask ? `<xenc11:MGF xmlns:xenc11="${NS.xenc11}" Algorithm="${NS.xenc11}mgf1${mask}"/>` : '') +
    `</xenc:EncryptionMethod>`
  );
};

/** As the real broker names the key: no certificate, only its issuer and number. */
const issuerSerial = (certificatePem: string): string => {
  const { issuer, serialNumber } = new X509Certificate(certificatePem);
  return (
    `<ds:KeyInfo><wsse:SecurityTokenReference xmlns:wsse="${NS.wsse}"><ds:X509Data><ds:X509IssuerSerial>` +
    `<ds:X509IssuerName>${xmlText(issuer.split('\n').reverse().join(', '))}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${BigInt(`0x${serialNumber}`)}</ds:X509SerialNumber>` +
    `</ds:X509IssuerSerial></ds:X509Data></wsse:SecurityTokenReference></ds:KeyInfo>`
  );
};
