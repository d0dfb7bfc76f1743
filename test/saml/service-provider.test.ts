import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { instant } from '../../server/domain/ids.ts';
import type { PendingLogin, SamlSettings } from '../../server/saml/port.ts';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import {
  assertion,
  attribute,
  attributes,
  encrypt,
  end,
  form,
  group,
  names,
  now,
  older,
  onlyContext,
  pendingId,
  person,
  privilege,
  privilegeList,
  provider,
  response,
  settings,
  signRoot,
  stranger,
} from './answer.ts';

const pending: PendingLogin = { id: pendingId, forceAuthn: false, createdAt: instant(now - 60_000) };
const take = async (id: string) => (id === pendingId ? pending : undefined);
const serviceProvider = (changed: Partial<SamlSettings> = {}, idp = onlyContext) =>
  createServiceProvider({ settings: { ...settings, ...changed }, provider: () => idp, randomBytes });
const plain = serviceProvider({ requireEncryption: false });
const accept = (xml: string, at = now) => plain.acceptLogin(form(response(signRoot(xml))), take, at);
const ruleOfWhole = async (body: string) => {
  const answer = await plain.acceptLogin(body, take, now);
  return answer.ok ? 'accepted' : answer.rule;
};
const ruleFor = async (xml: string, at = now) => {
  const answer = await accept(xml, at);
  return answer.ok ? 'accepted' : answer.rule;
};

