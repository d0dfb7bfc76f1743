import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { instant } from '../../server/domain/ids.ts';
import type {
  AcceptedLogin,
  AcceptedLogout,
  PendingLogin,
  RefusedLogin,
  RefusedLogout,
  ServiceProvider,
} from '../../server/saml/port.ts';
import { subjectHashOf } from '../../server/session/login.ts';
import type { MunicipalityView, PageSession } from '../../shared/page-api.ts';
import { createWorld, type World } from '../support/world.ts';

const minute = 60_000;
const nameId = { value: 'C=DK,O=29190623,CN=Anna Holm,Serial=serial-1', format: 'x509' };

/** A service provider that says what the test wants: these tests are about what happens around it. */
const scripted = () => {
  let accepted: (pending: PendingLogin) => AcceptedLogin | RefusedLogin;
  let logout: AcceptedLogout | RefusedLogout = { ok: false, rule: 'not_signed' };
  const asked: { forceAuthn: boolean; level: string | null; id: string }[] = [];
  const provider: ServiceProvider = {
    metadata: () => '<EntityDescriptor/>',
    newId: () => `_${randomBytes(20).toString('hex')}`,
    loginAddress: ({ id, forceAuthn, level }) => {
      asked.push({ id, forceAuthn, level });
      return Promise.resolve(`https://ch.example/login?SAMLRequest=${id}`);
    },
    acceptLogin: async (body, take) => {
      const pending = await take(body);
      return pending ? accepted(pending) : { ok: false, rule: 'request_unknown', page: 'start_again' };
    },
    logoutAddress: ({ id, sessionIndex }) =>
      Promise.resolve(`https://ch.example/logout?SAMLRequest=${id}&index=${sessionIndex}`),
    acceptLogout: () => Promise.resolve(logout),
    logoutAnswerAddress: ({ inResponseTo, complete }) =>
      Promise.resolve(`https://ch.example/signoff?for=${inResponseTo}&complete=${complete}`),
  };
  return {
    provider,
    asked,
    answer: (next: typeof accepted) => void (accepted = next),
    logout: (next: typeof logout) => void (logout = next),
  };
};

