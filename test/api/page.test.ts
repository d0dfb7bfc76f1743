import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OpenedSession } from '../../shared/api.ts';
import type { OpenedCitizen, OpenLogins, OwnRegistrations, PageSession } from '../../shared/page-api.ts';
import type { Problem } from '../../shared/problem.ts';
import { audience, citizens, createWorld, type Browser, type World } from '../support/world.ts';

const minute = 60_000;
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;

describe('a login', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const stateOf = async (browser: Browser): Promise<PageSession> =>
    (await (await browser.call('GET', '/page/session')).json()) as PageSession;

  test('says who is here, for whom, and what they may do', async () => {
    const state = await stateOf(await world.visit({ roles: ['manager'] }));
    assert.deepEqual(state, {
      user: { name: 'Anna Holm' },
      organisation: { id: 'eksempelby', name: 'Eksempelby Kommune', kind: 'municipality' },
      others: [],
      roles: ['manager'],
      permissions: {
        ...{ register: true, readOwn: true, configure: false, onboard: false, endSessions: false },
        ...{
          readCases: true,
          decide: true,
          extract: false,
          answerAccess: false,
          readAudit: false,
          retain: false,
          readFigures: true,
        },
        ...{ readDepartments: false, proposeDepartments: false, importUnits: false, notices: true },
      },
      now: new Date(world.now()).toISOString(),
      idle_seconds: 1800,
      expires_at: new Date(world.now() + 8 * 60 * minute).toISOString(),
      fresh_seconds: 300,
    });
  });

  test('ends after 30 minutes without a call; looking does not keep it, using it does', async () => {
    const looking = await world.visit();
    const using = await world.visit({ person: 'serial-2' });
    world.pass(20 * minute);
    assert.equal((await stateOf(looking)).idle_seconds, 600);
    assert.equal((await using.call('POST', '/page/session', {})).status, 200);
    world.pass(10 * minute);
    assert.equal(await codeOf(await looking.call('GET', '/page/session')), 'login_required');
    assert.equal((await stateOf(using)).idle_seconds, 1200);
  });

  test('ends after eight hours whatever happens', async () => {
    const browser = await world.visit();
    for (let at = 0; at < 8 * 60 - 20; at += 20) {
      world.pass(20 * minute);
      assert.equal((await browser.call('POST', '/page/session', {})).status, 200);
    }
    world.pass(20 * minute - 1);
    assert.equal((await stateOf(browser)).idle_seconds, 0);
    world.pass(1);
    assert.equal(await codeOf(await browser.call('POST', '/page/session', {})), 'login_required');
  });

  test('ends at once when the person logs out here', async () => {
    const browser = await world.visit();
    const answer = await browser.call('POST', '/page/logout', {});
    assert.deepEqual(await answer.json(), { location: '/logged-out' });
    assert.match(answer.headers.get('Set-Cookie') ?? '', /^__Host-sloering=; .*Max-Age=0/);
    assert.equal(await codeOf(await browser.call('GET', '/page/session')), 'login_required');
  });

  test('ends at once when an administrator of the same municipality ends it, and no other can', async () => {
    const browser = await world.visit({ person: 'serial-3' });
    const admin = await world.visit({ roles: ['admin'], person: 'admin' });
    const stranger = await world.visit({ roles: ['admin'], at: 'proevestad', person: 'admin-2' });
    const end = { session: browser.session };
    assert.equal((await stranger.call('POST', '/page/sessions/end', end)).status, 404);
    const list = async (from: Browser) =>
      ((await (await from.call('GET', '/page/sessions')).json()) as OpenLogins).sessions;
    assert.equal(
      (await list(stranger)).some(({ id }) => id === browser.session),
      false,
    );
    assert.equal(
      (await list(admin)).some(({ id, own }) => id === browser.session && !own),
      true,
    );
    assert.equal((await admin.call('POST', '/page/sessions/end', end)).status, 204);
    assert.equal(await codeOf(await browser.call('GET', '/page/session')), 'login_required');
  });

  test('goes on for another organisation under a new cookie; the old one is dead', async () => {
    const also = [{ tenant: 'proevestad', role: 'admin' as const }];
    const browser = await world.visit({ roles: ['employee'], also });
    assert.deepEqual(
      (await stateOf(browser)).others.map(({ id }) => id),
      ['proevestad'],
    );
    const answer = await browser.call('POST', '/page/session/organisation', { organisation: 'proevestad' });
    const state = (await answer.json()) as PageSession;
    assert.equal(state.organisation.id, 'proevestad');
    assert.deepEqual(state.roles, ['admin']);
    const set = answer.headers.get('Set-Cookie') ?? '';
    assert.match(set, /^__Host-sloering=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    assert.equal(await codeOf(await browser.call('GET', '/page/session')), 'login_required');
    const next = { ...browser, call: browser.call };
    const cookie = set.split(';')[0] ?? '';
    assert.equal((await next.call('GET', '/page/session', undefined, { Cookie: cookie })).status, 200);
  });

  // Attack: one cookie is made many by asking many times at once; logging out then ends one of them.
  test('goes on as one, however often it is asked at once, and not after it has ended', async () => {
    const browser = await world.visit({ also: [{ tenant: 'proevestad', role: 'employee' }] });
    const ask = () => browser.call('POST', '/page/session/organisation', { organisation: 'proevestad' });
    const answers = await Promise.all([ask(), ask(), ask(), ask()]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401, 401]);
    assert.equal((await ask()).status, 401);
  });

  // Attack: a role is taken away and the session ended here; the person stands at another organisation meanwhile, and comes back.
  test('does not go on elsewhere with roles of a login that is not fresh', async () => {
    const old = await world.visit({ also: [{ tenant: 'proevestad', role: 'employee' }], ageMs: 600_000 });
    const answer = await old.call('POST', '/page/session/organisation', { organisation: 'proevestad' });
    assert.equal(await codeOf(answer), 'fresh_login_required');
  });

  // Attack: the id of an organisation the person has no role in is put into the request.
  test('does not go on for an organisation without a role there', async () => {
    const browser = await world.visit();
    const answer = await browser.call('POST', '/page/session/organisation', { organisation: 'proevestad' });
    assert.equal(await codeOf(answer), 'not_found');
    assert.equal((await stateOf(browser)).organisation.id, 'eksempelby');
  });

  test('limited to organisation units gives a manager an employee’s rights and decisions in those units, and an administrator none', async () => {
    const manager = await stateOf(await world.visit({ roles: ['manager'], units: ['unit-1'] }));
    assert.deepEqual(manager.roles, ['employee']);
    const admin = await stateOf(await world.visit({ roles: ['admin'], units: ['unit-1'] }));
    assert.deepEqual(admin.roles, []);
    assert.equal(Object.values(admin.permissions).some(Boolean), false);
  });

  // Attack: a municipality maps its own people to the national body's role.
  test('gives the national role at the national body only, and municipal roles at municipalities only', async () => {
    assert.deepEqual((await stateOf(await world.visit({ roles: ['operator'] }))).roles, []);
    assert.deepEqual((await stateOf(await world.visit({ roles: ['admin'], at: 'national' }))).roles, []);
    const operator = await stateOf(await world.visit({ roles: ['operator'], at: 'national' }));
    assert.deepEqual(operator.roles, ['operator']);
    assert.equal(operator.permissions.onboard, true);
    assert.equal(operator.permissions.register, false);
  });
});

