import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { requireTool } from '../support/tools.ts';
import { assertion, context, form, now, onlyContext, own, person, response, settings } from './answer.ts';

/** The Context Handler as another implementation writes it: xmlsec1 signs and encrypts, we only compose. */
const xmlsec = requireTool('xmlsec1');

const signatureTemplate =
  '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>' +
  '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>' +
  '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#_a41">' +
  '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>' +
  '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>' +
  '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>' +
  '</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>';
const encryptionTemplate = (content: string) =>
  '<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">' +
  `<xenc:EncryptionMethod Algorithm="${content}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>` +
  '<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo>' +
  '<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>' +
  '<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>';
const node = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';

void test('an answer signed and encrypted by xmlsec1 is accepted', { skip: xmlsec.skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'answer-'));
  const file = (name: string) => join(folder, name);
  const run = (...parameters: string[]) => {
    const { status, stderr } = spawnSync(xmlsec.path ?? '', parameters, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };
  try {
    const named = person.replace('Anna Testesen', 'Testesen, Åse &amp; Æblø');
    const unsigned = assertion(undefined, named).replace(
      '</saml:Issuer>',
      `</saml:Issuer>${signatureTemplate}`,
    );
    await writeFile(file('unsigned.xml'), unsigned);
    await writeFile(file('context.pem'), context.privateKeyPem);
    await writeFile(file('context.crt'), context.certificatePem);
    await writeFile(file('own.crt'), own.certificatePem);
    run(
      ...['--sign', '--privkey-pem', `${file('context.pem')},${file('context.crt')}`, '--id-attr:ID', node],
      ...['--output', file('signed.xml'), file('unsigned.xml')],
    );
    const signed = (await readFile(file('signed.xml'), 'utf8')).replace(/^<\?xml[^>]*\?>\s*/, '');
    await writeFile(
      file('wrapped.xml'),
      response(`<saml:EncryptedAssertion>${signed}</saml:EncryptedAssertion>`),
    );
    const contents = [
      { algorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm', key: 'aes-256', allowCbc: false },
      { algorithm: 'http://www.w3.org/2009/xmlenc11#aes128-gcm', key: 'aes-128', allowCbc: false },
      { algorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc', key: 'aes-256', allowCbc: true },
    ];
    for (const { algorithm, key, allowCbc } of contents) {
      await writeFile(file('template.xml'), encryptionTemplate(algorithm));
      run(
        ...[
          '--encrypt',
          '--pubkey-cert-pem',
          file('own.crt'),
          '--session-key',
          key,
          '--xml-data',
          file('wrapped.xml'),
        ],
        ...['--node-name', node, '--output', file('encrypted.xml'), file('template.xml')],
      );
      const sp = createServiceProvider({
        settings: { ...settings, allowCbc },
        provider: () => onlyContext,
        randomBytes,
      });
      const body = form(await readFile(file('encrypted.xml')));
      const answer = await sp.acceptLogin(
        body,
        async (id) => ({ id, forceAuthn: false, createdAt: now }),
        now,
      );
      assert.equal(answer.ok && answer.person.name, 'Testesen, Åse & Æblø', algorithm);
      assert.equal(answer.ok && answer.algorithms.content, algorithm);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
