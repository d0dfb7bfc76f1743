import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { NoticesView } from '../../shared/notices-api.ts';
import { citizens } from '../support/world.ts';
import { createNoticeWorld, json, type NoticeWorld } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const address = 'lone@eksempelby.example';

describe('the daily digest', () => {
  let w: NoticeWorld;
  beforeEach(async () => void (w = await createNoticeWorld()));
  afterEach(() => w.close());

  const register = async (cpr: string = citizens.asger, days = 90): Promise<void> => {
    const client = await w.world.login({ cpr });
    assert.equal((await client.register({ days })).status, 201);
  };
  /** How the last digest went, as the person sees it after logging in again. */
  const lastOutcome = async (): Promise<string | undefined> => {
    const browser = await w.world.visit({ roles: ['manager'] });
    return (await json<NoticesView>(browser.call('GET', '/page/notices'))).last?.outcome;
  };

  test('says how much waits and how much ends, and leads to the page', async () => {
    await register();
    await register(citizens.bodil, 10);
    await w.subscribe({ address });
    await w.round();
    const [mail, ...more] = w.digests();
    assert.equal(more.length, 0);
    assert.equal(mail?.subject, 'Sløring: 2 sløringer venter på en afgørelse');
    const [text, html] = mail.parts;
    assert.match(text?.text ?? '', /Eksempelby Kommune/);
    assert.match(text?.text ?? '', /^- Venter på en afgørelse: 2$/m);
    assert.match(text?.text ?? '', /^- Slutter inden for 30 dage: 1\n {4}heraf inden for 14 dage: 1$/m);
    assert.match(text?.text ?? '', /^https:\/\/sloering\.example\/inbox$/m);
    assert.doesNotMatch(text?.text ?? '', /7 dage: /);
    assert.equal(html?.type, 'text/html');
    // Nothing is fetched when it is opened: no picture, no style, no script.
    assert.doesNotMatch(html.text, /<(img|link|script|style|iframe)|src=|url\(/);
    const { headers } = mail;
    assert.equal(headers['auto-submitted'], 'auto-generated');
    assert.match(
      headers['list-unsubscribe'] ?? '',
      /^<https:\/\/sloering\.example\/notices\/off\?token=[A-Za-z0-9_-]{43}>$/,
    );
    assert.equal(headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
    assert.match(headers['message-id'] ?? '', /^<[A-Za-z0-9_-]{32}@sloering\.example>$/);
  });

  test('speaks English to who has chosen it', async () => {
    await register();
    await w.subscribe({ address, language: 'en' });
    w.world.pass(8 * day);
    await w.round();
    const [mail] = w.digests();
    assert.equal(mail?.subject, 'Sløring: 1 blurring waits for a decision');
    assert.match(
      mail.parts[0]?.text ?? '',
      /^- Wait for a decision: 1\n {4}of these for more than 7 days: 1$/m,
    );
    assert.doesNotMatch(mail.parts[0]?.text ?? '', /dage|venter/);
  });

  // Attack: a mail is read on a locked screen, forwarded, or kept on a server that is not ours.
  test('holds no citizen, no member of staff, no reason and no CPR number, in whatever encoding', async () => {
    const client = await w.world.login({
      cpr: citizens.villads,
      name: 'Villads Kanarie',
      user_name: 'Mette Kanarie',
    });
    await client.register({ reason: { category: 'threat' } });
    const browser = await w.subscribe({ address, person: 'lone' });
    await w.round();
    const { actor = '' } = (await w.world.store.logins.list('eksempelby' as never, w.world.now()))[0] ?? {};
    const all = w.catcher.mails.map(({ raw }) => raw + JSON.stringify(readAll(raw))).join('\n');
    assert.equal(w.digests().length, 1);
    for (const canary of [
      citizens.villads,
      '010810',
      'Kanarie',
      'Mette',
      'Anna Holm',
      'threat',
      'Trus',
      actor,
    ]) {
      for (const form of [canary, Buffer.from(canary).toString('base64').replace(/=+$/, '')])
        assert.ok(!all.includes(form), canary);
    }
    assert.ok(!all.includes(browser.cookie.slice(20)));
  });
  const readAll = (raw: string) =>
    w.digests().filter(({ headers }) => raw.includes(headers['message-id'] ?? '-'));

  test('is not sent when nothing waits, and not later the same day either', async () => {
    await w.subscribe({ address });
    await w.round();
    await register();
    await w.round();
    assert.equal(w.digests().length, 0);
    w.world.pass(day);
    await w.round();
    assert.equal(w.digests().length, 1);
  });

  test('is sent once a working day, between seven and seventeen', async () => {
    await register();
    await w.subscribe({ address });
    w.world.pass(7 * hour); // 17:42 on Monday
    await w.round();
    w.world.pass(13 * hour); // 06:42 on Tuesday
    await w.round();
    assert.equal(w.digests().length, 0);
    w.world.pass(hour);
    for (let n = 0; n < 5; n += 1) await w.round();
    assert.equal(w.digests().length, 1);
    w.world.pass(4 * day); // Saturday
    await w.round();
    assert.equal(w.digests().length, 1);
    w.world.pass(2 * day);
    await w.round();
    assert.equal(w.digests().length, 2);
    const ids = w.digests().map(({ headers }) => headers['message-id']);
    assert.notEqual(ids[0], ids[1]);
  });

  // Two servers of one deployment begin their round at the same moment.
  test('is sent by one of two servers', async () => {
    await register();
    for (let n = 0; n < 4; n += 1)
      await w.subscribe({ address: `m${n}@eksempelby.example`, person: `m${n}` });
    await Promise.all([w.round(), w.round(), w.round()]);
    assert.deepEqual(
      w.catcher.mails.flatMap(({ to, raw }) => (raw.includes('List-Unsubscribe:') ? to : [])).sort(),
      ['m0@eksempelby.example', 'm1@eksempelby.example', 'm2@eksempelby.example', 'm3@eksempelby.example'],
    );
  });

  // The server dies after it has taken the day: whether the mail left is not known.
  test('is not sent again when the server died while sending, and is the next day', async () => {
    await register();
    await w.subscribe({ address });
    await assert.rejects(w.round(() => Promise.reject(new Error('killed'))));
    await w.round();
    assert.equal(w.digests().length, 0);
    w.world.pass(day);
    await w.round();
    assert.equal(w.digests().length, 1);
  });

  test('is tried again the same day until the mail server takes it, and never after that', async () => {
    await register();
    await w.subscribe({ address });
    w.catcher.setFault('down');
    await w.round();
    assert.equal(await lastOutcome(), 'retry');
    w.world.pass(4 * minute);
    w.catcher.setFault('none');
    await w.round();
    assert.equal(w.digests().length, 0, 'it waits before it tries again');
    w.world.pass(minute);
    w.catcher.setFault('later');
    await w.round();
    w.catcher.setFault('none');
    w.world.pass(15 * minute);
    for (let n = 0; n < 3; n += 1) {
      await w.round();
      w.world.pass(hour);
    }
    assert.equal(w.digests().length, 1);
    assert.equal(await lastOutcome(), 'sent');
    assert.match(w.logged(), /"event":"notice_failed"/);
    assert.match(w.logged(), /"event":"notices_sent"/);
    assert.doesNotMatch(w.logged(), /lone|@/);
  });

  // The mail server has the mail and the connection breaks before it says so.
  test('is not sent twice when the answer of the mail server is lost', async () => {
    await register();
    await w.subscribe({ address });
    w.catcher.setFault('cut');
    await w.round();
    w.catcher.setFault('none');
    w.world.pass(2 * hour);
    await w.round();
    assert.equal(w.digests().length, 1);
    assert.equal(await lastOutcome(), 'unknown');
  });

  test('asks an unreachable mail server once a round, and keeps everybody’s day', async () => {
    await register();
    for (let n = 0; n < 3; n += 1)
      await w.subscribe({ address: `m${n}@eksempelby.example`, person: `m${n}` });
    let asked = 0;
    const away = () => Promise.resolve({ outcome: 'retry' as const, code: `E${++asked}`, reached: false });
    await w.round(away);
    assert.equal(asked, 1);
    w.world.pass(5 * minute);
    await w.round();
    assert.equal(w.digests().length, 3);
  });

  test('stops when a login shows that the person is no manager any more, also at another municipality', async () => {
    await register();
    await w.subscribe({ address, person: 'lone' });
    await w.world.visit({ person: 'lone', roles: ['manager'], at: 'proevestad' });
    await w.round();
    assert.equal(w.digests().length, 0);
    await w.world.visit({ person: 'lone', roles: ['manager'] });
    w.world.pass(day);
    await w.round();
    assert.equal(w.digests().length, 1);
  });

  test('stops after 90 days without a login', async () => {
    await w.subscribe({ address });
    w.world.pass(91 * day);
    await register();
    w.world.pass(5 * hour);
    await w.round();
    await w.world.visit({ roles: ['manager'] });
    assert.equal(w.digests().length, 0);
    await w.round();
    assert.equal(w.digests().length, 1);
  });

  test('counts no registration of the reader’s own', async () => {
    const browser = await w.subscribe({ address });
    const answer = await browser.call('POST', '/page/citizens', { cpr: citizens.asger });
    const { context_token: token } = (await answer.json()) as { context_token: string };
    const headers = { Origin: 'https://sloering.example' };
    const opened = await w.world.request('POST', '/v1/sessions', { body: { context_token: token }, headers });
    const session = (await opened.json()) as { session_token: string; context: { citizen: { key: string } } };
    const made = await w.world.request('POST', '/v1/blurrings', {
      body: { days: 90, reason: { category: 'threat' }, citizen_key: session.context.citizen.key },
      headers: {
        ...headers,
        Authorization: `Bearer ${session.session_token}`,
        'Idempotency-Key': 'k'.repeat(22),
      },
    });
    assert.equal(made.status, 201);
    await w.round();
    assert.equal(w.digests().length, 0);
  });
});
