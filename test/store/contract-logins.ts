import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actorId } from '../../server/domain/ids.ts';
import type { LoginRequest, NewLogin } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

const minute = 60_000;

export const loginContract = ({ store, tenant }: Context): void => {
  const login = (cookie: string, more: Partial<NewLogin> = {}): NewLogin => ({
    tokenHash: s.sha256(cookie),
    id: s.newId(),
    tenant: s.odense,
    actor: {
      id: actorId('manager-1'),
      issuer: 'https://saml.example',
      subject: '29190623:serial',
      name: 'Mette Sundby',
      title: null,
      uuid: '0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e',
    },
    person: s.sha256('29190623:serial'),
    grants: [{ tenant: s.odense, role: 'manager', units: null }],
    level: 'Substantial',
    secret: {
      nameId: 'C=DK,O=29190623,CN=Mette Sundby,Serial=1',
      format: 'x509',
      sessionIndex: '7',
      name: 'Mette Sundby',
      issuer: 'https://saml.example',
      subject: '29190623:serial',
      uuid: null,
    },
    subjectHash: s.sha256(cookie + 'subject'),
    indexHash: s.sha256('7'),
    authority: 'https://idp.odense.example',
    authenticatedAt: s.noon,
    issuedAt: s.noon,
    idleUntil: s.at(30 * minute),
    expiresAt: s.at(8 * 60 * minute),
    ...more,
  });
  const assertion = (id = s.newId()) => ({ issuer: 'https://saml.example', id, keepUntil: s.at(s.day) });
  const request = (more: Partial<LoginRequest> = {}): LoginRequest => ({
    id: `_${s.newId()}`,
    browser: s.sha256('browser'),
    purpose: 'login',
    returnTo: '/register',
    login: null,
    createdAt: s.noon,
    expiresAt: s.at(15 * minute),
    ...more,
  });

  it('opens a login and finds it by its cookie and by its id, its secret only on request', async () => {
    const { logins } = store();
    const opened = login(s.newId());
    assert.equal(await logins.open(opened, assertion(), null), 'opened');
    const found = (await logins.find(opened.tokenHash, s.noon)) ?? assert.fail('no login');
    const { secret, actor, ...rest } = opened;
    const { openSecret, ...record } = found;
    assert.deepEqual(record, { ...rest, actor: actor.id });
    assert.deepEqual(await openSecret(), secret);
    assert.equal((await logins.findById(s.odense, opened.id, s.noon))?.tokenHash, opened.tokenHash);
    assert.equal(await logins.findById(s.aarhus, opened.id, s.noon), undefined);
  });

  // Attack: an answer seen on the way, or by a script on the page, is posted again; three times at the same instant (ASVS 6.8.3).
  it('opens one login for many posts of one assertion at the same instant', async () => {
    const spent = assertion();
    const all = Array.from({ length: 30 }, () => login(s.newId()));
    const outcomes = await Promise.all(all.map((one) => store().logins.open(one, spent, null)));
    assert.equal(outcomes.filter((one) => one === 'opened').length, 1);
    const alive = await Promise.all(all.map((one) => store().logins.find(one.tokenHash, s.noon)));
    assert.equal(alive.filter((one) => one !== undefined).length, 1);
  });

  // Attack: somebody makes a victim's browser finish the attacker's own login (login CSRF).
  it('gives a login request out once, in time, and only to the browser that began it', async () => {
    const { logins } = store();
    const begun = request();
    await logins.begin(begun);
    assert.equal(await logins.take(begun.id, s.sha256('another browser'), s.noon), undefined);
    assert.equal(await logins.take(begun.id, begun.browser, s.at(15 * minute)), undefined);
    const taken = await Promise.all([1, 2, 3].map(() => logins.take(begun.id, begun.browser, s.noon)));
    assert.deepEqual(
      taken.filter((one) => one !== undefined),
      [begun],
    );
  });

  it('ends a login at its idle limit and its last limit, and moves the idle limit only forward', async () => {
    const { logins } = store();
    const one = login(s.newId());
    await logins.open(one, assertion(), null);
    const alive = async (ms: number) => (await logins.find(one.tokenHash, s.at(ms))) !== undefined;
    assert.equal(await alive(30 * minute - 1), true);
    assert.equal(await alive(30 * minute), false);
    await logins.touch(one.tokenHash, s.at(9 * 60 * minute));
    await logins.touch(one.tokenHash, s.at(40 * minute));
    assert.equal(await alive(8 * 60 * minute - 1), true);
    assert.equal(await alive(8 * 60 * minute), false);
  });

  it('ends with a login every session of the component opened under it, and no other', async () => {
    const one = login(s.newId());
    await store().logins.open(one, assertion(), null);
    const token = () => ({ issuer: 'urn:login', jti: s.newId(), keepUntil: s.at(s.day) });
    const under = await s.newSession(store(), s.newId(), { login: one.id });
    const apart = await s.newSession(store(), s.newId());
    await store().sessions.open(under, token());
    await store().sessions.open(apart, token());
    await store().logins.end(one.tokenHash, 'logout', s.noon);
    await store().logins.end(one.tokenHash, 'logout', s.noon);
    assert.equal(await store().logins.find(one.tokenHash, s.noon), undefined);
    assert.equal(await store().sessions.find(under.tokenHash, s.noon), undefined);
    assert.notEqual(await store().sessions.find(apart.tokenHash, s.noon), undefined);
    const mine = (await tenant().readAudit(1, 100_000)).filter((entry) => entry.session === one.id);
    assert.deepEqual(
      mine.map(({ action }) => action),
      ['login_opened', 'login_ended'],
    );
  });

  // Attack: the login is checked, it is ended elsewhere, and only then is the session written that was opened under it.
  it('lets no session of the component live without its login, whichever was first', async () => {
    const token = () => ({ issuer: 'urn:login', jti: s.newId(), keepUntil: s.at(s.day) });
    const ended = login(s.newId());
    await store().logins.open(ended, assertion(), null);
    await store().logins.end(ended.tokenHash, 'logout', s.noon);
    const late = await s.newSession(store(), s.newId(), { login: ended.id });
    await store().sessions.open(late, token());
    assert.equal(await store().sessions.find(late.tokenHash, s.noon), undefined);
    const short = login(s.newId(), { expiresAt: s.at(5 * minute) });
    await store().logins.open(short, assertion(), null);
    const under = await s.newSession(store(), s.newId(), { login: short.id });
    await store().sessions.open(under, token());
    assert.ok(await store().sessions.find(under.tokenHash, s.at(5 * minute - 1)));
    assert.equal(await store().sessions.find(under.tokenHash, s.at(5 * minute)), undefined);
  });

  it('goes on for another organisation once, and not after it has ended', async () => {
    const one = login(s.newId());
    await store().logins.open(one, assertion(), null);
    const next = () => login(s.newId(), { tenant: s.aarhus });
    const all = await Promise.all([1, 2, 3].map(() => store().logins.replace(next(), one.tokenHash)));
    assert.deepEqual(all.sort(), [false, false, true]);
    assert.equal(await store().logins.replace(next(), one.tokenHash), false);
  });

  it('ends a person’s logins at every organisation, or those of one session index, when they log out elsewhere', async () => {
    const { logins } = store();
    const person = { subjectHash: s.sha256(s.newId()) };
    const here = login(s.newId(), { ...person, indexHash: s.sha256('a') });
    const there = login(s.newId(), { ...person, indexHash: s.sha256('b'), tenant: s.aarhus });
    const stranger = login(s.newId());
    for (const one of [here, there, stranger]) await logins.open(one, assertion(), null);
    const alive = async () =>
      (await Promise.all([here, there, stranger].map((one) => logins.find(one.tokenHash, s.noon)))).map(
        (one) => one !== undefined,
      );
    assert.equal(await logins.endSubject(person.subjectHash, s.sha256('nobody'), s.noon), 0);
    assert.equal(await logins.endSubject(person.subjectHash, s.sha256('a'), s.noon), 1);
    assert.deepEqual(await alive(), [false, true, true]);
    assert.equal(await logins.endSubject(person.subjectHash, null, s.noon), 1);
    assert.deepEqual(await alive(), [false, false, true]);
    const far = await store().forTenant(s.aarhus).readAudit(1, 100_000);
    assert.deepEqual(
      far
        .filter(({ session }) => session === there.id)
        .map(({ action, detail }) => [action, detail['cause'] ?? null]),
      [
        ['login_opened', null],
        ['login_ended', 'logout_elsewhere'],
      ],
    );
  });

  // Attack: an administrator of one municipality ends, or sees, the sessions of another.
  it('lists who is logged in, and lets an administrator end one of their own municipality only', async () => {
    const { logins } = store();
    const one = login(s.newId(), {
      tenant: s.aarhus,
      grants: [{ tenant: s.aarhus, role: 'auditor', units: null }],
    });
    await logins.open(one, assertion(), null);
    const by = { actor: actorId('admin-1'), session: 'admin-session' };
    assert.equal(
      (await logins.list(s.odense, s.noon)).some(({ id }) => id === one.id),
      false,
    );
    assert.deepEqual(
      (await logins.list(s.aarhus, s.noon)).find(({ id }) => id === one.id),
      { id: one.id, actor: one.actor.id, name: 'Mette Sundby', roles: ['auditor'], since: s.noon },
    );
    assert.equal(await logins.endById(s.odense, one.id, by, s.noon), false);
    assert.equal(await logins.endById(s.aarhus, one.id, by, s.noon), true);
    assert.equal(await logins.endById(s.aarhus, one.id, by, s.noon), false);
    const last = (await store().forTenant(s.aarhus).readAudit(1, 100_000)).at(-1);
    assert.deepEqual([last?.action, last?.actor, last?.subject], ['login_ended', by.actor, one.id]);
  });

  it('ends the former login when the same browser logs in again or goes on for another organisation', async () => {
    const { logins } = store();
    const first = login(s.newId());
    const second = login(s.newId());
    const third = login(s.newId(), { tenant: s.aarhus });
    await logins.open(first, assertion(), null);
    await logins.open(second, assertion(), first.tokenHash);
    assert.equal(await logins.find(first.tokenHash, s.noon), undefined);
    await logins.replace(third, second.tokenHash);
    assert.equal(await logins.find(second.tokenHash, s.noon), undefined);
    assert.equal((await logins.find(third.tokenHash, s.noon))?.tenant, s.aarhus);
  });

  it('audits a refused login, and forgets what can no longer matter', async () => {
    const { logins } = store();
    await logins.refused({ tenant: s.odense, rule: 'audience', reference: 'ref-1', now: s.noon });
    const last = (await tenant().readAudit(1, 100_000)).at(-1);
    assert.deepEqual([last?.action, last?.outcome, last?.subject], ['login_refused', 'refused', 'ref-1']);
    const old = request({ expiresAt: s.at(-1) });
    await logins.begin(old);
    const spent = assertion();
    await logins.open(login(s.newId(), { expiresAt: s.at(-1) }), { ...spent, keepUntil: s.at(-1) }, null);
    assert.ok((await logins.purge(s.noon)) >= 3);
    assert.equal(await logins.open(login(s.newId()), spent, null), 'opened');
  });
};
