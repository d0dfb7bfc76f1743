import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { requireTool } from '../support/tools.ts';
import {
  createVisitor,
  field,
  folderOf,
  frame,
  metadataOf,
  other,
  own,
  program,
  query,
  signXml,
  startProgram,
} from './context-handler-start.ts';

const { url, line, folder, metadata } = await startProgram({ after });
const visit = () => createVisitor(url);
const issue = `${url}/runtime/saml2/issue.idp`;
const refusal = async (response: Response) => {
  assert.equal(response.status, 400);
  return /Regel: <code>(\w+)/.exec(await response.text())?.[1];
};
const xmllint = requireTool('xmllint');

test('it says where it is', () => {
  assert.match(line, /^Context Handler \(simulator\): http:\/\/127\.0\.0\.1:\d+$/);
});

// Anyone who reaches it can be anyone: it must never run beside real data.
test('it does not start in production', () => {
  const { status, stderr } = spawnSync(process.execPath, [program, '--port', '0', '--data', folder], {
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /does not start with NODE_ENV=production/);
});

test(
  'its metadata is well-formed and names both bindings and the answer address of logout',
  { skip: xmllint.skip },
  async () => {
    const xml = await (await fetch(`${url}/runtime/saml2/metadata.idp`)).text();
    assert.equal(spawnSync(xmllint.path ?? '', ['--noout', '-'], { input: xml }).status, 0);
    assert.equal(xml.split('SingleSignOnService ').length, 3);
    assert.equal(
      xml.split(`ResponseLocation="${url.replaceAll('"', '')}/runtime/saml2/signoff.idp"`).length,
      3,
    );
    assert.equal(xml.split('X509Certificate>').length, 3);
  },
);

test('during roll-over the metadata names both certificates, before it only the one that signs', async () => {
  const read = async () => {
    const xml = await (await fetch(`${url}/runtime/saml2/metadata.idp`)).text();
    return [...xml.matchAll(/<ds:X509Certificate>([^<]+)/g)].map((match) => match[1]);
  };
  const first = await read();
  await visit().set({ rollover: true });
  const both = await read();
  await visit().set({ signing: 'second', rollover: false });
  const second = await read();
  await visit().go(`${url}/control/reset`, { method: 'POST' });
  assert.deepEqual(both, [...first, ...second]);
  assert.notDeepEqual(first, second);
});

test('a request signed by SHA-512 is taken as well', async () => {
  const asked = query(frame('AuthnRequest', issue), {
    algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    hash: 'sha512',
  });
  assert.equal((await fetch(`${issue}?${asked}`)).status, 200);
});

const good = frame('AuthnRequest', issue);
const refused: [string, string, string][] = [
  // Somebody sends people here in another system's name.
  ['without a signature', query(good).replace(/&SigAlg.*/, ''), 'unsigned'],
  ['signed by another key', query(good, { key: other }), 'signature'],
  ['with a changed RelayState', query(good).replace('RelayState=r1', 'RelayState=r2'), 'signature'],
  ['with RelayState twice', `${query(good)}&RelayState=r2`, 'form'],
  [
    'signed with SHA-1',
    query(good, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', hash: 'sha1' }),
    'algorithm',
  ],
  ['of an unknown system', query(frame('AuthnRequest', issue, { system: 'ukendt' })), 'issuer'],
  ['to another address', query(frame('AuthnRequest', `${issue}/x`)), 'destination'],
  ['an hour old', query(frame('AuthnRequest', issue, { issued: Date.now() - 3_600_000 })), 'time'],
  // The answer, with the person's rights in it, would go to the attacker.
  [
    'that wants its answer elsewhere',
    query(
      frame('AuthnRequest', issue, {
        attributes: 'AssertionConsumerServiceURL="https://attacker.example/acs"',
      }),
    ),
    'acs',
  ],
  ['that is no request for a login', query(frame('LogoutResponse', issue)), 'xml'],
  ['with a document type', query(`<!DOCTYPE a>${good}`), 'xml'],
  ['that cannot be inflated', 'SAMLRequest=AAAA&SigAlg=a&Signature=b', 'form'],
];
for (const [what, asked, rule] of refused)
  test(`a request ${what} is refused, and the page says by which rule`, async () => {
    assert.equal(await refusal(await fetch(`${issue}?${asked}`)), rule);
  });

test('a request by POST without a signature of its own is refused', async () => {
  const form = { SAMLRequest: Buffer.from(good).toString('base64') };
  assert.equal(await refusal(await visit().post('/runtime/saml2/issue.idp', form)), 'unsigned');
});

test('a request by POST whose signature is a shell, or is over something else, is refused', async () => {
  const post = (xml: string) =>
    visit().post('/runtime/saml2/issue.idp', { SAMLRequest: Buffer.from(xml).toString('base64') });
  const signed = signXml(good, own);
  assert.equal((await post(signed)).status, 200);
  const shell = signed.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, '');
  assert.equal(await refusal(await post(shell)), 'signature');
  assert.equal(
    await refusal(await post(signed.replace('Version="2.0"', 'Version="2.0" ForceAuthn="true"'))),
    'signature',
  );
  // The genuine request hides inside the forged one, which takes its signature (signature wrapping).
  const wrapped = good
    .replace('ID="_q1"', 'ID="_q2"')
    .replace(
      '</samlp:AuthnRequest>',
      `${/<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? ''}${signed}</samlp:AuthnRequest>`,
    );
  assert.equal(await refusal(await post(wrapped)), 'signature');
});

// Metadata signed by another than the one it names would let anyone on the way change the addresses.
test('metadata with a foreign signature is not trusted, and a changed key is read when the old one fails', async (t) => {
  const known = await visit().ask();
  assert.equal(known.status, 200);
  t.after(() => writeFile(metadata.first, metadataOf('system', own)));
  await writeFile(metadata.first, metadataOf('system', other, own));
  assert.equal(await refusal(await visit().ask({ key: other })), 'signature');
  await writeFile(metadata.first, metadataOf('system', other));
  assert.equal((await visit().ask({ key: other })).status, 200);
  await writeFile(metadata.first, metadataOf('system', own));
  assert.equal((await visit().ask()).status, 200);
});

test('the picker is a form of plain buttons, so keys and a browser without script are enough', async () => {
  const html = await (await visit().ask()).text();
  const users = JSON.parse(await readFile(join(program, '../context-handler/users.json'), 'utf8')) as {
    id: string;
  }[];
  for (const { id } of users) assert.ok(html.includes(`<button name="user" value="${id}">`), id);
  assert.match(html, /Holm, Åse &quot;Ræv&quot; Østergård/);
  assert.ok(!/<script(?![^>]*src=)/.test(html) && !html.includes('onclick'));
});

test('the answer goes by a form with a button, to the system only', async () => {
  const visitor = visit();
  const picker = await (await visitor.ask()).text();
  const answer = await visitor.post('/runtime/login', { request: field(picker, 'request'), user: 'leder' });
  const html = await answer.text();
  assert.match(html, /action="https:\/\/system\.example\/acs"/);
  assert.match(html, /<button>Fortsæt<\/button>/);
  assert.equal(field(html, 'RelayState'), 'r1');
  assert.match(
    answer.headers.get('content-security-policy') ?? '',
    /script-src 'self';.*form-action 'self' https:\/\/system\.example;/,
  );
  const again = await visitor.post('/runtime/login', { request: field(picker, 'request'), user: 'leder' });
  assert.equal(await refusal(again), 'pending');
});

test('a cancelled login is answered as one', async () => {
  const visitor = visit();
  const picker = await (await visitor.ask()).text();
  const html = await (
    await visitor.post('/runtime/login', { request: field(picker, 'request'), cancel: '1' })
  ).text();
  const xml = Buffer.from(field(html, 'SAMLResponse'), 'base64').toString();
  assert.match(xml, /status:AuthnFailed/);
  assert.ok(!xml.includes('Assertion>'));
});

const answered = async (response: Response) =>
  Buffer.from(field(await response.text(), 'SAMLResponse'), 'base64').toString();

test('the second login is silent, a forced one is not, and a passive one without a session fails', async () => {
  const visitor = visit();
  assert.match(await answered(await visitor.ask({ attributes: 'IsPassive="true"' })), /status:NoPassive/);
  await visitor.logIn('leder');
  assert.match(await answered(await visitor.ask()), /status:Success/);
  assert.match(await answered(await visitor.ask({ attributes: 'IsPassive="true"' })), /status:Success/);
  assert.match(await (await visitor.ask({ attributes: 'ForceAuthn="true"' })).text(), /Hvem logger ind/);
});

test('a login below the level asked for is answered NoAuthnContext', async () => {
  const content =
    '<samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>' +
    'https://data.gov.dk/concept/core/nsis/loa/Substantial</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>';
  assert.match(await visit().logIn('lav', { content }), /status:NoAuthnContext/);
  assert.match(await visit().logIn('leder', { content }), /status:Success/);
});

test('the ledger holds ids and rules, and neither names nor assertions', async () => {
  const xml = await visit().logIn('komma', { id: '_in-the-ledger' });
  const text = await (await fetch(`${url}/control/ledger`)).text();
  assert.ok(text.includes(/ ID="([^"]+)"/.exec(xml)?.[1] ?? 'no id'));
  assert.ok(text.includes('"inResponseTo":"_in-the-ledger"'));
  assert.ok(text.includes('"refused":"signature"'));
  assert.ok(!text.includes('Østergård') && !text.includes('PD94'));
});

// A page on another site posts to the switches in the visitor's browser.
test('a foreign page cannot turn the switches', async () => {
  const response = await fetch(`${url}/control/settings`, {
    method: 'POST',
    body: '{"fault":"unsigned"}',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(response.status, 403);
  assert.equal((await visit().set({ fault: 'nonsense' })).status, 400);
});

test('keys are kept in the folder', async (t) => {
  const before = await (await fetch(`${url}/runtime/saml2/metadata.idp`)).text();
  const again = await startProgram(t, folder);
  const later = await (await fetch(`${again.url}/runtime/saml2/metadata.idp`)).text();
  assert.equal(later.replaceAll(again.url, url), before);
  assert.ok(await folderOf(t));
});
