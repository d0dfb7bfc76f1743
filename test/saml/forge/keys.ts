import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import type { KeyPair } from '../../../server/saml/port.ts';

/** A key pair and its certificate's base64, as KeyInfo carries it. */
export type Keys = KeyPair & { certificate: string };

let made = 0;

/** A new RSA key with a certificate signed by itself, made here so that no room of ours vouches for it. */
const makeKeys = (name: string, bits = 2048): Keys => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  made += 1;
  certificate.serialNumber = `0${made}a1`;
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2049-01-01T00:00:00Z');
  const subject = [
    { shortName: 'C', value: 'DK' },
    { shortName: 'CN', value: name },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  const certificatePem = forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
  return {
    certificatePem,
    privateKeyPem: pair.privateKey,
    certificate: certificatePem.replace(/-----[A-Z ]+-----|\s/g, ''),
  };
};

/** Made once for a run. `provider` is what the Context Handler signs with. */
export const keys = {
  provider: makeKeys('Adgang nu', 3072),
  /** Both may sign while the Context Handler changes certificate. */
  providerNext: makeKeys('Adgang næste'),
  /** Was in the metadata once and is not any more. */
  providerGone: makeKeys('Adgang før'),
  own: makeKeys('Sløring', 3072),
  /** Still opens what was encrypted before our roll-over. */
  ownBefore: makeKeys('Sløring før'),
  attacker: makeKeys('En Fremmed'),
} as const satisfies Record<string, Keys>;
