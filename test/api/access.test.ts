import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { access, checkRoutes, type Access } from '../../server/api/access.ts';
import { pageStandingOf, permissionsOf, roles, type Role } from '../../server/domain/permission.ts';
import type { Problem } from '../../shared/problem.ts';
import { createWorld, type World } from '../support/world.ts';

/** Whose municipality a path names, seen from the caller. */
const standings = ['own', 'another', 'none'] as const;
type Standing = (typeof standings)[number];

const danish: Record<Role, string> = {
  employee: 'anmoder',
  manager: 'godkender',
  admin: 'administrator',
  auditor: 'revisor',
  operator: 'forvalter',
};

/** What the access table and the permission tables together promise: the code of the refusal, or that the door is open. */
const promised = (entry: Access, role: Role, standing: Standing): string => {
  if (entry.door === 'open' || entry.door === 'proof') return 'through';
  if (entry.door === 'bearer') {
    if (standing === 'none') return 'session_required';
    return entry.needs === null || permissionsOf([role])[entry.needs] ? 'through' : 'not_authorised';
  }
  if (standing === 'none') return 'login_required';
  const { permissions: may } = pageStandingOf([{ role, units: null }]);
  if (entry.needs.length > 0 && !entry.needs.some((need) => may[need])) return 'not_authorised';
  // The national body is an organisation, not a municipality.
  if (entry.object && standing === 'own' && role === 'operator') return 'not_found';
  return entry.object && standing === 'another' && !may.onboard ? 'not_found' : 'through';
};

/** Codes a door answers with; any other answer comes from behind it. */
const doorCodes = new Set([
  'session_required',
  'login_required',
  'not_authorised',
  'origin_not_allowed',
  'fresh_login_required',
]);

describe('who may call what', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  const ask = async (route: string, entry: Access, role: Role, standing: Standing): Promise<Response> => {
    const [method = '', path = ''] = route.split(' ');
    const tenant = standing === 'another' ? 'proevestad' : role === 'operator' ? 'national' : 'eksempelby';
    const address = path.replace(':file', 'x').replace(':id', entry.door === 'cookie' ? tenant : 'x');
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    if (entry.door === 'cookie' && standing !== 'none') {
      const at = role === 'operator' ? 'national' : 'eksempelby';
      return (await world.visit({ roles: [role], at })).call(method, address, body);
    }
    if (entry.door === 'bearer' && standing !== 'none') {
      const { call } = await world.login({ roles: [`urn:dk:kommune:sloering:${danish[role]}`] });
      return call(method, address, body);
    }
    const own = { Origin: 'https://sloering.example', 'Sec-Fetch-Site': 'same-origin' };
    return world.request(method, address, { body, headers: entry.door === 'cookie' ? own : {} });
  };

  const codeOf = async (response: Response): Promise<string> => {
    if (response.headers.get('Content-Type') !== 'application/problem+json') return 'through';
    const { code } = (await response.json()) as Problem;
    return code;
  };

  // A launch can make nobody an administrator or the national operator here: the test issuer may assert two roles only.
  const launched: readonly Role[] = ['employee', 'manager'];

  for (const [route, entry] of Object.entries(access)) {
    test(`${route}: every role, at their own municipality, another, and without any`, async () => {
      for (const role of entry.door === 'bearer' ? launched : roles) {
        for (const standing of standings) {
          if (entry.door === 'bearer' && standing === 'another') continue;
          const code = await codeOf(await ask(route, entry, role, standing));
          const expected = promised(entry, role, standing);
          const what = `${role}, ${standing}`;
          const shut = entry.door === 'cookie' && entry.object ? [...doorCodes, 'not_found'] : [...doorCodes];
          if (expected === 'through') assert.ok(!shut.includes(code), `${what}: ${code}`);
          else assert.equal(code, expected, what);
        }
      }
    });
  }

  test('the table and the application have the same routes', () => {
    checkRoutes(world.app.routes);
  });

  // A route added in a hurry, without a thought about who may call it.
  test('a route without an entry stops the application, and so does an entry without a route', () => {
    const more = [...world.app.routes, { method: 'GET', path: '/page/everything' }];
    assert.throws(() => checkRoutes(more), /without an entry: GET \/page\/everything;/);
    const fewer = world.app.routes.filter(({ path }) => path !== '/page/citizens');
    assert.throws(() => checkRoutes(fewer), /without a route: POST \/page\/citizens/);
  });

  test('every role can do something, and no role everything', () => {
    for (const role of roles) {
      const through = Object.values(access).filter(
        (entry) => entry.door === 'cookie' && promised(entry, role, 'own') === 'through',
      ).length;
      const all = Object.values(access).filter(({ door }) => door === 'cookie').length;
      assert.ok(through > 0 && through < all, `${role}: ${through} of ${all}`);
    }
  });
});

