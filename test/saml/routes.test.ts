import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { redirectAddress } from '../../server/saml/redirect.ts';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { createWorld } from '../support/world.ts';
import {
  assertion,
  context,
  encrypt,
  end,
  form,
  now,
  onlyContext,
  pendingId,
  person,
  response,
  settings,
  signRoot,
} from './answer.ts';

const x509 = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';

/** The message behind one of our redirects. */
const messageOf = (address: string): string => {
  const given = new URL(address).searchParams;
  const message = given.get('SAMLRequest') ?? given.get('SAMLResponse') ?? '';
  return inflateRawSync(Buffer.from(message, 'base64')).toString('utf8');
};

void test('a person logs in and out through the routes, with real messages', async () => {
  const provider = createServiceProvider({ settings, provider: () => onlyContext, randomBytes });
  const door = { provider, issuer: () => onlyContext.entityId, entityId: settings.entityId, roles: [] };
  const world = await createWorld({ deps: { saml: door } });
  try {
    const cookies = new Map<string, string>();
    const send = async (method: string, path: string, body?: string): Promise<Response> => {
      const answer = await world.app.request(path, {
        method,
        headers: {
          Cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
          'X-Forwarded-For': '192.0.2.7',
          'Sec-Fetch-Site': 'same-origin',
          ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
        },
        ...(body === undefined ? {} : { body }),
      });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (/Max-Age=0/.test(set)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return answer;
    };
    const locationOf = (answer: Response) =>
      answer.headers.get('Location') ?? assert.fail(String(answer.status));

    const request = messageOf(locationOf(await send('GET', '/auth/saml/login?return=/register')));
    const [, id = ''] = / ID="([^"]+)"/.exec(request) ?? [];
    const iso = (at: number) => new Date(at).toISOString();
    // The same message, at the time of this world and for this request.
    const timed = (xml: string) =>
      xml
        .replaceAll(iso(now), iso(world.now()))
        .replaceAll(iso(end), iso(world.now() + end - now))
        .replaceAll('2026-11-22T08:00:29.900Z', iso(world.now()))
        .replaceAll(pendingId, id);
    const body = form(timed(response(await encrypt(signRoot(timed(assertion()))))));
    const accepted = await send('POST', '/auth/saml/acs', body);
    assert.deepEqual([accepted.status, accepted.headers.get('Location')], [303, '/register']);
    assert.ok(cookies.has('__Host-sloering'));

    // Attack: the same answer once more, from the same browser.
    const again = await send('POST', '/auth/saml/acs', body);
    assert.notEqual(again.status, 303);

    // Logged out elsewhere: the provider tells us, and this session ends too.
    const asked =
      `<p:LogoutRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
      `ID="_out" Version="2.0" IssueInstant="${iso(world.now())}" Destination="https://sloering.example/auth/saml/slo">` +
      `<saml:Issuer>${onlyContext.entityId}</saml:Issuer><saml:NameID Format="${x509}">${person}</saml:NameID>` +
      `<p:SessionIndex>q7Yx0bC1d2E3f4G5h6I7jA==</p:SessionIndex></p:LogoutRequest>`;
    const address = redirectAddress({
      ...{ to: '/auth/saml/slo', kind: 'SAMLRequest', xml: asked, relayState: 'theirs' },
      privateKeyPem: context.privateKeyPem,
    });
    const session = () => send('GET', '/page/session');
    assert.equal((await session()).status, 200);
    const answer = new URL(locationOf(await send('GET', address)));
    assert.equal(answer.origin + answer.pathname, onlyContext.sloResponse);
    assert.equal(answer.searchParams.get('RelayState'), 'theirs');
    assert.match(messageOf(answer.href), / InResponseTo="_out".*status:Success/);
    assert.equal((await session()).status, 401);

    const metadata = await send('GET', '/auth/saml/metadata');
    assert.equal(await metadata.text(), provider.metadata());
  } finally {
    await world.close();
  }
});
