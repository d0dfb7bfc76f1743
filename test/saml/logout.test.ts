import assert from 'node:assert/strict';
import { randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { type Instant, instant } from '../../server/domain/ids.ts';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import {
  context,
  now,
  onlyContext,
  person,
  provider,
  settings,
  signRoot,
  stranger,
  type Hash,
} from './answer.ts';

const sp = createServiceProvider({ settings, provider: () => onlyContext, randomBytes });
const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';
const algorithm = (hash: string) =>
  hash === 'sha1'
    ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
    : `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`;

const message = (name: string, inner: string, extra = '') =>
  `<samlp:${name} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
  `ID="_m1" Version="2.0" IssueInstant="2026-11-22T08:00:30Z" Destination="https://sloering.example/auth/saml/slo"${extra}>` +
  `<saml:Issuer>${provider.entityId}</saml:Issuer>${inner}</samlp:${name}>`;
const request = (indexes: readonly string[] = ['s1'], extra = '') =>
  message(
    'LogoutRequest',
    `<saml:NameID Format="${format}">${person}</saml:NameID>` +
      indexes.map((index) => `<samlp:SessionIndex>${index}</samlp:SessionIndex>`).join(''),
    extra,
  );
const status = (code: string, inner = '') =>
  `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}">${inner}</samlp:StatusCode>`;
const answer = (codes: string) =>
  message('LogoutResponse', `<samlp:Status>${codes}</samlp:Status>`, ' InResponseTo="_l1"');

type Sent = { hash?: string; key?: string; kind?: string; relayState?: string };
const pack = (xml: string) => encodeURIComponent(deflateRawSync(Buffer.from(xml)).toString('base64'));
const signQuery = (signed: string, hash = 'sha256', key = context.privateKeyPem) =>
  `${signed}&Signature=${encodeURIComponent(sign(`RSA-${hash.toUpperCase()}`, Buffer.from(signed), key).toString('base64'))}`;
const query = (xml: string, { hash = 'sha256', key, kind = 'SAMLRequest', relayState }: Sent = {}) => {
  const state = relayState === undefined ? '' : `&RelayState=${encodeURIComponent(relayState)}`;
  return signQuery(`${kind}=${pack(xml)}${state}&SigAlg=${encodeURIComponent(algorithm(hash))}`, hash, key);
};
const redirect = (text: string, at: Instant = now) =>
  sp.acceptLogout({ binding: 'redirect', query: text }, at);
const post = (xml: string, kind = 'SAMLRequest') =>
  sp.acceptLogout(
    {
      binding: 'post',
      body: new URLSearchParams({ [kind]: Buffer.from(xml).toString('base64') }).toString(),
    },
    now,
  );
const ruleOf = async (answer: ReturnType<typeof redirect>) => {
  const given = await answer;
  return given.ok ? 'accepted' : given.rule;
};

void test('a signed request is accepted by redirect, with SHA-256 or SHA-512', async () => {
  for (const hash of ['sha256', 'sha512'])
    assert.deepEqual(await redirect(query(request(['s1', 's2']), { hash, relayState: 'a b' })), {
      ok: true,
      kind: 'request',
      id: '_m1',
      nameId: { value: person, format },
      sessionIndexes: ['s1', 's2'],
      relayState: 'a b',
    });
  const all = await redirect(query(request([])));
  assert.deepEqual(all.ok && all.kind === 'request' && [all.sessionIndexes, all.relayState], [[], null]);
});

void test('an answer says whether the logout was complete', async () => {
  const complete = async (codes: string) => {
    const given = await redirect(query(answer(codes), { kind: 'SAMLResponse' }));
    return given.ok && given.kind === 'response' ? [given.inResponseTo, given.complete] : given;
  };
  assert.deepEqual(await complete(status('Success')), ['_l1', true]);
  assert.deepEqual(await complete(status('Success', status('PartialLogout'))), ['_l1', false]);
  assert.deepEqual(await complete(status('Responder', status('PartialLogout'))), ['_l1', false]);
});