describe('the two doors', () => {
  let world: World;
  before(async () => void (world = await createWorld()));
  after(() => world.close());

  // Attack: a page that may embed the component uses the person's login cookie for it; or a stolen bearer is tried as a cookie.
  test('a login cookie opens nothing below /v1, a bearer nothing below /page', async () => {
    const { cookie } = await world.visit({ roles: ['manager'] });
    const { bearer } = await world.login();
    const own = { Origin: 'https://sloering.example', 'Sec-Fetch-Site': 'same-origin' };
    for (const [route, entry] of Object.entries(access)) {
      const [method = '', path = ''] = route.split(' ');
      if (entry.door !== 'bearer' && entry.door !== 'cookie') continue;
      const wrong =
        entry.door === 'bearer'
          ? [{ Cookie: cookie }, { Cookie: cookie, Authorization: `Bearer ${cookie.split('=')[1]}` }]
          : [{ Authorization: `Bearer ${bearer}` }, { Cookie: `__Host-sloering=${bearer}` }];
      for (const headers of wrong) {
        const response = await world.request(method, path.replace(':id', 'eksempelby'), {
          headers: { ...(entry.door === 'cookie' ? own : {}), ...headers },
          ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
        });
        assert.equal(response.status, 401, `${route} with ${Object.keys(headers).join(', ')}`);
      }
    }
  });

  // Attack: another site lets the browser of a person who is logged in send a form, an image, a fetch.
  const foreign: [string, string, Record<string, string | undefined>][] = [
    ['a form of another site', 'POST', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'a page of a sister host',
      'POST',
      { Origin: 'https://other.sloering.example', 'Sec-Fetch-Site': 'same-site' },
    ],
    ['a sandboxed frame', 'POST', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'an old browser that says only where it is',
      'POST',
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': undefined },
    ],
    ['a client that says nothing', 'POST', { Origin: undefined, 'Sec-Fetch-Site': undefined }],
    ['an image on another site', 'GET', { 'Sec-Fetch-Site': 'cross-site' }],
    [
      'a read by a sister host',
      'GET',
      { Origin: 'https://other.sloering.example', 'Sec-Fetch-Site': 'same-site' },
    ],
  ];
  for (const [who, method, headers] of foreign) {
    test(`${who} cannot use the cookie`, async () => {
      const { call } = await world.visit({ roles: ['employee'] });
      const response = await call(method, '/page/session', method === 'GET' ? undefined : {}, headers);
      assert.equal(response.status, 403);
      assert.equal(((await response.json()) as Problem).code, 'origin_not_allowed');
    });
  }

  test('our own page and a person who types the address are let through', async () => {
    const { call } = await world.visit();
    assert.equal((await call('POST', '/page/session', {})).status, 200);
    assert.equal((await call('GET', '/page/session', undefined, { 'Sec-Fetch-Site': 'none' })).status, 200);
  });

  test('no answer behind the cookie is stored, shared with another origin, or sniffed', async () => {
    const { call } = await world.visit();
    const { headers } = await call('GET', '/page/session', undefined, { 'Sec-Fetch-Site': 'same-origin' });
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
    assert.equal(headers.get('Access-Control-Allow-Origin'), null);
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
  });
});
