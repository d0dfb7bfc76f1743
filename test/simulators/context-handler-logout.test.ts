import assert from 'node:assert/strict';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { after, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import type { Settings } from '../../examples/simulators/context-handler/settings.ts';
import {
  createVisitor,
  field,
  frame,
  other,
  query,
  signXml,
  own,
  startProgram,
} from './context-handler-start.ts';

const { url } = await startProgram({ after });
const issue = `${url}/runtime/saml2/issue.idp`;
const signoff = `${url}/runtime/saml2/signoff.idp`;

const metadata = await (await fetch(`${url}/runtime/saml2/metadata.idp`)).text();
const { publicKey } = new X509Certificate(
  Buffer.from(/<ds:X509Certificate>([^<]+)/.exec(metadata)?.[1] ?? '', 'base64'),
);
const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));

/** The message in a redirect, and whether it is signed with RSA-SHA256 by the broker. */
const sent = (response: Response) => {
  assert.equal(response.status, 303);
  const address = new URL(response.headers.get('location') ?? '');
  const raw = address.search.slice(1);
  const [text = '', signature = ''] = raw.split('&Signature=');
  const message = address.searchParams.get('SAMLRequest') ?? address.searchParams.get('SAMLResponse') ?? '';
  return {
    to: address.origin + address.pathname,
    relay: address.searchParams.get('RelayState'),
    algorithm: address.searchParams.get('SigAlg'),
    signed: verify('sha256', Buffer.from(text), key, Buffer.from(decodeURIComponent(signature), 'base64')),
    xml: inflateRawSync(Buffer.from(message, 'base64')).toString(),
  };
};
const valueOf = (xml: string, name: string) => new RegExp(` ${name}="([^"]+)"`).exec(xml)?.[1] ?? '';
const success =
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>';
const answerTo = (id: string, system: string) =>
  frame('LogoutResponse', signoff, { system, attributes: `InResponseTo="${id}"`, content: success });

const loggedIn = async () => {
  const visitor = createVisitor(url);
  await visitor.set({ content: 'none' });
  const xml = await visitor.logIn('leder');
  const nameId = /<saml:NameID[^>]*>[^<]+<\/saml:NameID>/.exec(xml)?.[0] ?? '';
  return { visitor, nameId, index: valueOf(xml, 'SessionIndex') };
};
const logoutRequest = (nameId: string, index: string) =>
  frame('LogoutRequest', issue, { content: `${nameId}<samlp:SessionIndex>${index}</samlp:SessionIndex>` });

test('a system that logs out is answered, and the next login is not silent', async () => {
  const { visitor, nameId, index } = await loggedIn();
  const answer = sent(await visitor.go(`${issue}?${query(logoutRequest(nameId, index), { relay: 'r9' })}`));
  assert.equal(answer.to, 'https://system.example/slo/answer');
  assert.deepEqual([answer.relay, answer.signed], ['r9', true]);
  assert.match(answer.xml, /^<samlp:LogoutResponse.*InResponseTo="_q1".*status:Success/);
  assert.match(await (await visitor.ask()).text(), /Hvem logger ind/);
});

test('a logout by POST, signed inside, is taken as well', async () => {
  const { visitor, nameId, index } = await loggedIn();
  const form = { SAMLRequest: Buffer.from(signXml(logoutRequest(nameId, index), own)).toString('base64') };
  assert.match(sent(await visitor.post('/runtime/saml2/issue.idp', form)).xml, /status:Success/);
});

// Anyone could end anyone's session.
test('a logout signed by another is refused, and the session lives', async () => {
  const { visitor, nameId, index } = await loggedIn();
  const forged = query(logoutRequest(nameId, index), { key: other });
  assert.equal((await visitor.go(`${issue}?${forged}`)).status, 400);
  assert.match(await (await visitor.ask()).text(), /data-send="once"/);
});

