import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MunicipalityList, MunicipalityView, SettingsChanges } from '../../shared/page-api.ts';
import type { Problem } from '../../shared/problem.ts';
import { onboardingDa } from '../../widget/page/onboarding/texts.da.ts';
import { onboardingEn } from '../../widget/page/onboarding/texts.en.ts';
import { createWorld, type Browser, type World } from '../support/world.ts';

const at = (id: string, rest = ''): string => `/page/municipalities/${id}${rest}`;
const system = (more: Record<string, unknown> = {}) => ({
  iss: 'urn:eoj:new',
  name: 'Nyt EOJ',
  enabled: true,
  algorithms: ['ES256'],
  keys: { kind: 'url', url: 'https://eoj.example/jwks.json' },
  modes: ['in_page'],
  origins: ['https://eoj.example'],
  return_uris: [],
  cvrs: ['29190623'],
  roles: ['employee'],
  minimum_loa: 'Substantial',
  max_auth_age_seconds: 43_200,
  ...more,
});

describe('onboarding a municipality on the page', () => {
  let world: World;
  let operator: Browser;
  let admin: Browser;
  const tried: { ok: boolean; code: string }[] = [];
  const answer = (): Promise<{ ok: boolean; code: string }> =>
    Promise.resolve(tried.shift() ?? { ok: true, code: 'ok' });
  before(async () => {
    world = await createWorld({
      deps: {
        municipalities: {
          certificates: () => [],
          lookAtCertificates: () => Promise.resolve(),
          installCertificate: answer,
          removeCertificate: () => Promise.resolve({ ok: true, code: 'none' }),
          testCall: answer,
          checkKeys: answer,
          allowLoopback: false,
        },
      },
    });
    operator = await world.visit({ roles: ['operator'], at: 'national', person: 'operator' });
    admin = await world.visit({ roles: ['admin'], person: 'admin' });
  });
  after(() => world.close());

  const viewOf = async (id: string, from = operator): Promise<MunicipalityView> =>
    (await (await from.call('GET', at(id))).json()) as MunicipalityView;
  const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;
  const codeOf = async (response: Response): Promise<string> => (await problemOf(response)).code;
  const changed = async (response: Response): Promise<MunicipalityView> => {
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as MunicipalityView;
  };
  const policy = (more: Record<string, unknown> = {}) => ({
    applies_from: '2026-12-01',
    default_days: 60,
    max_days: 90,
    reason_text: 'required',
    acknowledgement: true,
    review_months: 6,
    ...more,
  });

  test('begins with the common rules, and a list of what is missing', async () => {
    const response = await operator.call('POST', '/page/municipalities', {
      id: 'nykommune',
      name: 'Ny Kommune',
      cvr: '99000007',
    });
    assert.equal(response.status, 201);
    const view = (await response.json()) as MunicipalityView;
    assert.deepEqual([view.id, view.revision, view.guidelines.version], ['nykommune', 1, 1]);
    assert.deepEqual(
      view.readiness.map(({ item, state, code }) => [item, state, code]),
      [
        ['organisation', 'done', 'ok'],
        ['certificate', 'missing', 'credential_missing'],
        ['test_call', 'missing', 'never_called'],
        ['administrator', 'attention', 'login_not_configured'],
        ['staff', 'missing', 'login_not_configured'],
        ['record_system', 'attention', 'no_record_system'],
        ['policy', 'done', 'default_policy'],
        ['guidelines', 'attention', 'default_guidelines'],
        ['reasons', 'done', 'default_reasons'],
      ],
    );
    const { municipalities } = (await (
      await operator.call('GET', '/page/municipalities')
    ).json()) as MunicipalityList;
    assert.deepEqual(
      municipalities.map(({ id }) => id),
      ['eksempelby', 'nykommune', 'proevestad'],
    );
    assert.deepEqual(municipalities[1], {
      ...{ id: 'nykommune', name: 'Ny Kommune', cvr: '99000007', ready: 6, of: 9 },
      delivery: { waiting: 0, parked: 0, paused: 0 },
    });
  });

  test('refuses a name or CVR number that is taken, and one that cannot be', async () => {
    const create = (more: object) =>
      operator.call('POST', '/page/municipalities', { id: 'anden', name: 'Anden', cvr: '99000015', ...more });
    assert.equal(await codeOf(await create({ id: 'eksempelby' })), 'municipality_exists');
    assert.deepEqual((await problemOf(await create({ cvr: '29190623' }))).fields, [
      { pointer: '/cvr', code: 'cvr_taken' },
    ]);
    assert.deepEqual((await problemOf(await create({ cvr: '12345678' }))).fields, [
      { pointer: '/cvr', code: 'body_invalid' },
    ]);
    assert.equal(await codeOf(await create({ id: 'Store Bogstaver' })), 'body_invalid');
    // The national body is an organisation, but no municipality of its own making.
    assert.equal(await codeOf(await create({ cvr: '12345674' })), 'cvr_taken');
    assert.equal((await operator.call('GET', at('national'))).status, 404);
    assert.equal((await operator.call('GET', at('nobody'))).status, 404);
  });

  // Attack: an administrator changes the id in the address to a neighbour's.
  test('shows and changes the own municipality only, for its administrator', async () => {
    assert.equal((await admin.call('GET', at('eksempelby'))).status, 200);
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', '/changes'],
      ['PUT', '/policy'],
      ['POST', '/certificates'],
    ] as const)
      assert.equal(
        await codeOf(await admin.call(method, at('proevestad', rest), method === 'GET' ? undefined : {})),
        'not_found',
      );
  });

  test('changes CVR numbers, certificates and record systems only just after a login', async () => {
    const stale = await world.visit({ roles: ['admin'], person: 'stale', ageMs: 6 * 60_000 });
    for (const [method, rest] of [
      ['PUT', '/organisation'],
      ['PUT', '/record-systems'],
      ['POST', '/record-systems/remove'],
      ['POST', '/certificates'],
      ['POST', '/certificates/remove'],
    ] as const)
      assert.equal(
        await codeOf(await stale.call(method, at('eksempelby', rest), {})),
        'fresh_login_required',
      );
    assert.equal(await codeOf(await stale.call('PUT', at('eksempelby', '/policy'), {})), 'body_invalid');
  });

  test('keeps a policy from the day it applies; from today means from now, and what applied stays', async () => {
    const { revision, policies } = await viewOf('eksempelby');
    const view = await changed(
      await admin.call('PUT', at('eksempelby', '/policy'), { revision, ...policy() }),
    );
    assert.deepEqual(view.policies[0], policy());
    assert.equal(view.revision, revision + 1);
    const again = await changed(
      await admin.call('PUT', at('eksempelby', '/policy'), {
        revision: view.revision,
        ...policy({ default_days: 30 }),
      }),
    );
    assert.equal(again.policies.length, view.policies.length);
    const now = await changed(
      await admin.call('PUT', at('eksempelby', '/policy'), {
        revision: again.revision,
        ...policy({ applies_from: '2026-11-23', default_days: 45 }),
      }),
    );
    assert.equal(now.policies.length, again.policies.length + 1);
    assert.ok(policies.every((one) => now.policies.some((kept) => kept.applies_from === one.applies_from)));
  });

  const wrongPolicies: [string, Record<string, unknown>, string, string][] = [
    ['in the past', { applies_from: '2026-11-22' }, 'body_invalid', '/applies_from'],
    ['above the national limit', { max_days: 91 }, 'period_over_policy', '/max_days'],
    [
      'with more days proposed than allowed',
      { default_days: 90, max_days: 60 },
      'body_invalid',
      '/default_days',
    ],
    ['on a day that does not exist', { applies_from: '2026-02-30' }, 'body_invalid', '/applies_from'],
    ['with something nobody asked for', { secret: 1 }, 'body_invalid', '/'],
  ];
  for (const [what, more, code, pointer] of wrongPolicies)
    test(`refuses a policy ${what}, at its field`, async () => {
      const { revision } = await viewOf('eksempelby');
      const problem = await problemOf(
        await admin.call('PUT', at('eksempelby', '/policy'), { revision, ...policy(more) }),
      );
      assert.deepEqual([problem.code, problem.fields?.[0]?.pointer], [code, pointer]);
    });

  test('publishes guidelines in versions, and keeps the earlier ones', async () => {
    const { revision, guidelines } = await viewOf('eksempelby');
    const text = { da: 'Ny vejledning', en: 'New guidelines' };
    const view = await changed(
      await admin.call('POST', at('eksempelby', '/guidelines'), {
        revision,
        text,
        url: 'https://kommune.example/v',
      }),
    );
    assert.deepEqual(view.guidelines, {
      version: guidelines.version + 1,
      text,
      url: 'https://kommune.example/v',
    });
    assert.deepEqual(view.earlier_guidelines[0]?.text, guidelines.text);
    const http = { revision: view.revision, text, url: 'http://kommune.example' };
    assert.equal(
      await codeOf(await admin.call('POST', at('eksempelby', '/guidelines'), http)),
      'body_invalid',
    );
  });

  test('lets reasons be added and worded, and the common ones not be removed', async () => {
    const { revision, reasons } = await viewOf('nykommune');
    const plain = reasons.map(({ code, label }) => ({ code, label }));
    const more = [...plain, { code: 'stalking', label: { da: 'Stalking', en: 'Stalking' } }];
    const view = await changed(
      await operator.call('PUT', at('nykommune', '/reasons'), { revision, reasons: more }),
    );
    assert.deepEqual(view.reasons.map(({ code, common }) => [code, common]).at(-1), ['stalking', false]);
    const fewer = { revision: view.revision, reasons: more.filter(({ code }) => code !== 'fear') };
    assert.equal(
      await codeOf(await operator.call('PUT', at('nykommune', '/reasons'), fewer)),
      'body_invalid',
    );
    const twice = { revision: view.revision, reasons: [...more, ...more] };
    assert.equal(
      await codeOf(await operator.call('PUT', at('nykommune', '/reasons'), twice)),
      'body_invalid',
    );
  });

  // Two people have the same form open.
  test('says that somebody else was faster, and changes nothing', async () => {
    const { revision, reasons } = await viewOf('nykommune');
    const body = { revision, reasons: reasons.map(({ code, label }) => ({ code, label })) };
    const all = await Promise.all(
      [1, 2, 3].map(() => operator.call('PUT', at('nykommune', '/reasons'), body)),
    );
    assert.deepEqual(all.map(({ status }) => status).sort(), [200, 409, 409]);
    assert.equal((await viewOf('nykommune')).revision, revision + 1);
  });

  test('names CVR numbers; one that is given up is taken from record systems too', async () => {
    const { revision, cvrs } = await viewOf('eksempelby');
    assert.equal(cvrs.length, 2);
    const one = { cvr: '29190623', name: 'Eksempelby Kommune', main: true };
    const view = await changed(
      await admin.call('PUT', at('eksempelby', '/organisation'), {
        revision,
        name: 'Eksempelby',
        cvrs: [one],
      }),
    );
    assert.deepEqual(view.record_systems[0]?.cvrs, ['29190623']);
    const next = { revision: view.revision, name: 'Eksempelby' };
    const put = (more: object) => admin.call('PUT', at('eksempelby', '/organisation'), { ...next, ...more });
    const other = { cvr: '99000023', name: 'Ny', main: true };
    // The record system would be left with none: a person decides what it may speak for.
    assert.equal(await codeOf(await put({ cvrs: [other] })), 'cvr_not_allowed');
    // Attack: a number of another organisation, and with it the logins of its people.
    const grab = await put({ cvrs: [one, { ...other, main: false }] });
    assert.deepEqual((await problemOf(grab)).fields, [{ pointer: '/cvrs/1/cvr', code: 'cvr_not_allowed' }]);
    const taken = await operator.call('PUT', at('eksempelby', '/organisation'), {
      ...next,
      cvrs: [one, { ...other, cvr: '13748136', main: false }],
    });
    assert.deepEqual((await problemOf(taken)).fields, [{ pointer: '/cvrs/1/cvr', code: 'cvr_taken' }]);
    assert.equal(await codeOf(await put({ cvrs: [one, { ...one }] })), 'body_invalid');
    assert.equal(await codeOf(await put({ cvrs: [{ ...one, main: false }] })), 'body_invalid');
  });

  test('adds a record system, checks its keys, changes and removes it', async () => {
    const { revision } = await viewOf('eksempelby');
    const added = await changed(
      await admin.call('PUT', at('eksempelby', '/record-systems'), { revision, record_system: system() }),
    );
    assert.deepEqual(added.record_systems.at(-1), { ...system(), keys_checked: null });
    const line = (view: MunicipalityView) => view.readiness.find(({ iss }) => iss === 'urn:eoj:new');
    assert.equal(line(added)?.code, 'keys_never_checked');
    tried.push({ ok: false, code: 'keys_unavailable' });
    const check = () => admin.call('POST', at('eksempelby', '/record-systems/check'), { iss: 'urn:eoj:new' });
    assert.equal(((await (await check()).json()) as { code: string }).code, 'keys_unavailable');
    assert.equal(line(await viewOf('eksempelby'))?.state, 'missing');
    await check();
    assert.equal(line(await viewOf('eksempelby'))?.state, 'done');
    const off = await changed(
      await admin.call('PUT', at('eksempelby', '/record-systems'), {
        revision: added.revision,
        record_system: system({ enabled: false }),
      }),
    );
    assert.equal(line(off)?.code, 'record_system_disabled');
    const gone = await changed(
      await admin.call('POST', at('eksempelby', '/record-systems/remove'), {
        revision: off.revision,
        iss: 'urn:eoj:new',
      }),
    );
    assert.equal(line(gone), undefined);
  });

  // Attack: the national body enters a system with a key of its own, signs for any citizen, and reads reasons through the form.
  test('a record system that the national body enters or changes is off until the municipality switches it on', async () => {
    const put = async (browser: Browser, change: Record<string, unknown>): Promise<MunicipalityView> => {
      const { revision } = await viewOf('eksempelby');
      const body = { revision, record_system: system(change) };
      return changed(await browser.call('PUT', at('eksempelby', '/record-systems'), body));
    };
    const isOn = (view: MunicipalityView) =>
      view.record_systems.find(({ iss }) => iss === 'urn:eoj:new')?.enabled;
    assert.equal(isOn(await put(operator, {})), false);
    assert.equal(isOn(await put(operator, {})), false);
    assert.equal(isOn(await put(admin, {})), true);
    assert.equal(isOn(await put(operator, { name: 'Et andet navn' })), true);
    assert.equal(isOn(await put(operator, { origins: ['https://evil.example'] })), false);
  });

  const wrongSystems: [string, Record<string, unknown>, string, string?][] = [
    [
      'with a private key',
      { keys: { kind: 'inline', jwks: { keys: [{ kty: 'EC', d: 'secret' }] } } },
      'body_invalid',
      '/record_system/keys/jwks/keys/0',
    ],
    [
      'with a symmetric key',
      { keys: { kind: 'inline', jwks: { keys: [{ kty: 'oct', k: 'secret' }] } } },
      'body_invalid',
      '/record_system/keys/jwks/keys/0',
    ],
    [
      'with a part of a private RSA key',
      { keys: { kind: 'inline', jwks: { keys: [{ kty: 'RSA', dp: 'x' }] } } },
      'body_invalid',
      '/record_system/keys/jwks/keys/0',
    ],
    [
      'with keys at plain http',
      { keys: { kind: 'url', url: 'http://eoj.example/jwks' } },
      'body_invalid',
      '/record_system/keys/url',
    ],
    [
      'with keys on this machine',
      { keys: { kind: 'url', url: 'http://localhost/jwks' } },
      'body_invalid',
      '/record_system/keys/url',
    ],
    [
      'with an origin that has a path',
      { origins: ['https://eoj.example/x'] },
      'body_invalid',
      '/record_system/origins/0',
    ],
    ['with a plain origin', { origins: ['http://eoj.example'] }, 'body_invalid', '/record_system/origins/0'],
    [
      'for a CVR number of another municipality',
      { cvrs: ['13748136'] },
      'body_invalid',
      '/record_system/cvrs/0',
    ],
    ['with the national role', { roles: ['operator'] }, 'body_invalid', '/record_system/roles/0'],
    ['with HMAC', { algorithms: ['HS256'] }, 'body_invalid', '/record_system/algorithms/0'],
    [
      'under the name another municipality’s has',
      { iss: 'urn:eoj:proevestad' },
      'issuer_taken',
      '/record_system/iss',
    ],
  ];
  for (const [what, more, code, pointer] of wrongSystems)
    test(`refuses a record system ${what}`, async () => {
      const { revision } = await viewOf('eksempelby');
      const problem = await problemOf(
        await admin.call('PUT', at('eksempelby', '/record-systems'), {
          revision,
          record_system: system(more),
        }),
      );
      assert.deepEqual([problem.code, problem.fields?.[0]?.pointer], [code, pointer]);
      assert.equal((await viewOf('eksempelby')).revision, revision);
    });

  test('says what is wrong with a certificate and with a ticket, and when it was last tried', async () => {
    const upload = (cvr: string) =>
      admin.call('POST', at('eksempelby', '/certificates'), {
        cvr,
        file: Buffer.from('x').toString('base64'),
      });
    tried.push({ ok: false, code: 'credential_of_other_organisation' });
    assert.equal(
      ((await (await upload('29190623')).json()) as { code: string }).code,
      'credential_of_other_organisation',
    );
    assert.equal(await codeOf(await upload('13748136')), 'cvr_not_allowed');
    tried.push({ ok: false, code: 'sts_failed_authentication' });
    const call = () => admin.call('POST', at('eksempelby', '/test-call'), { cvr: '29190623' });
    await call();
    assert.deepEqual((await viewOf('eksempelby')).cvrs[0]?.test_call, {
      ok: false,
      code: 'sts_failed_authentication',
      at: new Date(world.now()).toISOString(),
    });
    await call();
    assert.equal((await viewOf('eksempelby')).cvrs[0]?.test_call?.ok, true);
    const removed = await admin.call('POST', at('eksempelby', '/certificates/remove'), { cvr: '29190623' });
    assert.equal(((await removed.json()) as { code: string }).code, 'none');
  });

  test('writes every change with who made it, and nothing secret or personal in the answers', async () => {
    const { changes } = (await (
      await admin.call('GET', at('eksempelby', '/changes'))
    ).json()) as SettingsChanges;
    const actions = new Set(changes.map(({ action }) => action));
    for (const part of ['policy', 'guidelines', 'organisation', 'record_system', 'record_system_removed'])
      assert.ok(actions.has(`municipality_updated.${part}`), part);
    assert.ok(actions.has('check_made'));
    // Whatever can have happened has words on the page, in both languages.
    for (const words of [onboardingDa.changes.actions, onboardingEn.changes.actions])
      assert.deepEqual(
        [...actions].filter((action) => words[action] === undefined),
        [],
      );
    const created = (await (
      await operator.call('GET', at('nykommune', '/changes'))
    ).json()) as SettingsChanges;
    assert.equal(created.changes.at(-1)?.by, 'Anna Holm');
    assert.equal(changes.find(({ action }) => action === 'municipality_updated.policy')?.by, 'Anna Holm');
    const text = JSON.stringify(await viewOf('eksempelby'));
    assert.doesNotMatch(text, /PRIVATE KEY|2512/);
    for (const { id } of await world.store.registry.listTenants())
      assert.equal((await world.store.forTenant(id).verifyAudit()).broken, null);
  });
});
