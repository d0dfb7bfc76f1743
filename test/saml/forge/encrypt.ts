import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
import { type Keys, keys } from './keys.ts';
import { oaep, type OaepHash } from './oaep.ts';

const contents = {
  'aes256-gcm': { address: 'http://www.w3.org/2009/xmlenc11#aes256-gcm', key: 32 },
  'aes128-gcm': { address: 'http://www.w3.org/2009/xmlenc11#aes128-gcm', key: 16 },
  'aes256-cbc': { address: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc', key: 32 },
  'aes128-cbc': { address: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc', key: 16 },
  'des-ede3-cbc': { address: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc', key: 24 },
} as const;
const transports = {
  mgf1p: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  oaep11: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
  'rsa-1_5': 'http://www.w3.org/2001/04/xmlenc#rsa-1_5',
} as const;
const digestAddresses: Readonly<Record<OaepHash, string>> = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
};

export type Encryption = {
  content?: keyof typeof contents;
  transport?: keyof typeof transports;
  digest?: OaepHash;
  mgf?: OaepHash;
  /** Whether MGF is written; without it the reader assumes SHA-1. */
  stateMgf?: boolean;
  label?: Buffer;
  to?: Keys;
  /** KeyInfo of the EncryptedKey. */
  keyInfo?: string;
  /** Changes the encrypted bytes. */
  spoil?: (bytes: Buffer) => Buffer;
};

/** KeyInfo as the Context Handler writes it: issuer and serial number, no certificate (contract 2.4). */
export const issuerSerial =
  '<ds:KeyInfo><wsse:SecurityTokenReference xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">' +
  '<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=Sløring, C=DK</ds:X509IssuerName>' +
  '<ds:X509SerialNumber>1185</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></wsse:SecurityTokenReference></ds:KeyInfo>';

const sealContent = (text: string, key: Buffer, content: keyof typeof contents): Buffer => {
  if (content === 'aes256-gcm' || content === 'aes128-gcm') {
    const iv = randomBytes(12);
    const cipher = createCipheriv(content === 'aes256-gcm' ? 'aes-256-gcm' : 'aes-128-gcm', key, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }
  const block = content === 'des-ede3-cbc' ? 8 : 16;
  const iv = randomBytes(block);
  const cipher = createCipheriv(content.replace(/^aes/, 'aes-'), key, iv).setAutoPadding(false);
  // XML-Enc 5.2: anything, and the last byte is the length.
  const length = block - (Buffer.byteLength(text) % block);
  const padding = Buffer.concat([randomBytes(length - 1), Buffer.from([length])]);
  return Buffer.concat([iv, cipher.update(Buffer.concat([Buffer.from(text), padding])), cipher.final()]);
};

/** An EncryptedAssertion that holds `text`, encrypted by node:crypto alone. */
export const encrypt = (text: string, options: Encryption = {}): string => {
  const { content = 'aes256-gcm', transport = 'mgf1p', digest = 'sha1', mgf = 'sha1' } = options;
  const { to = keys.own, label = Buffer.alloc(0), keyInfo = issuerSerial, stateMgf = true } = options;
  const key = randomBytes(contents[content].key);
  const sealed = sealContent(text, key, content);
  const bytes = options.spoil?.(sealed) ?? sealed;
  const wrapped =
    transport === 'rsa-1_5'
      ? publicEncrypt({ key: to.certificatePem, padding: constants.RSA_PKCS1_PADDING }, key)
      : oaep(key, to.certificatePem, { digest, mgf, label });
  const method =
    transport === 'rsa-1_5'
      ? ''
      : (label.length === 0 ? '' : `<xenc:OAEPparams>${label.toString('base64')}</xenc:OAEPparams>`) +
        `<ds:DigestMethod Algorithm="${digestAddresses[digest]}"/>` +
        (transport === 'oaep11' && stateMgf
          ? `<xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1${mgf}"/>`
          : '');
  return (
    '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" ' +
    `Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="${contents[content].address}"/>` +
    '<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>' +
    `<xenc:EncryptionMethod Algorithm="${transports[transport]}">${method}</xenc:EncryptionMethod>${keyInfo}` +
    `<xenc:CipherData><xenc:CipherValue>${wrapped.toString('base64')}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>` +
    `<xenc:CipherData><xenc:CipherValue>${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>` +
    '</xenc:EncryptedData></saml:EncryptedAssertion>'
  );
};
