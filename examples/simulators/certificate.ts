import { createHash, generateKeyPair, randomBytes, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import * as der from './der.ts';

export type OrganisationCertificate = {
  readonly cvr: string;
  readonly organisationName: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
};

const DAY_MS = 86_400_000;
const sha256WithRsa = () => der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing());

/**
 * A new RSA key and a certificate shaped like an OCES3 organisation certificate: `organizationIdentifier` (2.5.4.97)
 * `NTRDK-<cvr>`, `serialNumber` `UI:DK-O:G:<uuid>`, the organisation and `C=DK`. Synthetic: signed by itself,
 * trusted by nobody but the simulators. Valid from a day ago and for three years unless told otherwise.
 */
export const createOrganisationCertificate = async (options: {
  readonly cvr: string;
  readonly organisation: string;
  readonly commonName?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}): Promise<OrganisationCertificate> => {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const notBefore = options.notBefore ?? new Date(Date.now() - DAY_MS);
  const notAfter = options.notAfter ?? new Date(notBefore.getTime() + 3 * 365 * DAY_MS);
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' });
  const name = der.sequence(
    part('2.5.4.6', der.printable('DK')),
    part('2.5.4.97', der.utf8(`NTRDK-${options.cvr}`)),
    part('2.5.4.10', der.utf8(options.organisation)),
    part('2.5.4.5', der.printable(`UI:DK-O:G:${randomUUID()}`)),
    part('2.5.4.3', der.utf8(options.commonName ?? `${options.organisation} - Sløring`)),
  );
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    sha256WithRsa(),
    name,
    der.sequence(der.time(notBefore), der.time(notAfter)),
    name,
    publicKey,
    der.tagged(3, der.sequence(keyUsage(), subjectKeyId(publicKey))),
  );
  const signature = sign('sha256', toBeSigned, keys.privateKey);
  const certificate = der.sequence(toBeSigned, sha256WithRsa(), der.bitString(signature));
  return {
    cvr: options.cvr,
    organisationName: options.organisation,
    certificatePem: pem('CERTIFICATE', certificate),
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};

const part = (type: string, value: Buffer): Buffer => der.set(der.sequence(der.oid(type), value));

/** digitalSignature and nonRepudiation, critical. */
const keyUsage = (): Buffer =>
  der.sequence(der.oid('2.5.29.15'), der.truth(), der.octets(der.bitString(Buffer.from([0xc0]), 6)));

const subjectKeyId = (publicKey: Buffer): Buffer =>
  der.sequence(
    der.oid('2.5.29.14'),
    der.octets(der.octets(createHash('sha256').update(publicKey).digest().subarray(0, 20))),
  );

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/(.{64})(?!$)/g, '$1\n')}\n-----END ${label}-----\n`;
