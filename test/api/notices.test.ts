import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { NoticesView } from '../../shared/notices-api.ts';
import type { Problem } from '../../shared/problem.ts';
import { createNoticeWorld, json, type NoticeWorld } from '../notices/world.ts';
import { createWorld, type Browser } from '../support/world.ts';

const minute = 60_000;
const address = 'lone@eksempelby.example';
const codeOf = async (response: Promise<Response>): Promise<string> => (await json<Problem>(response)).code;
const wish = (more: Record<string, unknown> = {}) => ({ wanted: true, language: 'da', address, ...more });

describe('reminders on the hosted page', () => {
  let w: NoticeWorld;
  beforeEach(async () => void (w = await createNoticeWorld()));
  afterEach(() => w.close());

  const viewOf = (browser: Browser): Promise<NoticesView> => json(browser.call('GET', '/page/notices'));
  const put = (browser: Browser, body: object): Promise<Response> =>
    browser.call('PUT', '/page/notices', body);
  const confirm = (browser: Browser, code: string): Promise<Response> =>
    browser.call('POST', '/page/notices/confirm', { code });

  test('begin with nothing, and show what a mail looks like in both languages', async () => {
    const { example, ...view } = await viewOf(await w.world.visit({ roles: ['manager'] }));
    assert.deepEqual(view, {
      ...{ available: true, address: null, confirmed: false, code_until: null },
      ...{ wanted: false, language: 'da', last: null },
    });
    assert.match(example?.da.text ?? '', /Eksempelby Kommune[^]*Venter på en afgørelse: 3/);
    assert.match(example?.en.subject ?? '', /3 blurrings wait for a decision/);
  });

  test('send a code to the address, and count once it has come back', async () => {
    const browser = await w.world.visit({ roles: ['manager'] });
    const asked = await json<NoticesView>(put(browser, wish()));
    assert.equal(asked.confirmed, false);
    assert.equal(asked.code_until, new Date(w.world.now() + 15 * minute).toISOString());
    const code = w.codeFor(address);
    assert.match(code, /^[0-9]{6}$/);
    assert.ok(
      !(w.catcher.mails[0]?.raw.split('\r\n\r\n')[0] ?? '').includes(code),
      'not where screens show it',
    );
    const done = await json<NoticesView>(confirm(browser, code));
    assert.deepEqual([done.confirmed, done.code_until, done.address], [true, null, address]);
    assert.equal(await codeOf(confirm(browser, code)), 'code_expired');
  });

  test('speak the language that was chosen, in the code too', async () => {
    const browser = await w.world.visit({ roles: ['manager'] });
    await put(browser, wish({ language: 'en' }));
    assert.match(w.catcher.mails[0]?.raw ?? '', /Confirm your e-mail/);
  });

  test('are switched off and on without a new code', async () => {
    const browser = await w.subscribe({ address });
    const off = await json<NoticesView>(put(browser, wish({ wanted: false, address: null })));
    assert.deepEqual([off.wanted, off.confirmed], [false, true]);
    const on = await json<NoticesView>(put(browser, wish({ address: null })));
    assert.deepEqual([on.wanted, on.confirmed], [true, true]);
    assert.equal(w.catcher.mails.length, 1);
  });

  test('need an address to be switched on', async () => {
    const browser = await w.world.visit({ roles: ['admin'] });
    assert.equal(await codeOf(put(browser, wish({ address: null }))), 'address_missing');
  });

  for (const bad of ['lone', 'a@b', 'a@example.dk\r\nBcc: b@example.dk', 'a@b.dk, c@d.dk', '<a@b.dk>', 7]) {
    test(`refuse ${JSON.stringify(bad)} as an address`, async () => {
      const browser = await w.world.visit({ roles: ['manager'] });
      assert.equal(await codeOf(put(browser, wish({ address: bad }))), 'body_invalid');
      assert.equal(w.catcher.mails.length, 0);
    });
  }

  // Attack: a person subscribes a colleague, and guesses the code that is sent to them.
  test('let a code be guessed at five times', async () => {
    const browser = await w.world.visit({ roles: ['manager'] });
    await put(browser, wish());
    const right = w.codeFor(address);
    const wrong = right === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n += 1) assert.equal(await codeOf(confirm(browser, wrong)), 'code_wrong');
    assert.equal(await codeOf(confirm(browser, right)), 'code_expired');
    assert.equal((await viewOf(browser)).confirmed, false);
  });

  // Attack: the code of one person is used for another's address, or for one's own next address.
  test('take a code from the person it was sent to, for the address it was sent to', async () => {
    const one = await w.world.visit({ roles: ['manager'], person: 'one' });
    const other = await w.world.visit({ roles: ['manager'], person: 'other' });
    await put(one, wish());
    const code = w.codeFor(address);
    assert.equal(await codeOf(confirm(other, code)), 'code_expired');
    await put(other, wish({ address: 'other@eksempelby.example' }));
    if (w.codeFor('other@eksempelby.example') !== code)
      assert.equal(await codeOf(confirm(other, code)), 'code_wrong');
    await put(one, wish({ address: 'new@eksempelby.example' }));
    if (w.codeFor('new@eksempelby.example') !== code)
      assert.equal(await codeOf(confirm(one, code)), 'code_wrong');
  });

  // Attack: addresses are tried one after the other to learn which exist, or who else gets reminders.
  test('answer the same for an address the mail server refuses, and for one somebody else has', async () => {
    await w.subscribe({ address, person: 'lone' });
    const browser = await w.world.visit({ roles: ['manager'], person: 'curious' });
    const taken = await json<NoticesView>(put(browser, wish()));
    w.catcher.setFault('refuse');
    const unknown = await json<NoticesView>(put(browser, wish({ address: 'nobody@eksempelby.example' })));
    assert.deepEqual({ ...unknown, address: '' }, { ...taken, address: '' });
  });

  // Attack: somebody's mailbox is filled with codes.
  test('send one person’s codes five times a day, whatever addresses they type', async () => {
    const browser = await w.world.visit({ roles: ['manager'] });
    for (let n = 0; n < 5; n += 1)
      assert.equal((await put(browser, wish({ address: `a${n}@example.dk` }))).status, 200);
    assert.equal(await codeOf(put(browser, wish({ address: 'a5@example.dk' }))), 'code_limit');
    assert.equal(w.catcher.mails.length, 5);
  });

  test('say so when the mail server does not take the code', async () => {
    const browser = await w.world.visit({ roles: ['manager'] });
    w.catcher.setFault('down');
    assert.equal(await codeOf(put(browser, wish())), 'mail_unavailable');
    assert.doesNotMatch(w.world.logged(), /lone@/);
  });

  test('are each person’s own, at each municipality', async () => {
    await w.subscribe({ address, person: 'lone' });
    const other = await w.world.visit({ roles: ['manager'], person: 'other' });
    assert.equal((await viewOf(other)).address, null);
    const elsewhere = await w.world.visit({ roles: ['manager'], person: 'lone', at: 'proevestad' });
    assert.equal((await viewOf(elsewhere)).address, null);
  });

  test('leave a trace in the audit log that holds no address', async () => {
    const browser = await w.subscribe({ address });
    await put(browser, wish({ wanted: false, address: null }));
    const tenant = w.world.store.forTenant('eksempelby' as never);
    const entries = (await tenant.readAudit(1, 1_000)).filter(({ action }) => action.startsWith('notice_'));
    assert.deepEqual(
      entries.map(({ action, detail }) => [action, detail['to']]),
      [
        ['notice_switched', 'on'],
        ['notice_address_given', undefined],
        ['notice_address_confirmed', undefined],
        ['notice_switched', 'off'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(entries), /@/);
    assert.equal((await tenant.verifyAudit()).broken, null);
  });
});

describe('reminders without a mail server', () => {
  test('say that there are none, and set nothing up', async () => {
    const world = await createWorld();
    try {
      const browser = await world.visit({ roles: ['manager'] });
      const view = await json<NoticesView>(browser.call('GET', '/page/notices'));
      assert.deepEqual([view.available, view.example], [false, null]);
      assert.equal(await codeOf(browser.call('PUT', '/page/notices', wish())), 'mail_unavailable');
      const off = wish({ wanted: false, address: null });
      assert.equal((await browser.call('PUT', '/page/notices', off)).status, 200);
    } finally {
      await world.close();
    }
  });
});

describe('the link in a mail', () => {
  let w: NoticeWorld;
  beforeEach(async () => {
    w = await createNoticeWorld();
    const client = await w.world.login();
    await client.register();
  });
  afterEach(() => w.close());

  /** The link in the newest digest. */
  const link = (): string => {
    const address = /<([^>]+)>/.exec(w.digests().at(-1)?.headers['list-unsubscribe'] ?? '')?.[1] ?? '';
    return address.replace('https://sloering.example', '');
  };
  const wanted = async (person: string): Promise<boolean> => {
    const browser = await w.world.visit({ roles: ['manager'], person });
    return (await json<NoticesView>(browser.call('GET', '/page/notices'))).wanted;
  };

  test('shows a button, and switches off when it is pressed, without a login and for that person only', async () => {
    await w.subscribe({ address, person: 'lone' });
    await w.round();
    await w.subscribe({ address: 'bo@eksempelby.example', person: 'bo' });
    const shown = await w.world.request('GET', link());
    assert.equal(shown.status, 200);
    const page = await shown.text();
    assert.match(page, /<form method="post" action="\/notices\/off\?token=[A-Za-z0-9_-]{43}">/);
    assert.doesNotMatch(page, /lone|Anna|eksempelby/i);
    assert.doesNotMatch(page, /<script|style=/);
    // Looking changes nothing: filters of mail servers open every link.
    assert.equal(await wanted('lone'), true);
    const pressed = await w.world.request('POST', link(), { headers: { Origin: undefined } });
    assert.match(await pressed.text(), /Påmindelser er slået fra/);
    assert.equal(await wanted('lone'), false);
    assert.equal(await wanted('bo'), true);
    assert.equal((await w.world.request('POST', link())).status, 200, 'pressing twice is no error');
    w.world.pass(24 * 60 * minute);
    await w.round();
    assert.deepEqual(w.catcher.mails.at(-1)?.to, ['bo@eksempelby.example']);
  });

  test('works from the mail program itself, which posts a form of its own', async () => {
    await w.subscribe({ address });
    await w.round();
    const response = await w.world.request('POST', link(), {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: undefined },
    });
    assert.equal(response.status, 200);
    assert.equal(await wanted('serial-1'), false);
  });

  // Attack: tokens are made up, cut, or taken from another installation.
  test('tells nothing and changes nothing without a token of ours', async () => {
    await w.subscribe({ address });
    await w.round();
    const token = link().split('token=')[1] ?? '';
    const forged = [
      '',
      'x',
      token.slice(1),
      `${token}x`,
      'A'.repeat(43),
      '%00',
      '<script>',
      token.toLowerCase(),
    ];
    for (const one of forged) {
      for (const method of ['GET', 'POST']) {
        const response = await w.world.request(method, `/notices/off?token=${one}`);
        assert.equal(response.status, 404);
        assert.match(await response.text(), /Linket virker ikke længere/);
      }
    }
    assert.equal(await wanted('serial-1'), true);
  });

  test('is not stored, not framed, not passed on, and not logged', async () => {
    await w.subscribe({ address });
    await w.round();
    const { headers } = await w.world.request('GET', link());
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.equal(headers.get('Referrer-Policy'), 'no-referrer');
    assert.equal(headers.get('X-Frame-Options'), 'DENY');
    const policy = headers.get('Content-Security-Policy') ?? '';
    assert.match(policy, /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
    assert.ok(!w.world.logged().includes(link().split('token=')[1] ?? '-'));
  });

  test('opens nothing else: it is no login', async () => {
    await w.subscribe({ address });
    await w.round();
    const token = link().split('token=')[1] ?? '';
    const headers = {
      Cookie: `__Host-sloering=${token}`,
      Origin: undefined,
      'Sec-Fetch-Site': 'same-origin',
    };
    assert.equal((await w.world.request('GET', '/page/notices', { headers })).status, 401);
  });
});
