import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { OpenedSession } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { citizens, createWorld, origin, type World } from '../support/world.ts';

describe('opening a session', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const open = async (claims?: Record<string, unknown>, headers: Record<string, string | undefined> = {}) =>
    world.request('POST', '/v1/sessions', { body: { context_token: await world.token(claims) }, headers });
  const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

  test('a valid token gives a bearer, the citizen without the CPR number, and the rules of the form', async () => {
    const response = await open();
    const text = await response.text();
    const opened = JSON.parse(text) as OpenedSession;
    assert.equal(response.status, 201);
    assert.match(opened.session_token, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(opened.context.citizen.birth_date, '1948-12-25');
    assert.equal(opened.context.citizen.masked_cpr, '251248-••••');
    assert.ok(!text.includes(citizens.asger));
    assert.deepEqual(opened.context.permissions, {
      register: true,
      renew: false,
      end: false,
      readReasons: false,
    });
    assert.equal(opened.context.policy.max_days, 90);
    assert.equal(opened.context.policy.today, '2026-11-23');
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), origin);
    assert.equal(response.headers.get('Access-Control-Allow-Credentials'), null);
  });

  // Attack: someone who copied the token from a proxy log sends it again.
  test('a token opens one session, then no more', async () => {
    const body = { context_token: await world.token() };
    assert.equal((await world.request('POST', '/v1/sessions', { body })).status, 201);
    const second = await world.request('POST', '/v1/sessions', { body });
    assert.equal(second.status, 401);
    assert.equal((await problemOf(second)).code, 'token_rejected');
    assert.match(world.logged(), /"code":"replayed"/);
  });

  const refusals: [string, Record<string, unknown>, string, string][] = [
    ['expired', { iat: 1, exp: 61 }, 'token_rejected', 'expired'],
    ['for another audience', { aud: 'https://other.example' }, 'token_rejected', 'audience_wrong'],
    ['from an unknown issuer', { iss: 'urn:eoj:nobody' }, 'token_rejected', 'issuer_unknown'],
    ['for a CVR number the issuer may not use', { cvr: '13748136' }, 'token_rejected', 'cvr_not_registered'],
    ['with a malformed CPR number', { cpr: '123' }, 'token_rejected', 'cpr_form'],
    [
      'with a local replacement number',
      { cpr: '0101010AA1' },
      'citizen_id_unsupported',
      'cpr_replacement_local',
    ],
    [
      'for a page that is not registered',
      { embed_origin: 'https://evil.example' },
      'token_rejected',
      'origin_not_registered',
    ],
  ];
  for (const [what, claims, code, internal] of refusals) {
    test(`a token ${what} is refused with ${code}; the reason is in the log only`, async () => {
      const response = await open(claims);
      const text = await response.text();
      const problem = JSON.parse(text) as Problem;
      assert.equal(problem.code, code);
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
      assert.ok(!text.includes(internal));
      const line = world
        .logged()
        .split('\n')
        .find((one) => one.includes(problem.reference) && one.includes('launch_refused'));
      assert.ok(line?.includes(`"code":"${internal}"`), line);
    });
  }

  // Attack: a page of another origin uses a token that was made for the record system's page.
  test('the page that sends a token must be the page it was made for', async () => {
    assert.equal(
      (await problemOf(await open({}, { Origin: 'https://evil.example' }))).code,
      'origin_not_allowed',
    );
  });

  test('a body that is too large is refused before it is read', async () => {
    const response = await world.request('POST', '/v1/sessions', {
      body: { context_token: 'x'.repeat(20_000) },
    });
    assert.equal(response.status, 413);
    assert.equal((await problemOf(response)).code, 'body_too_large');
  });

  // Attack: a form on another site posts text/plain, which needs no preflight.
  test('only JSON is read', async () => {
    const response = await open({}, { 'Content-Type': 'text/plain' });
    assert.equal((await problemOf(response)).code, 'unsupported_media_type');
  });

  for (const body of ['{', '[]', '{"context_token":1}', '{"context_token":"a","extra":1}']) {
    test(`the body ${body} is refused with its stable code`, async () => {
      assert.equal(
        (await problemOf(await world.request('POST', '/v1/sessions', { body }))).code,
        'body_invalid',
      );
    });
  }

  test('two municipalities with the same citizen and the same user id never meet', async () => {
    const mine = await world.login();
    const theirs = await world.login({ iss: 'urn:eoj:proevestad', cvr: '13748136' });
    assert.notEqual(mine.citizenKey, theirs.citizenKey);
    const registered = (await (await mine.register()).json()) as { id: string };
    assert.equal((await theirs.call('GET', `/v1/blurrings/${registered.id}`)).status, 404);
    assert.deepEqual(await (await theirs.call('GET', '/v1/citizen')).json(), {
      blurred_until: null,
      blurrings: [],
    });
  });
});

