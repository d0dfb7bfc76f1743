import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../server/saml/rules.ts';
import { verifyAssertion } from '../../server/saml/verify.ts';
import {
  assertion,
  attributes,
  context,
  pendingId,
  provider,
  settings,
  signRoot,
  stranger,
} from './answer.ts';

const trust = {
  entityId: settings.entityId,
  acs: 'https://sloering.example/auth/saml/acs',
  issuer: provider.entityId,
  certificates: [context.certificatePem],
};
const verify = (xml: string) => verifyAssertion(xml, pendingId, trust, (verified) => verified);
const refuses = (rule: string, xml: string) =>
  assert.rejects(verify(xml), (error) => error instanceof Refusal && error.rule === rule, rule);

void test('what is handed on is what was signed, and nothing of the signature', async () => {
  const { xml, algorithm } = await verify(signRoot(assertion()));
  assert.doesNotMatch(xml, /Signature/);
  assert.match(xml, /Anna Testesen/);
  assert.equal(algorithm, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
});

void test('each deviation from the one shape of signature is refused', async () => {
  const genuine = signRoot(assertion());
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const table: [string, string | RegExp, string][] = [
    ['signature_missing', /<ds:Signature.*<\/ds:Signature>/s, ''],
    ['signature', 'Anna', 'Eva'],
    ['signature', /(<ds:SignatureValue>)..../, '$1AAAA'],
    // Attack: what is signed by reference to something else, or to everything and nothing.
    ['signature_shape', 'URI="#_a41"', 'URI="#_other"'],
    ['signature_shape', 'URI="#_a41"', 'URI=""'],
    ['signature_shape', ' URI="#_a41"', ''],
    ['signature_shape', 'URI="#_a41"', `URI="#xpointer(id('_a41'))"`],
    ['signature_shape', /(<ds:Reference.*<\/ds:Reference>)/s, '$1$1'],
    ['signature_shape', /<ds:Reference.*<\/ds:Reference>/s, ''],
    // Attack (CVE-2025-29774): a second SignedInfo.
    ['signature_shape', /(<ds:SignedInfo>.*<\/ds:SignedInfo>)/s, '$1$1'],
    ['signature_shape', '</ds:Signature>', '<ds:Object/></ds:Signature>'],
    ['signature_shape', '</ds:Signature>', '<ds:KeyInfo/><ds:KeyInfo/></ds:Signature>'],
    ['signature_shape', /(<ds:Signature .*<\/ds:Signature>)/s, '$1$1'],
    ['signature_shape', '<saml:AuthnStatement', '<x:Signature xmlns:x="urn:x"/><saml:AuthnStatement'],
    ['signature_shape', /<ds:DigestValue>[^<]*/, '<ds:DigestValue>YWJj'],
    ['signature_shape', /<ds:DigestValue>/, '<ds:DigestValue><!-- -->'],
    ['signature_shape', /<ds:SignatureValue>/, '<ds:SignatureValue><!-- -->'],
    ['signature_shape', /<ds:DigestValue>[^<]*/, '<ds:DigestValue>'],
    // Attack: an algorithm that is broken, needs our own secret, or leaves most of the message out.
    ['signature_algorithm', '2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#rsa-sha1'],
    ['signature_algorithm', '2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#hmac-sha1'],
    ['signature_algorithm', '2001/04/xmlenc#sha256', '2000/09/xmldsig#sha1'],
    ['signature_algorithm', `<ds:CanonicalizationMethod Algorithm="${exclusive}`, `$&WithComments`],
    [
      'signature_algorithm',
      `<ds:Transform Algorithm="${exclusive}`,
      '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116',
    ],
    ['signature_algorithm', `<ds:Transform Algorithm="${exclusive}"/>`, ''],
    ['signature_algorithm', `<ds:Transform Algorithm="${exclusive}"/>`, '$&$&'],
    [
      'signature_algorithm',
      `<ds:Transform Algorithm="${exclusive}"/>`,
      `<ds:Transform Algorithm="${exclusive}"><x:InclusiveNamespaces xmlns:x="${exclusive}" PrefixList="saml"/></ds:Transform>`,
    ],
    ['signature_shape', /<ds:Transforms>.*<\/ds:Transforms>/s, ''],
    ['signature_shape', '<ds:Transforms>', '<ds:Transforms><ds:Other/>'],
    // Attack: an ID that is an expression for whoever searches by it.
    ['signature_shape', /_a41/g, `a' or '1'='1`],
    ['one_assertion', '<saml:AuthnStatement', '<saml:Advice><Assertion/></saml:Advice><saml:AuthnStatement'],
    ['assertion_shape', /saml:Assertion/g, 'saml:Other'],
  ];
  for (const [rule, from, to] of table) {
    const changed = genuine.replace(from, to);
    assert.notEqual(changed, genuine, String(from));
    await refuses(rule, changed);
  }
});

void test('every element of a signature has its own name and namespace', async () => {
  const genuine = signRoot(assertion());
  const names = [
    ...[
      'SignedInfo',
      'SignatureValue',
      'CanonicalizationMethod',
      'SignatureMethod',
      'Reference',
      'Transforms',
    ],
    ...['Transform', 'DigestMethod', 'DigestValue'],
  ];
  for (const name of names) {
    await refuses('signature_shape', genuine.replace(new RegExp(`ds:${name}\\b`, 'g'), `ds:x${name}`));
    const prefixed = new RegExp(`(</?)ds:(?=${name}\\b)`, 'g');
    await refuses(
      'signature_shape',
      genuine.replace(prefixed, '$1other:').replace('<saml:Assertion ', '$&xmlns:other="urn:other" '),
    );
  }
  await refuses('signature_shape', genuine.replace('</ds:Reference>', '<ds:Other/></ds:Reference>'));
});

void test('a key that is not configured is not believed, whatever KeyInfo says', async () => {
  await refuses('signature', signRoot(assertion(), 'sha256', stranger.privateKeyPem));
});

void test('a library that refuses is believed, and the log says by which of our rules where there is one', async () => {
  const other = signRoot(assertion().replace('Audience>https', 'Audience>http'));
  await refuses('library_refused', other);
  const check = () => {
    throw new Refusal('audience');
  };
  await assert.rejects(
    verifyAssertion(other, pendingId, trust, check),
    (error) => error instanceof Refusal && error.rule === 'audience',
  );
});

void test('two readers that do not see the same are not believed', async () => {
  // A carriage return in an attribute: the library writes it bare, and XML reads that as a space.
  const statement = attributes().replace('<saml:Attribute ', '<saml:Attribute FriendlyName="a&#13;b" ');
  await refuses('readings_differ', signRoot(assertion(statement)));
});
