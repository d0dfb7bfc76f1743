import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { startMailCatcher, type MailCatcher } from '../../examples/simulators/mail-catcher/simulator.ts';
import { createMailer } from '../../server/notices/mailer.ts';

let folder: string;
let catcher: MailCatcher;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sloering-catcher-'));
  catcher = await startMailCatcher({ folder });
});
afterEach(async () => {
  await catcher.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (subject: string, html = '<p>Hej</p>') =>
  createMailer({
    ...{ host: '127.0.0.1', port: catcher.smtpPort, tls: 'none', timeoutSeconds: 5 },
    ...{ from: 'fra@sloering.example', name: 'Sløring' },
  })({
    ...{ to: 'til@eksempelby.example', subject, html, text: 'Hej æøå' },
    ...{ messageId: 'id@sloering.example', date: new Date(0), headers: {} },
  });
const get = async (path: string): Promise<string> => (await fetch(catcher.url + path)).text();

test('a mail is on the page, in the list and by itself, newest first', async () => {
  assert.match(await get('/'), /ingen mails endnu/);
  await send('Første');
  await send('Æblegrød & <b>mere</b>');
  const page = await get('/');
  assert.ok(page.indexOf('Æblegrød') < page.indexOf('Første'));
  const one = await get('/mails/2');
  assert.match(one, /<h1>Æblegrød &amp; &lt;b&gt;mere/);
  assert.match(one, /<pre>Hej æøå/);
  assert.equal((await fetch(`${catcher.url}/mails/3`)).status, 404);
});

// Attack: a mail brings a script to whoever looks at it.
test('HTML is shown as text and never run', async () => {
  await send('x', '<script>alert(1)</script><img src=x onerror=alert(1)>');
  const one = await get('/mails/1');
  assert.match(one, /&lt;script&gt;/);
  assert.doesNotMatch(one, /<script>alert|<img/);
});

test('mails are still there after a restart', async () => {
  await send('Husket');
  await catcher.close();
  catcher = await startMailCatcher({ folder });
  assert.match(await get('/'), /Husket/);
});

test('what goes wrong is set on the page or by a program, not by another site', async () => {
  const control = (headers: Record<string, string>, body: string) =>
    fetch(`${catcher.url}/control`, { method: 'POST', headers, body, redirect: 'manual' });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await control({ ...form, origin: 'https://evil.example' }, 'fault=down')).status, 403);
  assert.equal((await send('a')).outcome, 'sent');
  assert.equal((await control(form, 'fault=later')).status, 303);
  assert.equal((await send('b')).outcome, 'retry');
  assert.match(await get('/'), /value="later" checked/);
  assert.equal((await control({}, '{"fault":"none"}')).status, 200);
  assert.equal((await send('c')).outcome, 'sent');
  assert.equal((await control({}, '{"fault":"fire"}')).status, 400);
});

test('it does not start in production, where people would wait for its mails', () => {
  const { status, stderr } = spawnSync(process.execPath, ['examples/simulators/mail-catcher.ts'], {
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /does not start with NODE_ENV=production/);
});
