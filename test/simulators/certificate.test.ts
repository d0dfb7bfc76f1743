import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';

test('an organisation certificate has the subject of OCES3, signs itself and belongs to its key', async () => {
  const made = await createOrganisationCertificate({ cvr: '29190623', organisation: 'Ærøby Kommune' });
  const certificate = new X509Certificate(made.certificatePem);
  const subject = certificate.subject.split('\n').map((line) => line.replace(/[0-9a-f-]{36}/, '<uuid>'));
  assert.deepEqual(subject, [
    'C=DK',
    'organizationIdentifier=NTRDK-29190623',
    'O=Ærøby Kommune',
    'serialNumber=UI:DK-O:G:<uuid>',
    'CN=Ærøby Kommune - Sløring',
  ]);
  assert.equal(certificate.verify(certificate.publicKey), true);
  assert.equal(certificate.checkPrivateKey(createPrivateKey(made.privateKeyPem)), true);
});

test('dates on both sides of 2050, where the format changes, are read back as they were', async () => {
  const [notBefore, notAfter] = [new Date('2049-12-31T23:59:59Z'), new Date('2050-01-01T00:00:00Z')];
  const made = await createOrganisationCertificate({
    cvr: '29190623',
    organisation: 'A',
    notBefore,
    notAfter,
  });
  const certificate = new X509Certificate(made.certificatePem);
  assert.deepEqual([certificate.validFromDate, certificate.validToDate], [notBefore, notAfter]);
});
