import assert from 'node:assert/strict';
import { randomBytes, verify } from 'node:crypto';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { attribute, children, withXml } from '../../server/saml/xml.ts';
import { now, onlyContext, own, pendingId, person, settings } from './answer.ts';

const nameId = { value: person, format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName' };
const sp = createServiceProvider({ settings, provider: () => onlyContext, randomBytes });

/** Opens an address of ours as the other side does: signature over the raw query, then the message. */
const open = (address: string) => {
  const [to, query = ''] = address.split('?');
  const [signed = '', signature = ''] = query.split('&Signature=');
  const names = signed.split('&').map((pair) => pair.split('=')[0]);
  const holds = verify(
    'RSA-SHA256',
    Buffer.from(signed),
    own.certificatePem,
    Buffer.from(decodeURIComponent(signature), 'base64'),
  );
  const given = new URLSearchParams(query);
  const message = given.get('SAMLRequest') ?? given.get('SAMLResponse') ?? '';
  const xml = inflateRawSync(Buffer.from(message, 'base64')).toString('utf8');
  return { to, names, holds, xml, relayState: given.get('RelayState'), algorithm: given.get('SigAlg') };
};
const attributesOf = (xml: string) =>
  withXml(xml, (root) => Object.fromEntries(root.attrs.map(({ name, value }) => [name, value])));

void test('a login starts with a signed AuthnRequest in the order the binding asks for', async () => {
  const address = await sp.loginAddress({
    id: pendingId,
    relayState: 'a&b=c d',
    forceAuthn: false,
    level: null,
    now,
  });
  const { xml, ...rest } = open(address);
  assert.deepEqual(rest, {
    to: 'https://adgang.example/runtime/saml2/issue.idp',
    names: ['SAMLRequest', 'RelayState', 'SigAlg'],
    holds: true,
    relayState: 'a&b=c d',
    algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  });
  assert.deepEqual(attributesOf(xml), {
    ID: pendingId,
    Version: '2.0',
    IssueInstant: '2026-11-22T08:00:30Z',
    Destination: 'https://adgang.example/runtime/saml2/issue.idp',
    AssertionConsumerServiceURL: 'https://sloering.example/auth/saml/acs',
    ProtocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    ForceAuthn: 'false',
    IsPassive: 'false',
  });
  assert.match(xml, /<saml:Issuer>https:\/\/saml\.sloering\.example<\/saml:Issuer><\/samlp:AuthnRequest>$/);
});

void test('a fresh and stronger login is asked for in so many words', async () => {
  const { xml, holds } = open(
    await sp.loginAddress({ id: pendingId, relayState: 's', forceAuthn: true, level: 'High', now }),
  );
  assert.equal(holds, true);
  withXml(xml, (root) => {
    assert.equal(attribute(root, 'ForceAuthn'), 'true');
    const context = children(root)[1] ?? assert.fail();
    assert.equal(attribute(context, 'Comparison'), 'minimum');
    assert.equal(children(context)[0]?.content, 'https://data.gov.dk/concept/core/nsis/loa/High');
  });
});

void test('a state longer than the binding allows is a mistake of ours', async () => {
  const start = (relayState: string) =>
    sp.loginAddress({ id: pendingId, relayState, forceAuthn: false, level: null, now });
  assert.equal(open(await start('s'.repeat(80))).holds, true);
  await assert.rejects(start('å'.repeat(41)), RangeError);
});

void test('a provider’s address with a query of its own is kept whole', async () => {
  const provider = { ...onlyContext, ssoRedirect: 'https://adgang.example/sso?tenant=1' };
  const other = createServiceProvider({ settings, provider: () => provider, randomBytes });
  const address = await other.loginAddress({
    id: pendingId,
    relayState: 's',
    forceAuthn: false,
    level: null,
    now,
  });
  assert.ok(address.startsWith('https://adgang.example/sso?tenant=1&SAMLRequest='));
});

void test('a logout names the person and the session exactly as they were received', async () => {
  const value = 'C = DK, O = 29189366, CN = <Åse> & "Æ", Serial = 1';
  const sessionIndex = 'q7Yx0b+/A==';
  const { xml, holds, to } = open(
    await sp.logoutAddress({ id: '_l1', nameId: { ...nameId, value }, sessionIndex, relayState: 's', now }),
  );
  assert.deepEqual([holds, to], [true, 'https://adgang.example/runtime/saml2/issue.idp']);
  withXml(xml, (root) => {
    assert.deepEqual([root.name, attribute(root, 'ID')], ['LogoutRequest', '_l1']);
    const [, name, index] = children(root);
    assert.deepEqual([name?.content, index?.content], [value, sessionIndex]);
  });
});

void test('the answer to a logout goes to the address for answers, with the state that came', async () => {
  const answer = async (complete: boolean, relayState: string | null) =>
    open(await sp.logoutAnswerAddress({ inResponseTo: '_q"1', relayState, complete, now }));
  const whole = await answer(true, 'state');
  assert.deepEqual(
    [whole.to, whole.holds, whole.relayState, whole.names],
    [
      'https://adgang.example/runtime/saml2/signoff.idp',
      true,
      'state',
      ['SAMLResponse', 'RelayState', 'SigAlg'],
    ],
  );
  assert.equal(attributesOf(whole.xml).InResponseTo, '_q"1');
  assert.match(whole.xml, /StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"\/>/);
  const partly = await answer(false, null);
  assert.deepEqual([partly.holds, partly.names], [true, ['SAMLResponse', 'SigAlg']]);
  assert.match(
    partly.xml,
    /status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"/,
  );
});