test('a logout of nobody known is answered, not left on an error page', async () => {
  const answer = sent(
    await fetch(`${issue}?${query(logoutRequest('<saml:NameID>X</saml:NameID>', '1'))}`, {
      redirect: 'manual',
    }),
  );
  assert.match(answer.xml, /status:UnknownPrincipal/);
});

test('other systems are logged out before the first is answered', async () => {
  const { visitor, nameId, index } = await loggedIn();
  assert.match(await (await visitor.ask({ system: 'anden', key: other })).text(), /data-send/);
  const request = sent(await visitor.go(`${issue}?${query(logoutRequest(nameId, index))}`));
  assert.equal(request.to, 'https://anden.example/slo');
  assert.ok(request.signed && request.xml.startsWith('<samlp:LogoutRequest'));
  const id = valueOf(request.xml, 'ID');
  // The first system answers in the other's place.
  const foreign = query(answerTo(id, 'system'), { kind: 'SAMLResponse' });
  assert.equal((await visitor.go(`${signoff}?${foreign}`)).status, 400);
  const own2 = query(answerTo(id, 'anden'), { kind: 'SAMLResponse', key: other });
  const last = sent(await visitor.go(`${signoff}?${own2}`));
  assert.equal(last.to, 'https://system.example/slo/answer');
  assert.match(last.xml, /status:Success/);
});

const start = async (binding: string, change: Partial<Settings> = {}) => {
  const { visitor, index } = await loggedIn();
  await visitor.set(change);
  const pages = await (await visitor.go(url)).text();
  const forms = [...pages.matchAll(/name="session" value="([^"]+)"/g)].map((match) => match[1] ?? '');
  const session = forms.at(-1) ?? '';
  const system = 'https://saml.system.example';
  return { visitor, index, response: await visitor.post('/logout', { session, system, binding }) };
};

test('the page of sessions starts a logout by redirect, and the session ends with the answer', async () => {
  const { visitor, index, response } = await start('redirect');
  const request = sent(response);
  assert.equal(request.to, 'https://system.example/slo');
  assert.ok(request.signed && request.xml.includes(`<samlp:SessionIndex>${index.replaceAll('"', '')}<`));
  const answered = query(answerTo(valueOf(request.xml, 'ID'), 'system'), { kind: 'SAMLResponse' });
  const done = await visitor.go(`${signoff}?${answered}`);
  assert.match(await done.text(), /Du er logget ud/);
  assert.equal((await visitor.go(`${signoff}?${answered}`)).status, 400);
  assert.match(await (await visitor.ask()).text(), /Hvem logger ind/);
});

test('and by POST, signed inside', async () => {
  const { response } = await start('post');
  const html = await response.text();
  assert.match(html, /action="https:\/\/system\.example\/slo"/);
  const xml = Buffer.from(field(html, 'SAMLRequest'), 'base64').toString();
  assert.match(xml, /<\/saml:Issuer><ds:Signature /);
});

const signs: Readonly<
  Record<
    Exclude<Settings['logoutFault'], 'none'>,
    (request: ReturnType<typeof sent>, index: string) => boolean
  >
> = {
  unsigned: ({ algorithm, signed }) => algorithm === null && !signed,
  sha1: ({ algorithm }) => algorithm === 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  'wrong-issuer': ({ xml }) => xml.includes('/runtime/anden</saml:Issuer>'),
  'wrong-destination': ({ xml }) => valueOf(xml, 'Destination').endsWith('/anden'),
  expired: ({ xml }) => Date.parse(valueOf(xml, 'NotOnOrAfter')) < Date.now(),
  'other-session-index': ({ xml }, index) => !xml.includes(`>${index}<`),
};
for (const [fault, shows] of Object.entries(signs))
  test(`logout fault ${fault} is in the next request and in no good one`, async () => {
    const bad = await start('redirect', { logoutFault: fault as keyof typeof signs });
    assert.equal(shows(sent(bad.response), bad.index), true);
    const good = await start('redirect');
    assert.equal(shows(sent(good.response), good.index), false);
  });
