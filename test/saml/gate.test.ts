import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFrame, readPart, responseBytes } from '../../server/saml/gate.ts';
import { Refusal } from '../../server/saml/rules.ts';
import { assertion, encrypt, form, onlyContext, pendingId, provider, response, signRoot } from './answer.ts';

const expected = { acs: 'https://sloering.example/auth/saml/acs', issuer: provider.entityId };
const trust = { certificates: onlyContext.certificates, requireEncryption: false };
const frame = (xml: string) => readFrame(Buffer.from(xml), expected);
const part = (xml: string) => readPart(Buffer.from(xml), trust);
const refuses = (rule: string, run: () => unknown, about?: string) =>
  assert.throws(run, (error) => error instanceof Refusal && error.rule === rule, about);

void test('a form holds one message in strict base64', () => {
  assert.equal(responseBytes(form('<a/>')).toString(), '<a/>');
  refuses('form', () => responseBytes(''));
  refuses('form', () => responseBytes('RelayState=x'));
  // Attack: two messages, of which one is checked and the other read.
  refuses('form', () => responseBytes(`${form('<a/>')}&SAMLResponse=PGIvPg%3D%3D`));
  refuses('encoding', () => responseBytes('SAMLResponse=PGIvPg'));
  refuses('size', () => responseBytes(`SAMLResponse=${'A'.repeat(1024 * 1024)}`));
});

void test('the frame must be an answer of this provider to this address', () => {
  const genuine = response(signRoot(assertion()));
  assert.equal(frame(genuine), pendingId);
  const table: [string, string | RegExp, string][] = [
    ['message_type', /samlp:Response/g, 'samlp:ArtifactResponse'],
    ['message_type', 'SAML:2.0:protocol"', 'SAML:1.1:protocol"'],
    ['message_shape', 'ID="_r1" Version="2.0"', 'ID="_r1" Version="1.1"'],
    ['message_shape', 'ID="_r1" ', ''],
    ['message_shape', '<samlp:Status>', '<samlp:Other/><samlp:Status>'],
    ['message_shape', '<samlp:Status>', '<Status/><samlp:Status>'],
    ['message_shape', '<samlp:Status>', '<samlp:Status/><samlp:Status>'],
    ['message_shape', /<samlp:Status>.*<\/samlp:Status>/, ''],
    ['message_shape', /<samlp:StatusCode[^>]*>/, ''],
    ['destination', /Destination="[^"]*"/, 'Destination="https://sloering.example/auth/saml/acs/"'],
    ['destination', / Destination="[^"]*"/, ''],
    ['issuer', `<saml:Issuer>${provider.entityId}`, '<saml:Issuer>https://saml.other.example'],
    ['issuer', `<saml:Issuer>${provider.entityId}</saml:Issuer>`, ''],
    ['request_unknown', ` InResponseTo="${pendingId}"`, ''],
  ];
  for (const [rule, from, to] of table) {
    const changed = genuine.replace(from, to);
    assert.notEqual(changed, genuine);
    refuses(rule, () => frame(changed), `${String(from)} → ${to}`);
  }
});

void test('there is one assertion, directly in the answer, in whatever namespace a reader might look', async () => {
  const plain = signRoot(assertion());
  const encrypted = await encrypt(plain);
  assert.equal(part(response(plain)).kind, 'plain');
  assert.equal(part(response(encrypted)).kind, 'encrypted');
  const extensions = (inner: string) => `<samlp:Extensions>${inner}</samlp:Extensions>`;
  const wrong = [
    ...['', plain + encrypted, encrypted + encrypted, extensions(plain), extensions(encrypted)],
    // Attack: a second one where a reader by local name alone would find it.
    ...[
      extensions('<Assertion/>') + plain,
      extensions('<x:EncryptedAssertion xmlns:x="urn:x"/>') + encrypted,
    ],
  ];
  for (const inner of wrong) refuses('one_assertion', () => part(response(inner)));
});

void test('the answer’s own signature may be absent, but not wrong or moved', () => {
  const whole = signRoot(response(signRoot(assertion())));
  assert.equal(part(whole).kind, 'plain');
  refuses('signature', () => part(whole.replace(`InResponseTo="${pendingId}"`, 'InResponseTo="_other"')));
  const [signature = ''] = /<ds:Signature.*?<\/ds:Signature>/s.exec(whole) ?? [];
  refuses('signature_shape', () => part(whole.replace(signature, signature + signature)));
  // Attack: a signature that says another element than its parent is signed.
  refuses('signature_shape', () => part(whole.replace('URI="#_r1"', 'URI="#_a41"')));
  refuses('signature_shape', () => part(whole.replace('URI="#_r1"', 'URI=""')));
});