describe('a CPR number typed on the page', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const open = (token: string, headers: Record<string, string> = { Origin: audience }) =>
    world.request('POST', '/v1/sessions', { body: { context_token: token }, headers });
  const handleFor = async (browser: Browser, cpr: string): Promise<OpenedCitizen> =>
    (await (await browser.call('POST', '/page/citizens', { cpr })).json()) as OpenedCitizen;

  test('opens the component for that citizen and this person, and registers', async () => {
    const browser = await world.visit({ roles: ['manager'] });
    const { context_token, modulus_11 } = await handleFor(browser, '251248-4916');
    assert.equal(modulus_11, true);
    const opened = (await (await open(context_token)).json()) as OpenedSession;
    assert.equal(opened.context.citizen.masked_cpr, '251248-••••');
    assert.equal(opened.context.user.name, 'Anna Holm');
    assert.deepEqual(opened.context.permissions, {
      register: true,
      renew: true,
      end: true,
      readReasons: true,
    });
    const headers = { Authorization: `Bearer ${opened.session_token}`, Origin: audience };
    const registered = await world.request('POST', '/v1/blurrings', {
      body: { days: 90, reason: { category: 'threat' }, citizen_key: opened.context.citizen.key },
      headers: { ...headers, 'Idempotency-Key': 'k'.repeat(20) },
    });
    assert.equal(registered.status, 201);
    const own = (await (await browser.call('GET', '/page/registrations')).json()) as OwnRegistrations;
    assert.deepEqual(
      own.registrations.map(({ citizen, registered_by }) => [citizen, registered_by]),
      [['251248-••••', 'Anna Holm']],
    );
    assert.equal(own.before, null);
  });

  test('is hidden in the token, and in everything that is logged', async () => {
    const { context_token } = await handleFor(await world.visit(), citizens.bodil);
    const bytes = Buffer.from(context_token.slice(3), 'base64url').toString('latin1');
    assert.equal(bytes.includes(citizens.bodil) || context_token.includes(citizens.bodil), false);
    assert.equal(world.logged().includes(citizens.bodil.slice(0, 6)), false);
  });

  test('is advised about, not refused, when it lacks the old check digit', async () => {
    assert.equal((await handleFor(await world.visit(), '0101700001')).modulus_11, false);
  });

  const refused: [string, string, string][] = [
    ['letters', 'abcdefghij', 'cpr_invalid'],
    ['a day that does not exist', '3102700001', 'cpr_invalid'],
    ['nine digits', '251248999', 'cpr_invalid'],
    ['nothing', '', 'body_invalid'],
    ['a local replacement number', '2512485AB1', 'citizen_id_unsupported'],
    ['a national replacement number', '2512481AB1', 'citizen_id_unsupported'],
  ];
  for (const [what, cpr, code] of refused) {
    test(`is refused when it is ${what}`, async () => {
      assert.equal(await codeOf(await (await world.visit()).call('POST', '/page/citizens', { cpr })), code);
    });
  }

  // Attacks on the token: used twice, late, changed, carried to another page, or after the login has ended.
  test('gives a token that opens one session, within a minute, unchanged, on our own page', async () => {
    const browser = await world.visit();
    const { context_token } = await handleFor(browser, citizens.asger);
    assert.equal((await open(context_token, { Origin: 'https://eoj.example' })).status, 401);
    const changed = context_token.slice(0, -2) + (context_token.endsWith('AA') ? 'BB' : 'AA');
    assert.equal((await open(changed)).status, 401);
    const many = await Promise.all(Array.from({ length: 20 }, () => open(context_token)));
    assert.equal(many.filter(({ status }) => status === 201).length, 1);
    const late = await handleFor(browser, citizens.asger);
    world.pass(60_000);
    assert.equal((await open(late.context_token)).status, 401);
  });

  test('opens nothing once the person has logged out, and what it opened ends with the login', async () => {
    const browser = await world.visit();
    const waiting = await handleFor(browser, citizens.asger);
    const used = await handleFor(browser, citizens.asger);
    const opened = (await (await open(used.context_token)).json()) as OpenedSession;
    await browser.call('POST', '/page/logout', {});
    assert.equal((await open(waiting.context_token)).status, 401);
    const headers = { Authorization: `Bearer ${opened.session_token}`, Origin: audience };
    assert.equal((await world.request('GET', '/v1/citizen', { headers })).status, 401);
  });

  test('of a citizen of one municipality is another citizen at another', async () => {
    const here = await world.visit({ roles: ['employee'] });
    const there = await world.visit({ roles: ['employee'], at: 'proevestad' });
    const keys = [];
    for (const browser of [here, there]) {
      const { context_token } = await handleFor(browser, citizens.villads);
      keys.push(((await (await open(context_token)).json()) as OpenedSession).context.citizen.key);
    }
    assert.notEqual(keys[0], keys[1]);
  });
});