describe('a session', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const statusOf = async (bearer: string | undefined, headers: Record<string, string> = {}) => {
    const authorization = bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` };
    const response = await world.request('GET', '/v1/session', { headers: { ...authorization, ...headers } });
    return response.status === 200 ? 'alive' : ((await response.json()) as Problem).code;
  };

  test('ends after fifteen minutes without a call, and not before', async () => {
    const { bearer } = await world.login();
    world.pass(14 * 60_000);
    assert.equal(await statusOf(bearer), 'alive');
    world.pass(14 * 60_000);
    assert.equal(await statusOf(bearer), 'alive');
    world.pass(15 * 60_000);
    assert.equal(await statusOf(bearer), 'session_expired');
  });

  test('ends after an hour whatever happens', async () => {
    const { bearer } = await world.login();
    for (let minutes = 0; minutes < 55; minutes += 11) {
      world.pass(11 * 60_000);
      assert.equal(await statusOf(bearer), 'alive');
    }
    world.pass(5 * 60_000);
    assert.equal(await statusOf(bearer), 'session_expired');
  });

  test('ends at once when it is closed', async () => {
    const { bearer, call } = await world.login();
    assert.equal((await call('DELETE', '/v1/session')).status, 204);
    assert.equal(await statusOf(bearer), 'session_expired');
  });

  // Attack: a context token, a guess, nothing, or a cookie in place of the bearer.
  test('is known by its bearer only', async () => {
    const { bearer } = await world.login();
    assert.equal(await statusOf(undefined), 'session_required');
    assert.equal(await statusOf(undefined, { Cookie: `session=${bearer}` }), 'session_required');
    assert.equal(await statusOf(await world.token()), 'session_required');
    assert.equal(await statusOf('A'.repeat(43)), 'session_expired');
  });

  // Attack: another page of the browser got hold of the bearer.
  test('works only for the page it was opened for', async () => {
    const { bearer } = await world.login();
    assert.equal(await statusOf(bearer, { Origin: 'https://evil.example' }), 'origin_not_allowed');
  });

  test('a preflight is answered for registered pages only', async () => {
    const preflight = async (from: string) =>
      (
        await world.request('OPTIONS', '/v1/blurrings', {
          headers: { Origin: from, 'Access-Control-Request-Method': 'POST' },
        })
      ).headers.get('Access-Control-Allow-Origin');
    assert.equal(await preflight(origin), origin);
    assert.equal(await preflight('https://evil.example'), null);
    assert.equal(await preflight('null'), null);
  });

  test('an unknown path and another municipality’s thing give the same answer', async () => {
    const { call } = await world.login();
    const unknown = (await (await call('GET', '/v1/nothing')).json()) as Problem;
    const foreign = (await (await call('GET', `/v1/blurrings/${randomUUID()}`)).json()) as Problem;
    assert.equal(unknown.code, 'not_found');
    assert.equal(foreign.code, 'not_found');
  });
});