void test('nothing unsigned, and nothing signed by somebody else, ends a session', async () => {
  // Attack: anyone who knows a name logs that person out (open for years in other libraries).
  const unsigned = `SAMLRequest=${pack(request())}`;
  assert.equal(await ruleOf(redirect(unsigned)), 'signature_missing');
  assert.equal(
    await ruleOf(redirect(`${unsigned}&SigAlg=${encodeURIComponent(algorithm('sha256'))}`)),
    'signature_missing',
  );
  assert.equal(await ruleOf(redirect(query(request(), { key: stranger.privateKeyPem }))), 'signature');
  // Attack: another message's signature.
  const genuine = query(request(['s1']));
  const swapped = genuine.replace(/SAMLRequest=[^&]*/, `SAMLRequest=${pack(request(['s2']))}`);
  assert.equal(await ruleOf(redirect(swapped)), 'signature');
  // Attack: the state changed, added or taken away.
  assert.equal(await ruleOf(redirect(`RelayState=x&${genuine}`)), 'signature');
  const withState = query(request(), { relayState: 'x' });
  assert.equal(await ruleOf(redirect(withState.replace('RelayState=x&', ''))), 'signature');
  // Attack: an algorithm that can be forged, or none.
  assert.equal(await ruleOf(redirect(query(request(), { hash: 'sha1' }))), 'signature_algorithm');
  const md5 = `SAMLRequest=${pack(request())}&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-md5')}`;
  assert.equal(await ruleOf(redirect(signQuery(md5, 'md5'))), 'signature_algorithm');
});

void test('the signature is over the bytes as they were sent', async () => {
  // Lower-case escapes, as .NET writes them: the same meaning, other bytes.
  const lower = (text: string) => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  const signed = lower(`SAMLRequest=${pack(request())}&SigAlg=${encodeURIComponent(algorithm('sha256'))}`);
  assert.equal(await ruleOf(redirect(signQuery(signed))), 'accepted');
  const upper = signQuery(signed).replace(
    signed,
    signed.replace(/%[0-9a-f]{2}/g, (escape) => escape.toUpperCase()),
  );
  assert.equal(await ruleOf(redirect(upper)), 'signature');
});

void test('a parameter that comes twice is refused, in either place', async () => {
  const genuine = query(request());
  // Attack: the signature covers one of them and the reader takes the other.
  for (const extra of [`SAMLRequest=${pack(request(['s2']))}`, 'SigAlg=x', 'Signature=x', '%53AMLRequest=x'])
    for (const text of [`${extra}&${genuine}`, `${genuine}&${extra}`])
      assert.equal(await ruleOf(redirect(text)), 'query', extra);
  assert.equal(await ruleOf(redirect(`${genuine}&SAMLResponse=x`)), 'query');
  assert.equal(await ruleOf(redirect(`${genuine}&SAMLEncoding=other`)), 'query');
  assert.equal(await ruleOf(redirect('')), 'query');
});