describe('the hosted page', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  test('is one document without anything inline, isolated, and never framed', async () => {
    for (const path of ['/', '/register', '/municipalities/eksempelby', '/accessibility', '/logged-out']) {
      const response = await world.request('GET', path, { headers: { Origin: undefined } });
      assert.equal(response.status, 200, path);
      const text = await response.text();
      assert.doesNotMatch(text, /<style|style=|<script>|onload|javascript:/);
      const policy = response.headers.get('Content-Security-Policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ])
        assert.ok(policy.includes(part), part);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/);
      assert.equal(response.headers.get('Cross-Origin-Opener-Policy'), 'same-origin');
      assert.equal(response.headers.get('X-Frame-Options'), 'DENY');
      assert.equal(response.headers.get('Referrer-Policy'), 'no-referrer');
      assert.match(response.headers.get('Strict-Transport-Security') ?? '', /max-age=31536000/);
    }
  });

  test('is the page "not found" for a person at an address nobody knows, and a problem for a program', async () => {
    const person = await world.request('GET', '/nowhere', {
      headers: { Accept: 'text/html', Origin: undefined },
    });
    assert.equal(person.status, 404);
    assert.match(await person.text(), /<sloering-page>/);
    const program = await world.request('GET', '/nowhere', { headers: { Accept: 'application/json' } });
    assert.equal(program.headers.get('Content-Type'), 'application/problem+json');
  });

  test('says that login is not set up, where it is not', async () => {
    const response = await world.request('GET', '/auth/saml/login', { headers: { Origin: undefined } });
    assert.equal(response.status, 503);
    assert.match(await response.text(), /Login er ikke sat op her/);
  });
});
