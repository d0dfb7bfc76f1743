import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SamlSettings } from '../../server/saml/port.ts';
import { roleAddress } from '../../server/saml/roles.ts';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { attribute, children, is, named, only, plainText, withXml } from '../../server/saml/xml.ts';
import { verifyEnveloped } from '../../server/saml/xml-signature.ts';
import { requireTool } from '../support/tools.ts';
import { older, onlyContext, own, settings, stranger } from './answer.ts';

const md = 'urn:oasis:names:tc:SAML:2.0:metadata';
const ds = 'http://www.w3.org/2000/09/xmldsig#';
const write = (changed: Partial<SamlSettings> = {}) =>
  createServiceProvider({
    settings: { ...settings, ...changed },
    provider: () => onlyContext,
    randomBytes,
  }).metadata();
const der = (pem: string) => new X509Certificate(pem).raw.toString('base64');

void test('metadata holds what the registration asks for, in the order of the schema', () => {
  withXml(write({ signing: older }), (root) => {
    assert.ok(is(root, md, 'EntityDescriptor'));
    assert.equal(attribute(root, 'entityID'), 'https://saml.sloering.example');
    assert.deepEqual(
      children(root).map(({ name }) => name),
      ['Signature', 'SPSSODescriptor', 'Organization', 'ContactPerson', 'ContactPerson'],
    );
    const sp = only(root, md, 'SPSSODescriptor') ?? assert.fail();
    assert.equal(attribute(sp, 'AuthnRequestsSigned'), 'true');
    assert.equal(attribute(sp, 'WantAssertionsSigned'), 'true');
    assert.deepEqual(
      children(sp).map(({ name }) => name),
      [
        ...['KeyDescriptor', 'KeyDescriptor', 'SingleLogoutService', 'SingleLogoutService', 'NameIDFormat'],
        ...['AssertionConsumerService', 'AttributeConsumingService'],
      ],
    );
    const keys = named(sp, md, 'KeyDescriptor').map((key) => ({
      use: attribute(key, 'use'),
      certificate: key.get('.//ds:X509Certificate', { ds })?.content,
      methods: named(key, md, 'EncryptionMethod').map((method) => attribute(method, 'Algorithm')),
    }));
    assert.deepEqual(keys, [
      { use: 'signing', certificate: der(older.certificatePem), methods: [] },
      {
        use: 'encryption',
        // The first decryption key, not the one before the roll-over.
        certificate: der(own.certificatePem),
        methods: [
          'http://www.w3.org/2009/xmlenc11#aes256-gcm',
          'http://www.w3.org/2009/xmlenc11#aes128-gcm',
          'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
        ],
      },
    ]);
    const endpoints = [...named(sp, md, 'SingleLogoutService'), ...named(sp, md, 'AssertionConsumerService')];
    assert.deepEqual(
      endpoints.map((one) =>
        ['Binding', 'Location', 'ResponseLocation', 'index'].map((name) => attribute(one, name)),
      ),
      [
        [
          'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
          ...['https://sloering.example/auth/saml/slo', 'https://sloering.example/auth/saml/slo', undefined],
        ],
        [
          'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
          ...['https://sloering.example/auth/saml/slo', 'https://sloering.example/auth/saml/slo', undefined],
        ],
        [
          'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
          ...['https://sloering.example/auth/saml/acs', undefined, '0'],
        ],
      ],
    );
  });
});

void test('no CPR number is asked for, and every name is escaped', () => {
  const xml = write();
  assert.doesNotMatch(xml, /cprNumber/i);
  withXml(xml, (root) => {
    const text = (path: string) => root.get(path, { md })?.content;
    assert.equal(text('.//md:ServiceName'), 'Sløring & navne');
    assert.equal(text('.//md:OrganizationName'), 'Eksempelby <Kommune>');
    assert.equal(text('.//md:EmailAddress'), 'mailto:drift@eksempelby.example');
    const required = root
      .find(".//md:RequestedAttribute[@isRequired='true']/@Name", { md })
      .map(({ content }) => content);
    assert.deepEqual(required, [
      'https://data.gov.dk/model/core/specVersion',
      'dk:gov:saml:attribute:KombitSpecVer',
      'https://data.gov.dk/concept/core/nsis/loa',
      'https://data.gov.dk/model/core/eid/professional/cvr',
      'https://data.gov.dk/model/core/eid/professional/orgName',
      'https://data.gov.dk/model/core/eid/privilegesIntermediate',
    ]);
    assert.equal(
      plainText(only(only(root, md, 'SPSSODescriptor') ?? root, md, 'NameIDFormat')),
      'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
    );
  });
});

void test('the signature holds by our own reader, and the same settings give the same text', () => {
  assert.equal(write(), write());
  const verify = (pem: string) => withXml(write(), (root) => verifyEnveloped(root, [pem]));
  assert.match(verify(own.certificatePem).xml, /SPSSODescriptor/);
  assert.throws(() => verify(stranger.certificatePem));
});

const xmlsec = requireTool('xmlsec1');
void test('the signature holds by xmlsec1, an independent reader', { skip: xmlsec.skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'metadata-'));
  try {
    await writeFile(join(folder, 'metadata.xml'), write());
    await writeFile(join(folder, 'changed.xml'), write().replace('/auth/saml/acs', '/elsewhere'));
    await writeFile(join(folder, 'own.pem'), own.certificatePem);
    const verify = (file: string) =>
      spawnSync(xmlsec.path ?? '', [
        ...['--verify', '--id-attr:ID', `${md}:EntityDescriptor`],
        ...['--pubkey-cert-pem', join(folder, 'own.pem'), join(folder, file)],
      ]).status;
    assert.equal(verify('metadata.xml'), 0);
    assert.notEqual(verify('changed.xml'), 0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

void test('role addresses are as the administration module writes them', () => {
  assert.equal(
    roleAddress('manager', 'http://sloering.example'),
    'http://sloering.example/roles/usersystemrole/godkender/1',
  );
});
