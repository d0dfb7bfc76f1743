import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actorId, blurringId, instant, type ActorId, type Instant } from '../../server/domain/ids.ts';
import { noticeTimes } from '../../server/domain/notice.ts';
import type { NewCode, NoticeLogin, NoticeWish } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

const minute = 60_000;
const today = '2026-06-01';

export const noticeContract = ({ store, tenant, database, stranger }: Context): void => {
  let people = 0;
  const wish = (address: string | null, more: Partial<NoticeWish> = {}): NoticeWish => ({
    ...{ wanted: true, language: 'da', address },
    ...more,
  });
  const code = (hash: string, more: Partial<NewCode> = {}): NewCode => ({
    ...{ hash, until: s.at(15 * minute), day: today },
    ...more,
  });

  /** A login of a manager nobody has met; opening it makes the actor known. */
  const manager = async (
    at: Instant = s.noon,
    who = `notice-${++people}`,
    uuid: string | null = null,
  ): Promise<NoticeLogin & { again: (role: 'manager' | 'employee', now: Instant) => Promise<void> }> => {
    const actor = actorId(who);
    const open = async (role: 'manager' | 'employee', now: Instant): Promise<void> => {
      await store().logins.open(
        {
          ...{ tokenHash: s.sha256(s.newId()), id: s.newId(), tenant: s.odense, person: s.sha256(who) },
          actor: {
            id: actor,
            issuer: 'https://saml.example',
            subject: who,
            name: 'Mette',
            title: null,
            uuid,
          },
          grants: [{ tenant: s.odense, role, units: null }],
          level: 'Substantial',
          secret: {
            ...{ nameId: who, format: 'x509', sessionIndex: '1', name: 'Mette' },
            ...{ issuer: 'https://saml.example', subject: who, uuid },
          },
          ...{ subjectHash: s.sha256(who), indexHash: s.sha256('1'), authority: null },
          ...{ authenticatedAt: now, issuedAt: now },
          ...{ idleUntil: instant(now + minute), expiresAt: instant(now + minute) },
        },
        { issuer: 'https://saml.example', id: s.newId(), keepUntil: instant(now + s.day) },
        null,
      );
    };
    await open('manager', at);
    const grants = [{ tenant: s.odense, role: 'manager' as const, units: null }];
    return { tenant: s.odense, actor, session: 'session', person: s.sha256(who), grants, again: open };
  };

  const subscribe = async (login: NoticeLogin, now: Instant = s.noon): Promise<void> => {
    const until = instant(now + 15 * minute);
    const mail = `${login.actor}@odense.example`;
    await store().notices.ask(login, wish(mail), `off ${login.actor}`, code('right', { until }), now);
    assert.equal(await store().notices.confirm(login, 'right', now), 'confirmed');
  };
  const dueActors = async (day: string, now: Instant): Promise<ActorId[]> =>
    (await store().notices.due(day, now, 10_000)).map(({ actor }) => actor);

  it('keeps an address that counts once its code has come back, and no sooner', async () => {
    const login = await manager();
    const { notices } = store();
    assert.equal(await notices.find(s.odense, login.actor), undefined);
    assert.equal(await notices.ask(login, wish(null), 'x', code('h'), s.noon), 'address_missing');
    assert.equal(await notices.ask(login, wish('a@odense.example'), 'off a', code('h'), s.noon), 'code');
    assert.ok(!(await dueActors(today, s.noon)).includes(login.actor));
    assert.equal(await notices.confirm(login, 'h', s.at(minute)), 'confirmed');
    const found = await notices.find(s.odense, login.actor);
    assert.equal(found?.address, 'a@odense.example');
    assert.equal(found.confirmedAt, s.at(minute));
    assert.ok((await dueActors(today, s.at(minute))).includes(login.actor));
    // A code is used once.
    assert.equal(await notices.confirm(login, 'h', s.at(minute)), 'code_expired');
  });

  it('asks for a new confirmation when the address changes, and for none when it is switched', async () => {
    const login = await manager();
    const { notices } = store();
    await subscribe(login);
    assert.equal(await notices.ask(login, wish(null, { wanted: false }), 'o1', code('n'), s.noon), 'kept');
    assert.ok(!(await dueActors(today, s.noon)).includes(login.actor));
    const same = wish(`${login.actor}@odense.example`, { language: 'en' });
    assert.equal(await notices.ask(login, same, 'o1', code('n'), s.noon), 'kept');
    assert.equal((await notices.find(s.odense, login.actor))?.language, 'en');
    assert.equal(await notices.ask(login, wish('b@odense.example'), 'o1', code('n'), s.noon), 'code');
    assert.equal((await notices.find(s.odense, login.actor))?.confirmedAt, null);
  });

  // Attack: somebody types another's address and guesses the code; two servers take the guesses at the same time.
  it('lets a code be guessed at five times at most, also at once, and for fifteen minutes', async () => {
    const login = await manager();
    const { notices } = store();
    await notices.ask(login, wish('c@odense.example'), 'off c', code('right'), s.noon);
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) => notices.confirm(login, `guess ${n}`, s.noon)),
    );
    assert.equal(guesses.filter((one) => one === 'code_wrong').length, 5);
    assert.equal(await notices.confirm(login, 'right', s.noon), 'code_expired');
    await notices.ask(login, wish('c@odense.example'), 'off c', code('right'), s.noon);
    assert.equal(await notices.confirm(login, 'right', s.at(15 * minute)), 'code_expired');
    const entries = await tenant().readAudit(1, 100_000);
    assert.equal(
      entries.filter(({ actor, outcome }) => actor === login.actor && outcome === 'refused').length,
      5,
    );
    assert.doesNotMatch(JSON.stringify(entries), /@odense/);
  });

  // Attack: a person who is logged in fills a stranger's mailbox with codes.
  it('sends five codes a day to what one person types, and no more', async () => {
    const login = await manager();
    const ask = (n: number, day: string) =>
      store().notices.ask(login, wish(`victim-${n}@example.dk`), 'off d', code('h', { day }), s.noon);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => ask(n, today)));
    assert.deepEqual(answers.filter((one) => one === 'code').length, 5);
    assert.equal(await ask(8, today), 'code_limit');
    assert.equal(await ask(8, '2026-06-02'), 'code');
  });

  // Two servers begin their round at the same moment.
  it('gives a person’s day to one of many who ask at once, and to nobody after that', async () => {
    const login = await manager();
    await subscribe(login);
    const claim = { tenant: s.odense, actor: login.actor, day: today, now: s.noon };
    // An embedded database has one server.
    const other = store().dialect === 'postgres' ? await s.open(database().url) : undefined;
    const servers = [store(), other ?? store()];
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => servers.map(({ notices }) => notices.claim(claim, 'claimed'))).flat(),
    );
    await other?.close();
    assert.deepEqual(
      taken.filter((one) => one !== undefined),
      [1],
    );
    // The server died here: whether the mail left is not known, so it is not sent again today, and is tomorrow.
    assert.ok(!(await dueActors(today, s.at(8 * 60 * minute))).includes(login.actor));
    assert.ok((await dueActors('2026-06-02', s.at(s.day))).includes(login.actor));
  });

  it('gives the day again after a failure, when it is time, and never after success', async () => {
    const login = await manager();
    await subscribe(login);
    const { notices } = store();
    const claim = (now: Instant) => ({ tenant: s.odense, actor: login.actor, day: today, now });
    assert.equal(await notices.claim(claim(s.noon), 'claimed'), 1);
    await notices.settle(claim(s.noon), 'retry', s.at(5 * minute));
    assert.equal(await notices.claim(claim(s.at(4 * minute)), 'claimed'), undefined);
    assert.equal(await notices.claim(claim(s.at(5 * minute)), 'claimed'), 2);
    await notices.settle(claim(s.at(5 * minute)), 'sent', null);
    assert.equal(await notices.claim(claim(s.at(600 * minute)), 'claimed'), undefined);
    const { last } = (await notices.find(s.odense, login.actor)) ?? {};
    assert.deepEqual(last, { at: s.at(5 * minute), state: 'sent' });
  });

  it('learns at every login what the person may, and tells nobody who has been away for 90 days', async () => {
    const login = await manager();
    await subscribe(login);
    await login.again('employee', s.at(minute));
    const found = await store().notices.find(s.odense, login.actor);
    assert.deepEqual(
      found?.grants.map(({ role }) => role),
      ['employee'],
    );
    assert.ok((await dueActors('d', s.at(90 * s.day))).includes(login.actor));
    assert.ok(!(await dueActors('d', s.at(90 * s.day + minute))).includes(login.actor));
    assert.ok((await store().notices.forget(s.at(2 * minute))) >= 1);
    assert.equal(await store().notices.find(s.odense, login.actor), undefined);
  });

  it('switches off the one person whose mails hold the token, and nobody else', async () => {
    const [one, other] = [await manager(), await manager()];
    await subscribe(one);
    await subscribe(other);
    const { notices } = store();
    assert.equal(await notices.findByOff('off nobody'), undefined);
    await notices.switchOff('off nobody', 'link', s.noon);
    await notices.switchOff(`off ${one.actor}`, 'link', s.noon);
    await notices.switchOff(`off ${one.actor}`, 'link', s.noon);
    assert.deepEqual(await notices.findByOff(`off ${one.actor}`), { tenant: s.odense, wanted: false });
    assert.equal((await notices.find(s.odense, other.actor))?.wanted, true);
    const entries = (await tenant().readAudit(1, 100_000)).filter(({ actor }) => actor === one.actor);
    assert.equal(entries.filter(({ detail }) => detail['by'] === 'link').length, 1);
  });

  it('counts what waits and what ends, never what is over, and never a decision over one’s own', async () => {
    const late = s.at(30 * s.day);
    const uuid = '0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e';
    const login = await manager(late, `notice-counter`, uuid);
    const count = () => store().notices.count(s.odense, login.actor, noticeTimes(late));
    const before = await count();
    await s.register(tenant(), stranger(), { now: s.at(29 * s.day), days: 6 });
    await s.register(tenant(), stranger(), { now: s.at(20 * s.day), days: 23 });
    await s.register(tenant(), stranger(), { now: s.at(20 * s.day), days: 60 });
    await s.register(tenant(), stranger(), { now: s.at(20 * s.day), days: 3 });
    const own = stranger();
    const ref = await tenant().citizenRef(own);
    const mine = s.registered(ref, { now: s.at(29 * s.day), days: 29, id: blurringId(s.newId()) });
    const [event] = mine;
    assert.ok(event?.type === 'blurring_registered');
    // Registered in the record system, where the same person is another actor with the same id in FK Organisation.
    const twin = await manager(late, 'notice-twin', uuid);
    const events = [{ ...event, by: twin.actor, blurring: { ...event.blurring, registeredBy: twin.actor } }];
    await s.apply(tenant(), own, { events, now: s.at(29 * s.day) });
    const after = await count();
    assert.equal(after.pending - before.pending, 3);
    assert.equal(after.overdue - before.overdue, 2);
    assert.deepEqual(
      [7, 14, 30].map((days) => {
        const key = `days${days}` as 'days7' | 'days14' | 'days30';
        return after.endingWithin[key] - before.endingWithin[key];
      }),
      [1, 2, 3],
    );
    assert.equal(after.reviewsDue, 0);
  });

  // Attack: a stolen backup tells who reads mail about violent citizens, or lets a code be used.
  it('holds no address in readable form', async () => {
    const login = await manager();
    await subscribe(login);
    const rows = await database().sql('select * from notice_recipients');
    const all = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
      .join('\n');
    assert.ok(all.includes(login.actor));
    assert.doesNotMatch(all, /@odense/);
  });
};
