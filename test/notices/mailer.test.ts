import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readMail } from '../../examples/simulators/mail-catcher/mime.ts';
import { startMailCatcher, type MailCatcher } from '../../examples/simulators/mail-catcher/simulator.ts';
import { codeContent, digestContent } from '../../server/notices/digest.ts';
import { createMailer, type Mail, type SmtpSettings } from '../../server/notices/mailer.ts';
import { freePort } from '../support/ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'sloering-mailer-'));
let catcher: MailCatcher;
before(async () => void (catcher = await startMailCatcher({ folder })));
after(async () => {
  await catcher.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (more: Partial<SmtpSettings> = {}): SmtpSettings => ({
  ...{ host: '127.0.0.1', port: catcher.smtpPort, tls: 'none', timeoutSeconds: 2 },
  ...{ from: 'ingen-svar@sloering.example', name: 'Sløring' },
  ...more,
});
const mail = (more: Partial<Mail> = {}): Mail => ({
  ...{ to: 'lone@eksempelby.example', messageId: 'one@sloering.example', date: new Date(0), headers: {} },
  ...codeContent('012345', 'da'),
  ...more,
});

test('a mail arrives whole, from the address that was set up, in text and HTML', async () => {
  assert.deepEqual(await createMailer(settings())(mail()), { outcome: 'sent', code: 'ok', reached: true });
  const caught = catcher.mails.at(-1);
  assert.deepEqual([caught?.from, caught?.to], ['ingen-svar@sloering.example', ['lone@eksempelby.example']]);
  const { headers, subject, parts } = readMail(caught?.raw ?? '');
  assert.equal(subject, 'Sløring: Bekræft din e-mailadresse');
  assert.equal(headers['message-id'], '<one@sloering.example>');
  assert.equal(headers['auto-submitted'], 'auto-generated');
  assert.deepEqual(
    parts.map(({ type }) => type),
    ['text/plain', 'text/html'],
  );
  assert.match(parts[0]?.text ?? '', /^012345$/m);
});

// Attack: an address with a comma or a line break in it makes one mail many.
test('an address is one address, whatever is in it', async () => {
  const before = catcher.mails.length;
  for (const to of [
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example> <c@d.example',
  ]) {
    const { outcome } = await createMailer(settings())(mail({ to }));
    if (outcome === 'sent') assert.equal(catcher.mails.at(-1)?.to.length, 1);
  }
  const more = catcher.mails.slice(before);
  assert.ok(more.every(({ to, raw }) => to.length === 1 && !/^bcc:/im.test(raw) && to[0] !== 'c@d.example'));
});

test('the name of a municipality never becomes markup', () => {
  const counts = { pending: 1, overdue: 0, endingWithin: { days7: 0, days14: 0, days30: 0 }, reviewsDue: 0 };
  const organisation = '<img src=x onerror=alert(1)> "Kommune" & Co';
  const { html, subject } = digestContent({
    ...{
      counts,
      organisation,
      language: 'da',
      page: 'https://s.example/',
      off: 'https://s.example/o?a=1&b="2',
    },
  });
  assert.doesNotMatch(html, /<img|"Kommune"|="2/);
  assert.doesNotMatch(subject, /Kommune/);
});

const faults: [Parameters<MailCatcher['setFault']>[0], string, string][] = [
  ['down', 'retry', ':421'],
  ['later', 'retry', 'EMESSAGE:451'],
  ['refuse', 'refused', 'EENVELOPE:550'],
  ['cut', 'unknown', 'ECONNECTION'],
];
for (const [fault, outcome, code] of faults) {
  test(`a mail server with the fault "${fault}" makes the outcome ${outcome}`, async () => {
    catcher.setFault(fault);
    const answer = await createMailer(settings())(mail());
    catcher.setFault('none');
    assert.equal(answer.outcome, outcome);
    assert.ok(answer.code.endsWith(code), answer.code);
    // What a server says may name the address; it goes no further.
    assert.doesNotMatch(answer.code, /lone|@|such/i);
  });
}

test('a mail server that is not there is not reached, and the mail has not left', async () => {
  const answer = await createMailer(settings({ port: await freePort() }))(mail());
  assert.deepEqual([answer.outcome, answer.reached], ['retry', false]);
});

test('a mail server that never greets is given up', async () => {
  const silent = createServer();
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = await createMailer(settings({ port, timeoutSeconds: 1 }))(mail());
  silent.close();
  assert.deepEqual([answer.outcome, answer.reached], ['retry', false]);
});

// Attack: somebody on the way takes STARTTLS out of the greeting, so that the mail travels in the open.
test('no mail and no password travels in the open where TLS was set up', async () => {
  const before = catcher.mails.length;
  const login = { user: 'sloering', password: 'hemmelig' };
  for (const tls of ['starttls', 'implicit'] as const) {
    const answer = await createMailer(settings({ tls, ...login }))(mail());
    assert.equal(answer.outcome, 'retry');
    assert.doesNotMatch(answer.code, /hemmelig/);
  }
  assert.equal(catcher.mails.length, before);
});