void test('an encrypted answer is accepted with everything the session needs', async () => {
  const body = form(response(await encrypt(signRoot(assertion()))));
  const answer = await serviceProvider().acceptLogin(body, take, now);
  assert.deepEqual(answer, {
    ok: true,
    pending,
    assertionId: '_a41',
    keepUntil: end + 120_000,
    person: {
      cvr: '29189366',
      serial: '0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e',
      name: 'Anna Testesen',
      organisation: 'Eksempelby Kommune',
    },
    level: 'Substantial',
    grants: [{ cvr: '29189366', role: 'employee', units: null }],
    dropped: [],
    nameId: { value: person, format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName' },
    sessionIndex: 'q7Yx0bC1d2E3f4G5h6I7jA==',
    authnInstant: Date.parse('2026-11-22T08:00:29.900Z'),
    sessionNotOnOrAfter: null,
    authority: 'https://idp.eksempelby.example/',
    algorithms: {
      signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      content: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    },
  });
});

void test('a plain answer is accepted only where encryption is not required', async () => {
  const body = form(response(signRoot(assertion())));
  assert.equal((await plain.acceptLogin(body, take, now)).ok, true);
  const refused = await serviceProvider().acceptLogin(body, take, now);
  assert.deepEqual(refused, { ok: false, rule: 'not_encrypted', page: 'failed' });
});

void test('an answer encrypted to the key before a roll-over still opens', async () => {
  const body = form(response(await encrypt(signRoot(assertion()), { to: older })));
  assert.equal((await serviceProvider().acceptLogin(body, take, now)).ok, true);
  // Attack or mistake: encrypted to somebody else.
  const foreign = form(response(await encrypt(signRoot(assertion()), { to: stranger })));
  const answer = await serviceProvider().acceptLogin(foreign, take, now);
  assert.equal(!answer.ok && answer.rule, 'decryption');
});

void test('any configured certificate may have signed, and no other', async () => {
  const body = form(response(signRoot(assertion())));
  assert.equal(
    (await serviceProvider({ requireEncryption: false }, provider).acceptLogin(body, take, now)).ok,
    true,
  );
  // Attack: a key of the attacker's own, its certificate in KeyInfo.
  const forged = form(response(signRoot(assertion(), 'sha256', stranger.privateKeyPem)));
  const answer = await plain.acceptLogin(forged, take, now);
  assert.equal(!answer.ok && answer.rule, 'signature');
});

void test('a signed Response is accepted too, and refused when that signature is broken', async () => {
  const whole = signRoot(response(signRoot(assertion())));
  assert.equal((await plain.acceptLogin(form(whole), take, now)).ok, true);
  const changed = whole.replace('<samlp:Status>', '<samlp:Status> ');
  const answer = await plain.acceptLogin(form(changed), take, now);
  assert.equal(!answer.ok && answer.rule, 'signature');
});

void test('RSA-SHA512 is accepted; RSA-SHA1 is not', async () => {
  const body = (hash: 'sha1' | 'sha512') => form(response(signRoot(assertion(), hash)));
  assert.equal((await plain.acceptLogin(body('sha512'), take, now)).ok, true);
  const answer = await plain.acceptLogin(body('sha1'), take, now);
  assert.equal(!answer.ok && answer.rule, 'signature_algorithm');
});

void test('the pending login is taken once, before anything is decrypted, and must be this browser’s', async () => {
  const asked: string[] = [];
  const none = async (id: string) => {
    asked.push(id);
    return undefined;
  };
  const answer = await serviceProvider().acceptLogin(form(response('<saml:EncryptedAssertion/>')), none, now);
  assert.deepEqual(answer, { ok: false, rule: 'request_unknown', page: 'start_again' });
  assert.deepEqual(asked, [pendingId]);
  // A store that gives out another login than the one asked for.
  const other = async () => ({ ...pending, id: '_other' });
  const swapped = await plain.acceptLogin(form(response(signRoot(assertion()))), other, now);
  assert.equal(!swapped.ok && swapped.rule, 'request_unknown');
});

void test('a pending login lasts fifteen minutes', async () => {
  const at = (age: number) =>
    plain.acceptLogin(
      form(response(signRoot(assertion()))),
      async () => ({ ...pending, createdAt: instant(now - age) }),
      now,
    );
  assert.equal((await at(15 * 60_000 - 1)).ok, true);
  const late = await at(15 * 60_000);
  assert.deepEqual(late, { ok: false, rule: 'request_too_old', page: 'start_again' });
});

void test('a failure of the store is not called the sender’s fault', async () => {
  const broken = () => Promise.reject(new Error('database is away'));
  const body = form(response(signRoot(assertion())));
  await assert.rejects(plain.acceptLogin(body, broken, now), /database is away/);
});

void test('while the identity provider is unknown every message is refused', async () => {
  const nobody = createServiceProvider({
    settings,
    provider: () => {
      throw new Error('unknown');
    },
    randomBytes,
  });
  const login = await nobody.acceptLogin(form(response(signRoot(assertion()))), take, now);
  assert.deepEqual(login, { ok: false, rule: 'provider_unknown', page: 'failed' });
  const logout = await nobody.acceptLogout({ binding: 'redirect', query: 'SAMLRequest=a' }, now);
  assert.deepEqual(logout, { ok: false, rule: 'provider_unknown' });
});

void test('every time is checked with our clock and the allowed difference, to the millisecond', async () => {
  const skew = 120_000;
  assert.equal(await ruleFor(assertion(), instant(end + skew - 1)), 'accepted');
  assert.equal(await ruleFor(assertion(), instant(end + skew)), 'confirmation_time');
  const longConfirmed = assertion().replace(
    /(InResponseTo="[^"]*" NotOnOrAfter=")[^"]*/,
    '$12026-11-22T09:00:00Z',
  );
  assert.equal(await ruleFor(longConfirmed, instant(end + skew)), 'conditions_time');
  // The earlier of the two times limits the other end too.
  const early = assertion().replace(
    'AuthnInstant="2026-11-22T08:00:29.900Z"',
    'AuthnInstant="2026-11-22T07:00:00Z"',
  );
  assert.equal(await ruleFor(early, instant(now - skew)), 'accepted');
  assert.equal(await ruleFor(early, instant(now - skew - 1)), 'conditions_time');
  const until = (text: string) =>
    assertion().replace(' SessionIndex=', ` SessionNotOnOrAfter="${text}" SessionIndex=`);
  assert.equal(await ruleFor(until('2026-11-22T07:58:30.121Z')), 'accepted');
  assert.equal(await ruleFor(until('2026-11-22T07:58:30.120Z')), 'authn_time');
  const from = (text: string) => assertion().replace('2026-11-22T08:00:29.900Z', text);
  assert.equal(await ruleFor(from('2026-11-22T08:02:30.120Z')), 'accepted');
  assert.equal(await ruleFor(from('2026-11-22T08:02:30.121Z')), 'authn_time');
});

void test('each rule on the signed assertion refuses by itself', async () => {
  const cases: [string, string | RegExp, string][] = [
    ['assertion_shape', 'ID="_a41" Version="2.0"', 'ID="_a41" Version="1.1"'],
    ['assertion_issuer', `<saml:Issuer>${provider.entityId}`, '<saml:Issuer>https://adgang.example'],
    [
      'recipient',
      'Recipient="https://sloering.example/auth/saml/acs"',
      'Recipient="https://sloering.example/"',
    ],
    ['confirmation_request', `InResponseTo="${pendingId}"`, 'InResponseTo="_other"'],
    ['confirmation_request', `InResponseTo="${pendingId}" `, ''],
    ['confirmation', 'cm:bearer', 'cm:holder-of-key'],
    ['confirmation', ' Recipient=', ' NotBefore="2026-11-22T08:00:30Z" Recipient='],
    ['confirmation_time', /(Data InResponseTo="[^"]*") NotOnOrAfter="[^"]*"/, '$1'],
    ['conditions', /<saml:Conditions.*<\/saml:Conditions>/, ''],
    ['conditions', '<saml:AudienceRestriction>', '<saml:Condition/><saml:AudienceRestriction>'],
    ['conditions_time', /(<saml:Conditions NotBefore="[^"]*") NotOnOrAfter="[^"]*"/, '$1'],
    ['audience', /<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''],
    [
      'audience',
      '<saml:Audience>https://saml.sloering.example',
      '<saml:Audience>https://SAML.sloering.example',
    ],
    ['authn_statement', / SessionIndex="[^"]*"/, ''],
    ['authn_statement', /<saml:AuthnStatement.*<\/saml:AuthnStatement>/, ''],
    ['authn_statement', '<saml:AuthnStatement', '<saml:AuthnStatement/><saml:AuthnStatement'],
    ['attribute_statement', /<saml:AttributeStatement>.*<\/saml:AttributeStatement>/, ''],
    [
      'attribute_statement',
      '<saml:AttributeStatement>',
      '<saml:AttributeStatement/><saml:AttributeStatement>',
    ],
    ['level_contradicted', 'nsis/loa/Substantial', 'nsis/loa/Low'],
    ['level_contradicted', 'nsis/loa/Substantial', 'nsis/loa/High'],
    ['spec_version', 'OIO-SAML-3.0', 'OIO-SAML-4.0'],
    ['cvr', 'O=29189366', 'O=13748136'],
  ];
  for (const [rule, from, to] of cases) {
    const changed = assertion().replace(from, to);
    assert.notEqual(changed, assertion(), rule);
    assert.equal(await ruleFor(changed), rule, `${String(from)} → ${to}`);
  }
  for (const name of [names.spec, names.cvr])
    assert.equal(await ruleFor(assertion(attributes({ [name]: null }))), 'attribute_missing');
  assert.equal(await ruleFor(assertion(attributes({ [names.level]: null }))), 'level_missing');
});

void test('an answer in the older profile is accepted where its levels are', async () => {
  const older = [
    ['dk:gov:saml:attribute:SpecVer', 'DK-SAML-2.0'],
    ['dk:gov:saml:attribute:KombitSpecVer', '1.0'],
    ['dk:gov:saml:attribute:AssuranceLevel', '3'],
    ['dk:gov:saml:attribute:CvrNumberIdentifier', '29189366'],
    ['dk:gov:saml:attribute:Privileges_intermediate', privilegeList(group(privilege('godkender')))],
  ] as const;
  const xml = assertion(older.map(([name, value]) => attribute(name, value)).join('')).replace(
    'https://data.gov.dk/concept/core/nsis/loa/Substantial',
    'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
  );
  const body = form(response(await encrypt(signRoot(xml))));
  const answer = await serviceProvider({ acceptNistLevels: true }).acceptLogin(body, take, now);
  assert.deepEqual(answer.ok && [answer.level, answer.grants, answer.person.organisation], [
    'Substantial',
    [{ cvr: '29189366', role: 'manager', units: null }],
    '',
  ]);
  const strict = await serviceProvider().acceptLogin(body, take, now);
  assert.deepEqual(strict, { ok: false, rule: 'level_missing', page: 'too_weak' });
});

void test('a comment in the name hides nothing: the whole name is read, or none', async () => {
  // Attack (CVE-2017-11427): the signature does not cover comments; a reader that stops at one takes `Serial=…` of somebody else.
  const body = signRoot(assertion()).replace('CN=Anna Testesen', 'CN=Anna<!-- --> Testesen');
  const answer = await plain.acceptLogin(form(response(body)), take, now);
  assert.equal(answer.ok && answer.person.name, 'Anna Testesen');
  // Attack (CVE-2025-29775): a comment in the digest, which two readers read differently.
  const digest = signRoot(assertion()).replace('<ds:DigestValue>', '<ds:DigestValue><!--x-->');
  const refused = await plain.acceptLogin(form(response(digest)), take, now);
  assert.equal(!refused.ok && refused.rule, 'signature_shape');
});

void test('what the provider says no with decides the page', async () => {
  const code = (inner: string, top = 'Responder') =>
    `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${top}"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${inner}"/></samlp:StatusCode>`;
  const cases = [
    ['NoPassive', 'status_no_passive', 'silent'],
    ['AuthnFailed', 'status_cancelled', 'cancelled'],
    ['RequestDenied', 'status_cancelled', 'cancelled'],
    ['NoAuthnContext', 'status_too_weak', 'too_weak'],
    ['UnknownPrincipal', 'status', 'failed'],
  ] as const;
  const untouched = () => assert.fail('an unsigned no must not use up the pending login');
  for (const [inner, rule, page] of cases) {
    const answer = await plain.acceptLogin(form(response('', code(inner))), untouched, now);
    assert.deepEqual(answer, { ok: false, rule, page, status: `Responder/${inner}` });
  }
  // Attack: text for the log in a status that nobody signed.
  const odd = await plain.acceptLogin(form(response('', code('0101700001'))), untouched, now);
  assert.deepEqual(odd, { ok: false, rule: 'status', page: 'failed', status: 'Responder/other' });
  // Attack: an assertion inside a refusal.
  const both = await plain.acceptLogin(
    form(response(signRoot(assertion()), code('AuthnFailed'))),
    untouched,
    now,
  );
  assert.equal(both.ok, false);
});

void test('every new id is its own, begins as an XML name does, and carries 160 bits', () => {
  const ids = new Set(Array.from({ length: 100 }, () => plain.newId()));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^_[0-9a-f]{40}$/);
});

void test('a signed Response does not stand in for a signed assertion', async () => {
  // Attack: a Response the provider signed, with nothing signed inside it.
  const body = signRoot(response(assertion()));
  const answer = await plain.acceptLogin(form(body), take, now);
  assert.equal(!answer.ok && answer.rule, 'signature_missing');
});

void test('base64 wrapped by .NET, with its carriage returns, is read', async () => {
  const list = privilegeList(group(privilege('anmoder')));
  const wrapped = list.replace(/(.{76})/g, '$1&#13;\n');
  assert.notEqual(wrapped, list);
  const answer = await accept(assertion(attributes({ [names.privileges]: wrapped })));
  assert.deepEqual(answer.ok && answer.grants, [{ cvr: '29189366', role: 'employee', units: null }]);
});

void test('no assertion stands inside or around another, also when encrypted', async () => {
  const genuine = signRoot(assertion());
  const [signature = ''] = /<ds:Signature.*<\/ds:Signature>/s.exec(genuine) ?? [];
  const forged = assertion(undefined, person.replace('0b2c7c1e', 'deadbeef')).replace(
    'ID="_a41"',
    'ID="_f1"',
  );
  const issuerEnd = '</saml:Issuer>';
  const advice = (inner: string) => `<saml:Advice>${inner}</saml:Advice>`;
  const wrapped = [
    // Attack (XSW 6 and 8): the signature moved into a forged assertion, with the signed one inside it or inside the signature.
    forged.replace(issuerEnd, `${issuerEnd}${signature}${advice(genuine.replace(signature, ''))}`),
    forged.replace(
      issuerEnd,
      `${issuerEnd}${signature.replace('</ds:Signature>', `<ds:Object>${genuine.replace(signature, '')}</ds:Object></ds:Signature>`)}`,
    ),
    // Attack (XSW 4): the signed assertion whole inside a forged one without a signature.
    forged.replace('<saml:AuthnStatement', `${advice(genuine)}<saml:AuthnStatement`),
  ];
  for (const xml of wrapped) {
    assert.equal(await ruleOfWhole(form(response(xml))), 'one_assertion');
    assert.equal(await ruleOfWhole(form(response(await encrypt(xml)))), 'one_assertion');
  }
  // Attack (XSW 3): a forged assertion before or after the signed one.
  for (const both of [forged + genuine, genuine + forged])
    assert.equal(await ruleOfWhole(form(response(both))), 'one_assertion');
});

void test('nothing is written anywhere while messages are read', async (t) => {
  const writes = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      t.mock.method(console, name, () => undefined),
    ),
    t.mock.method(process.stderr, 'write', () => true),
  ];
  const cbc = serviceProvider({ allowCbc: true });
  const weak = { content: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' };
  const bodies = [
    form(response(await encrypt(signRoot(assertion()), weak))),
    form(response(await encrypt(signRoot(assertion()).replace('Anna', 'Eva')))),
    form(response(await encrypt(signRoot(assertion().replace('Audience>https', 'Audience>http'))))),
    form('<not xml'),
  ];
  const outcomes = await Promise.all(bodies.map((body) => cbc.acceptLogin(body, take, now)));
  assert.deepEqual(
    outcomes.map(({ ok }) => ok),
    [true, false, false, false],
  );
  for (const { mock } of writes) assert.equal(mock.callCount(), 0);
});
