import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  createOrganisationCertificate,
  type OrganisationCertificate,
} from '../../examples/simulators/certificate.ts';
import { checkCredential } from '../../server/credentials/check.ts';
import { openPkcs12 } from '../../server/credentials/pkcs12.ts';
import { readCredentialFile } from '../../server/credentials/read.ts';
import { requireTool } from '../support/tools.ts';

const cvr = '29190623';
const day = 86_400_000;
const from = Date.parse('2026-01-01T00:00:00Z');
const until = Date.parse('2029-01-01T00:00:00Z');
const noon = Date.parse('2026-06-01T10:00:00Z');

const tool = requireTool('openssl');

describe('a credential', { skip: tool.skip ?? false }, () => {
  let own: OrganisationCertificate;
  let other: OrganisationCertificate;
  let folder: string;
  const openssl = (...args: string[]): Buffer =>
    execFileSync(tool.path ?? '', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

  before(async () => {
    const life = { notBefore: new Date(from), notAfter: new Date(until) };
    own = await createOrganisationCertificate({ cvr, organisation: 'Eksempelby Kommune', ...life });
    other = await createOrganisationCertificate({
      cvr: '13748136',
      organisation: 'Prøvestad Kommune',
      ...life,
    });
    folder = mkdtempSync(join(tmpdir(), 'sloering-credential-'));
    write('own.pem', own.certificatePem);
    write('own.key', own.privateKeyPem);
    write('chain.pem', other.certificatePem);
  });
  after(() => rmSync(folder, { recursive: true }));

  test('that passes every check has its organisation, its end and its thumbprint', () => {
    const checked = checkCredential(own, cvr, noon);
    assert.ok(typeof checked !== 'string');
    assert.equal(checked.credential.organisationName, 'Eksempelby Kommune');
    assert.equal(checked.notAfter, until);
    assert.match(checked.thumbprint, /^[0-9a-f]{64}$/);
  });

  // Attack: a file of two kilobytes that asks for 2³¹ rounds of hashing, on the thread that serves every municipality.
  test('that asks for more work than any issuer writes is not opened', () => {
    const files = ['-export', '-in', 'own.pem', '-inkey', 'own.key', '-passout', 'pass:x'];
    const ordinary = openssl('pkcs12', ...files, '-iter', '2048');
    assert.ok(openPkcs12(ordinary, 'x'));
    const heavy = openssl('pkcs12', ...files, '-iter', '1000001');
    assert.equal(openPkcs12(heavy, 'x'), undefined);
    const heavyCipher = openssl('pkcs12', ...files, '-iter', '1000001', '-nomaciter');
    assert.equal(openPkcs12(heavyCipher, 'x'), undefined);
    const pem = (rounds: string): Buffer => {
      const key = openssl('pkcs8', '-topk8', '-in', 'own.key', '-iter', rounds, '-passout', 'pass:x');
      return Buffer.concat([Buffer.from(own.certificatePem), key]);
    };
    assert.ok(readCredentialFile(pem('2048'), 'x'));
    assert.equal(readCredentialFile(pem('1000001'), 'x'), undefined);
  });

  // With the wrong certificate the register blurs the wrong municipality's staff, and says OK.
  test('of another organisation is never used, whatever it is called in the folder', () => {
    assert.equal(checkCredential(other, cvr, noon), 'credential_of_other_organisation');
  });

  test('counts from its first second to its last', () => {
    const at = (now: number) => {
      const checked = checkCredential(own, cvr, now);
      return typeof checked === 'string' ? checked : 'good';
    };
    assert.equal(at(from - 1), 'credential_not_yet_valid');
    assert.equal(at(from), 'good');
    assert.equal(at(until - 1), 'good');
    assert.equal(at(until), 'credential_expired');
  });

  test('whose key is another’s, too short, of another kind or unreadable is told apart', () => {
    const key = (type: 'rsa' | 'ec') =>
      (type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 1024 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' })
      ).privateKey
        .export({ type: 'pkcs8', format: 'pem' })
        .toString();
    const with_ = (privateKeyPem: string) => checkCredential({ ...own, privateKeyPem }, cvr, noon);
    assert.equal(with_(other.privateKeyPem), 'credential_key_mismatch');
    assert.equal(with_(key('rsa')), 'credential_not_rsa');
    assert.equal(with_(key('ec')), 'credential_not_rsa');
    assert.equal(with_('x'), 'credential_unreadable');
    assert.equal(checkCredential({ ...own, certificatePem: 'x' }, cvr, noon), 'credential_unreadable');
  });

  test('may stand anywhere in a chain', () => {
    const chain = { ...own, certificatePem: `${other.certificatePem}\n${own.certificatePem}` };
    assert.equal(typeof checkCredential(chain, cvr, noon), 'object');
  });

  // OCES2 names: still on certificates in use. Two CVR numbers in one subject are none.
  const subjects: [string, string, boolean][] = [
    ['OCES2', `/C=DK/O=Eksempelby Kommune \\/\\/ CVR:${cvr}/CN=x`, true],
    ['an OCES2 serial number', `/C=DK/O=Eksempelby/serialNumber=CVR:${cvr}-FID:12345678/CN=x`, true],
    [
      'two CVR numbers',
      `/C=DK/organizationIdentifier=NTRDK-${cvr}/serialNumber=CVR:13748136-FID:1/CN=x`,
      false,
    ],
    ['no CVR number', `/C=DK/O=Eksempelby/CN=NTRDK-${cvr}`, false],
    ['a longer number', `/C=DK/organizationIdentifier=NTRDK-${cvr}1/CN=x`, false],
  ];
  for (const [what, subject, good] of subjects)
    test(`${what} in the subject is ${good ? 'read' : 'refused'}`, () => {
      const certificatePem = openssl(
        'req',
        '-x509',
        '-key',
        'own.key',
        '-subj',
        subject,
        '-days',
        '400',
        '-utf8',
      ).toString();
      const checked = checkCredential(
        { certificatePem, privateKeyPem: own.privateKeyPem },
        cvr,
        Date.now() + day,
      );
      assert.equal(
        typeof checked === 'string' ? checked : 'good',
        good ? 'good' : 'credential_of_other_organisation',
      );
    });

  for (const [what, how] of [
    ['today’s encryption', []],
    [
      'the old encryption',
      ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'sha1'],
    ],
  ] as const)
    test(`is read from PKCS#12 in ${what}, with its chain`, () => {
      openssl(
        'pkcs12',
        '-export',
        '-in',
        'own.pem',
        '-inkey',
        'own.key',
        '-certfile',
        'chain.pem',
        '-passout',
        'pass:hemmelig æ',
        '-out',
        'own.p12',
        ...how,
      );
      const bytes = readFileSync(join(folder, 'own.p12'));
      const found = openPkcs12(bytes, 'hemmelig æ') ?? assert.fail();
      assert.equal(typeof checkCredential(found, cvr, noon), 'object');
      assert.equal(openPkcs12(bytes, 'forkert'), undefined);
      assert.equal(openPkcs12(bytes.subarray(0, bytes.length / 2), 'hemmelig æ'), undefined);
    });

  test('is read from PEM, the key in the clear or encrypted', () => {
    const encrypted = openssl(
      'pkcs8',
      '-topk8',
      '-in',
      'own.key',
      '-passout',
      'pass:x',
      '-v2',
      'aes-256-cbc',
    ).toString();
    const file = (key: string) => Buffer.from(`${own.certificatePem}\n${key}`);
    for (const found of [
      readCredentialFile(file(own.privateKeyPem), undefined),
      readCredentialFile(file(encrypted), 'x'),
    ])
      assert.equal(typeof checkCredential(found ?? assert.fail(), cvr, noon), 'object');
    assert.equal(readCredentialFile(file(encrypted), 'y'), undefined);
    assert.equal(readCredentialFile(file(encrypted), undefined), undefined);
  });

  for (const [what, bytes] of Object.entries({
    nothing: Buffer.alloc(0),
    'random bytes': Buffer.from('30820a00ff', 'hex'),
    'a file of a megabyte': Buffer.alloc(1024 * 1024, 'x'),
    'a certificate without key': Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
  }))
    test(`is not read from ${what}`, () => assert.equal(readCredentialFile(bytes, 'x'), undefined));
});