void test('sender, address and time are checked', async () => {
  const changed = (from: string | RegExp, to: string) => redirect(query(request().replace(from, to)));
  assert.equal(await ruleOf(changed(provider.entityId, `${provider.entityId}/`)), 'logout_issuer');
  assert.equal(await ruleOf(changed('/auth/saml/slo"', '/auth/saml/acs"')), 'logout_destination');
  assert.equal(await ruleOf(changed(/ Destination="[^"]*"/, '')), 'logout_destination');
  assert.equal(await ruleOf(changed('Version="2.0"', 'Version="1.1"')), 'logout_shape');
  assert.equal(await ruleOf(changed(/ IssueInstant="[^"]*"/, '')), 'logout_time');
  const issued = Date.parse('2026-11-22T08:00:30Z');
  const at = (ms: number) => ruleOf(redirect(query(request()), instant(issued + ms)));
  assert.deepEqual(
    [await at(-120_000), await at(-120_001), await at(419_999), await at(420_000)],
    ['accepted', 'logout_time', 'accepted', 'logout_time'],
  );
  const until = request(['s1'], ' NotOnOrAfter="2026-11-22T08:01:00Z"');
  const end = Date.parse('2026-11-22T08:03:00Z');
  assert.equal(await ruleOf(redirect(query(until), instant(end - 1))), 'accepted');
  assert.equal(await ruleOf(redirect(query(until), instant(end))), 'logout_time');
});

void test('a message of another kind than its parameter says is refused', async () => {
  assert.equal(await ruleOf(redirect(query(request(), { kind: 'SAMLResponse' }))), 'message_type');
  assert.equal(await ruleOf(redirect(query(answer(status('Success'))))), 'message_type');
  const hidden = request().replace(/<saml:NameID.*<\/saml:NameID>/, '<saml:EncryptedID/>');
  assert.equal(await ruleOf(redirect(query(hidden))), 'logout_shape');
});

void test('a message that grows without bound, or is not one, is refused', async () => {
  // Attack: some kilobytes that unpack to as many megabytes.
  assert.equal(await ruleOf(redirect(query(`<a>${' '.repeat(5_000_000)}</a>`))), 'encoding');
  assert.equal(await ruleOf(redirect(`SAMLRequest=${'A'.repeat(512 * 1024)}`)), 'size');
  const body = `SAMLRequest=${'A'.repeat(1024 * 1024)}`;
  assert.equal(await ruleOf(sp.acceptLogout({ binding: 'post', body }, now)), 'size');
  const signed = (value: string) => `SAMLRequest=${value}&SigAlg=${encodeURIComponent(algorithm('sha256'))}`;
  assert.equal(await ruleOf(redirect(signQuery(signed('AAAA')))), 'encoding');
  assert.equal(await ruleOf(redirect(signQuery(signed('%')))), 'query');
});

void test('by POST the message carries its own signature, under the rules of an assertion’s', async () => {
  const accepted = await post(signRoot(request()));
  assert.deepEqual(accepted.ok && accepted.kind === 'request' && accepted.nameId.value, person);
  const ended = await post(signRoot(answer(status('Success'))), 'SAMLResponse');
  assert.equal(ended.ok && ended.kind, 'response');
  assert.equal(await ruleOf(post(request())), 'signature_missing');
  assert.equal(await ruleOf(post(signRoot(request(), 'sha256', stranger.privateKeyPem))), 'signature');
  assert.equal(await ruleOf(post(signRoot(request(), 'sha1' satisfies Hash))), 'signature_algorithm');
  assert.equal(await ruleOf(post(signRoot(request()).replace('>s1<', '>s2<'))), 'signature');
});

void test('a forged message around a signed one is refused', async () => {
  const signed = signRoot(request());
  // Attack (XSW): the signed message hidden inside a forged one, which takes over its signature.
  const [signature = ''] = /<ds:Signature.*<\/ds:Signature>/s.exec(signed) ?? [];
  const inner = signed.replace(signature, '');
  const forged = request(['s9']).replace('ID="_m1"', 'ID="_m2"');
  const issuerEnd = '</saml:Issuer>';
  const wrapped = forged.replace(
    issuerEnd,
    `${issuerEnd}${signature}<samlp:Extensions>${inner}</samlp:Extensions>`,
  );
  assert.equal(await ruleOf(post(wrapped)), 'signature_shape');
  const sameId = wrapped.replace('ID="_m2"', 'ID="_m1"');
  assert.equal(await ruleOf(post(sameId)), 'xml_id');
  const inObject = forged.replace(
    issuerEnd,
    `${issuerEnd}${signature.replace('</ds:Signature>', `<ds:Object>${inner}</ds:Object></ds:Signature>`)}`,
  );
  assert.equal(await ruleOf(post(inObject)), 'signature_shape');
});