describe('logging in', () => {
  const script = scripted();
  let world: World;
  let assertion = 0;
  before(async () => {
    const roles = [
      { role: 'employee', name: 'anmoder', uri: 'http://sloering.example/anmoder/1', level: 'Substantial' },
    ] as const;
    const saml = {
      provider: script.provider,
      issuer: () => 'https://ch.example',
      entityId: 'https://sp.example',
      roles,
    };
    world = await createWorld({ deps: { saml } });
  });
  after(() => world.close());
  beforeEach(() => script.answer((pending) => good(pending)));

  const good = (pending: PendingLogin, more: Partial<AcceptedLogin> = {}): AcceptedLogin => ({
    ok: true,
    pending,
    assertionId: `_a${++assertion}`,
    keepUntil: instant(world.now() + 10 * minute),
    person: { cvr: '29190623', serial: 'serial-1', name: 'Anna Holm', organisation: 'Eksempelby Kommune' },
    level: 'Substantial',
    grants: [{ cvr: '29190623', role: 'manager', units: null }],
    dropped: [],
    nameId,
    sessionIndex: '7',
    authnInstant: world.now(),
    sessionNotOnOrAfter: null,
    authority: null,
    algorithms: { signature: 'rsa-sha256', content: 'aes256-gcm', keyTransport: 'rsa-oaep' },
    ...more,
  });

  type Jar = Map<string, string>;
  const send = async (method: string, path: string, jar: Jar, body?: string): Promise<Response> => {
    // What a browser does: a Lax cookie stays at home when another site sends the POST.
    const sent = [...jar].filter(([name]) => method !== 'POST' || name !== '__Host-sloering');
    const cookie = sent.map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await world.app.request(path, {
      method,
      headers: {
        ...(cookie ? { Cookie: cookie } : {}),
        'X-Forwarded-For': '192.0.2.7',
        ...(method === 'POST' ? { Origin: 'https://ch.example', 'Sec-Fetch-Site': 'cross-site' } : {}),
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (/Max-Age=0/.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const begin = async (jar: Jar, query = ''): Promise<string> => {
    const response = await send('GET', `/auth/saml/login${query}`, jar);
    assert.equal(response.status, 303);
    return new URL(response.headers.get('Location') ?? '').searchParams.get('SAMLRequest') ?? '';
  };
  const finish = (jar: Jar, id: string) => send('POST', '/auth/saml/acs', jar, id);
  const stateOf = async (jar: Jar): Promise<PageSession | undefined> => {
    const response = await world.request('GET', '/page/session', {
      headers: { Origin: undefined, Cookie: `__Host-sloering=${jar.get('__Host-sloering')}` },
    });
    return response.status === 200 ? ((await response.json()) as PageSession) : undefined;
  };
  const titleOf = async (response: Response): Promise<string> =>
    /<h1>(.*?)<\/h1>/.exec(await response.text())?.[1] ?? '';

  test('leads there and back, with a cookie for the way and one for the login', async () => {
    const jar: Jar = new Map();
    const start = await send('GET', '/auth/saml/login?return=/register', jar);
    assert.match(
      start.headers.get('Set-Cookie') ?? '',
      /^__Host-sloering-browser=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=None$/,
    );
    const id = new URL(start.headers.get('Location') ?? '').searchParams.get('SAMLRequest') ?? '';
    const end = await finish(jar, id);
    assert.equal(end.status, 303);
    assert.equal(end.headers.get('Location'), '/register');
    assert.match(
      end.headers.get('Set-Cookie') ?? '',
      /^__Host-sloering=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    assert.equal(end.headers.get('Cache-Control'), 'no-store');
    assert.deepEqual((await stateOf(jar))?.roles, ['manager']);
  });

  // Attack: a link to our login that sends the person somewhere else afterwards.
  for (const away of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%2F/evil',
    'javascript:alert(1)',
    '/a?b=c',
  ]) {
    test(`does not lead to ${away}`, async () => {
      const jar: Jar = new Map();
      const end = await finish(jar, await begin(jar, `?return=${encodeURIComponent(away)}`));
      assert.equal(end.headers.get('Location'), '/');
    });
  }

  // Attack: the attacker's own answer, posted from a page the victim looks at (login CSRF).
  test('is finished in the browser that began it only', async () => {
    const theirs: Jar = new Map();
    const id = await begin(theirs);
    for (const jar of [new Map<string, string>(), new Map([['__Host-sloering-browser', 'x'.repeat(43)]])]) {
      const response = await finish(jar, id);
      assert.equal(await titleOf(response), 'Begynd login forfra');
      assert.equal(jar.has('__Host-sloering'), false);
    }
    assert.equal((await finish(theirs, id)).status, 303);
  });

  test('in two tabs of one browser works in both', async () => {
    const jar: Jar = new Map();
    const [first, second] = [await begin(jar, '?return=/mine'), await begin(jar, '?return=/register')];
    assert.equal((await finish(jar, first)).headers.get('Location'), '/mine');
    assert.equal((await finish(jar, second)).headers.get('Location'), '/register');
  });

  test('after the back button, or after a quarter of an hour, begins again', async () => {
    const jar: Jar = new Map();
    const id = await begin(jar);
    await finish(jar, id);
    assert.equal(await titleOf(await finish(jar, id)), 'Begynd login forfra');
    const late = await begin(jar);
    world.pass(15 * minute);
    assert.equal(await titleOf(await finish(jar, late)), 'Begynd login forfra');
  });

  // Attack: one assertion posted under two requests.
  test('uses an assertion once', async () => {
    const jar: Jar = new Map();
    script.answer((pending) => good(pending, { assertionId: '_same' }));
    const ids = [await begin(jar), await begin(jar)];
    assert.equal((await finish(jar, ids[0] ?? '')).status, 303);
    assert.equal(await titleOf(await finish(jar, ids[1] ?? '')), 'Begynd login forfra');
  });

  const pages: [RefusedLogin['page'], number, string][] = [
    ['cancelled', 403, 'Du blev ikke logget ind'],
    ['too_weak', 403, 'Dit login er ikke stærkt nok'],
    ['failed', 400, 'Vi kunne ikke logge dig ind'],
    ['start_again', 409, 'Begynd login forfra'],
    ['silent', 403, 'Du er ikke logget ind'],
  ];
  for (const [page, status, title] of pages) {
    test(`that ends as ${page} says so calmly, in both languages, and logs the rule alone`, async () => {
      const jar: Jar = new Map();
      script.answer(() => ({ ok: false, rule: `rule_${page}`, page }));
      const before = world.logged().length;
      const response = await finish(jar, await begin(jar));
      assert.equal(response.status, status);
      const text = await response.clone().text();
      assert.equal(await titleOf(response), title);
      assert.match(text, /<section lang="en"/);
      assert.doesNotMatch(text, new RegExp(`rule_${page}`));
      assert.match(response.headers.get('Content-Security-Policy') ?? '', /script-src 'self'/);
      const line =
        world
          .logged()
          .slice(before)
          .split('\n')
          .find((one) => one.includes('login_refused')) ?? '';
      const { rule, reference } = JSON.parse(line) as { rule: string; reference: string };
      assert.equal(rule, `rule_${page}`);
      if (page === 'failed' || page === 'too_weak') assert.ok(text.includes(reference));
      assert.equal(jar.has('__Host-sloering'), false);
    });
  }

  const without: [string, Partial<AcceptedLogin>, string][] = [
    ['no role', { grants: [] }, 'Du har ikke adgang til Sløring'],
    [
      'a role at a municipality that is not here',
      { grants: [{ cvr: '99000007', role: 'admin', units: null }] },
      'Du har ikke adgang til Sløring',
    ],
    [
      'the national role at a municipality',
      { grants: [{ cvr: '29190623', role: 'operator', units: null }] },
      'Du har ikke adgang til Sløring',
    ],
    [
      'a municipal role at the national body',
      { grants: [{ cvr: '12345674', role: 'admin', units: null }] },
      'Du har ikke adgang til Sløring',
    ],
    [
      'a role the login is too weak for',
      { grants: [], dropped: [{ cvr: '29190623', reason: 'level_too_low' }] },
      'Dit login er ikke stærkt nok',
    ],
  ];
  for (const [what, more, title] of without) {
    test(`with ${what} opens nothing and says whom to ask`, async () => {
      const jar: Jar = new Map();
      script.answer((pending) => good(pending, more));
      const response = await finish(jar, await begin(jar));
      assert.equal(response.status, 403);
      const text = await response.clone().text();
      assert.equal(await titleOf(response), title);
      if (title.includes('adgang'))
        assert.match(text, /anmoder[\s\S]*http:\/\/sloering\.example\/anmoder\/1/);
      assert.equal(jar.has('__Host-sloering'), false);
    });
  }

  test('acts where the role is held, not where the person works', async () => {
    const jar: Jar = new Map();
    script.answer((pending) => good(pending, { grants: [{ cvr: '13748136', role: 'admin', units: null }] }));
    await finish(jar, await begin(jar));
    assert.equal((await stateOf(jar))?.organisation.id, 'proevestad');
  });

  test('with roles at two places begins at the person’s own', async () => {
    const jar: Jar = new Map();
    const grants = [
      { cvr: '13748136', role: 'admin' as const, units: null },
      { cvr: '29189366', role: 'employee' as const, units: null },
    ];
    script.answer((pending) => good(pending, { grants }));
    await finish(jar, await begin(jar));
    const state = await stateOf(jar);
    assert.equal(state?.organisation.id, 'eksempelby');
    assert.deepEqual(
      state.others.map(({ id }) => id),
      ['proevestad'],
    );
  });

  test('again ends the login before it, and never outlives the provider’s own limit', async () => {
    const jar: Jar = new Map();
    await finish(jar, await begin(jar));
    const former: Jar = new Map(jar);
    script.answer((pending) => good(pending, { sessionNotOnOrAfter: instant(world.now() + 5 * minute) }));
    await finish(jar, await begin(jar));
    assert.equal(await stateOf(former), undefined);
    assert.equal((await stateOf(jar))?.idle_seconds, 300);
  });

  // Attack: a stolen cookie goes on after its owner has logged in anew. The Lax cookie is not sent with the answer that replaces it.
  test('ends the browser’s former login, though its cookie does not come with the answer', async () => {
    const jar: Jar = new Map();
    await finish(jar, await begin(jar));
    const stolen = new Map(jar);
    assert.ok(await stateOf(stolen));
    await finish(jar, await begin(jar));
    assert.ok(await stateOf(jar));
    assert.equal(await stateOf(stolen), undefined);
  });

  // Attack: a record system signs in the identity provider's name; to us its people would be those who log in.
  test('no record system carries the identity provider’s name', async () => {
    const admin = await world.visit({ roles: ['admin'] });
    const view = await admin.call('GET', '/page/municipalities/eksempelby');
    const { revision, record_systems: all } = (await view.json()) as MunicipalityView;
    const { keys_checked: _, ...system } = all[0] ?? assert.fail('no record system');
    const record_system = { ...system, iss: 'https://ch.example' };
    const path = '/page/municipalities/eksempelby/record-systems';
    const answer = await admin.call('PUT', path, { revision, record_system });
    assert.equal(((await answer.json()) as { code: string }).code, 'issuer_taken');
  });

  test('fresh asks for a new login, and counts when the same person made it just now', async () => {
    const jar: Jar = new Map();
    await finish(jar, await begin(jar));
    world.pass(6 * minute);
    assert.equal((await stateOf(jar))?.fresh_seconds, 0);
    const id = await begin(jar, '?fresh=1&return=/login-done');
    assert.equal(script.asked.at(-1)?.forceAuthn, true);
    assert.equal((await finish(jar, id)).headers.get('Location'), '/login-done');
    assert.equal((await stateOf(jar))?.fresh_seconds, 300);
  });

  // Attack: the identity provider answers from its own session, though asked not to; somebody else logs in at the unlocked computer.
  test('fresh does not count from an old login, nor from another person', async () => {
    const jar: Jar = new Map();
    await finish(jar, await begin(jar));
    world.pass(10 * minute);
    script.answer((pending) => good(pending, { authnInstant: instant(world.now() - 9 * minute) }));
    assert.equal(
      await titleOf(await finish(jar, await begin(jar, '?fresh=1'))),
      'Vi skulle have set et nyt login',
    );
    const person = { cvr: '29190623', serial: 'serial-2', name: 'Bo', organisation: '' };
    script.answer((pending) => good(pending, { person }));
    assert.equal(
      await titleOf(await finish(jar, await begin(jar, '?fresh=1'))),
      'Det var en anden, der loggede ind',
    );
    const state = await stateOf(jar);
    assert.equal(state?.user.name, 'Anna Holm');
    assert.equal(state.fresh_seconds, 0);
  });

  test('asks for a stronger login where the page does', async () => {
    await begin(new Map(), '?level=high');
    assert.equal(script.asked.at(-1)?.level, 'High');
    await begin(new Map(), '?level=constructor');
    assert.equal(script.asked.at(-1)?.level, null);
  });

  test('refuses an answer larger than any', async () => {
    const response = await send('POST', '/auth/saml/acs', new Map(), 'x'.repeat(600_000));
    assert.equal(response.status, 400);
    assert.equal(await titleOf(response), 'Vi kunne ikke logge dig ind');
  });

  describe('and out', () => {
    test('here ends the session first, then leaves for the others, and comes back', async () => {
      const jar: Jar = new Map();
      await finish(jar, await begin(jar));
      const response = await world.request('POST', '/page/logout', {
        body: {},
        headers: {
          Cookie: [...jar].map((pair) => pair.join('=')).join('; '),
          Origin: 'https://sloering.example',
          'Sec-Fetch-Site': 'same-origin',
        },
      });
      const { location } = (await response.json()) as { location: string };
      assert.match(location, /^https:\/\/ch\.example\/logout\?SAMLRequest=_[0-9a-f]{40}&index=7$/);
      assert.equal(await stateOf(jar), undefined);
      const inResponseTo = new URL(location).searchParams.get('SAMLRequest') ?? '';
      script.logout({ ok: true, kind: 'response', inResponseTo, complete: true, relayState: null });
      const back = await send('GET', '/auth/saml/slo?SAMLResponse=x', jar);
      assert.equal(back.headers.get('Location'), '/logged-out');
      // The same answer again, or one nobody waits for: nothing to undo, and nothing claimed.
      const twice = await send('GET', '/auth/saml/slo?SAMLResponse=x', jar);
      assert.equal(await titleOf(twice), 'Du er logget ud af Sløring');
    });

    test('partly says that other systems may still be open', async () => {
      const jar: Jar = new Map();
      script.logout({ ok: true, kind: 'response', inResponseTo: '_x', complete: false, relayState: null });
      assert.equal(await titleOf(await send('GET', '/auth/saml/slo?x', jar)), 'Du er logget ud af Sløring');
    });

    test('elsewhere ends the person’s sessions in every browser, without a cookie, and answers', async () => {
      const jars: Jar[] = [new Map<string, string>(), new Map<string, string>()];
      for (const jar of jars) await finish(jar, await begin(jar));
      const indexes = ['no such index'];
      script.logout({
        ok: true,
        kind: 'request',
        id: '_l1',
        nameId,
        sessionIndexes: indexes,
        relayState: 'r',
      });
      await send('POST', '/auth/saml/slo', new Map(), 'x');
      assert.notEqual(await stateOf(jars[0] ?? new Map<string, string>()), undefined);
      script.logout({ ok: true, kind: 'request', id: '_l2', nameId, sessionIndexes: [], relayState: 'r' });
      const answer = await send('GET', '/auth/saml/slo?SAMLRequest=x', new Map());
      assert.equal(answer.headers.get('Location'), 'https://ch.example/signoff?for=_l2&complete=true');
      for (const jar of jars) assert.equal(await stateOf(jar), undefined);
      assert.equal(await world.store.logins.endSubject(subjectHashOf(nameId), null, world.now()), 0);
    });

    test('by a message that does not verify ends nothing', async () => {
      const jar: Jar = new Map();
      await finish(jar, await begin(jar));
      script.logout({ ok: false, rule: 'not_signed' });
      const response = await send('GET', '/auth/saml/slo?SAMLRequest=x', new Map());
      assert.equal(response.status, 400);
      assert.notEqual(await stateOf(jar), undefined);
      assert.match(world.logged(), /"rule":"not_signed"/);
    });
  });
});
