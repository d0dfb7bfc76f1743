import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readSmtpFile } from '../../server/notices-setup.ts';

const folder = mkdtempSync(join(tmpdir(), 'sloering-smtp-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const good = {
  ...{ host: 'smtp.example.dk', port: 587, tls: 'starttls', user: 'sloering', password: 'hunter-2-secret' },
  from: 'ingen-svar@sloering.example',
};
let files = 0;
const write = (content: string, mode = 0o600): string => {
  const file = join(folder, `${++files}.json`);
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
};
const read = (content: object) => readSmtpFile(write(JSON.stringify(content)));

test('a good file is read, with what it leaves out filled in', async () => {
  assert.deepEqual(await read(good), { ...good, name: 'Sløring', timeoutSeconds: 10 });
});

test('a file others can read is refused', async () => {
  await assert.rejects(readSmtpFile(write(JSON.stringify(good), 0o640)), /readable by its owner only/);
});

test('all faults are said at once, and none of the values', async () => {
  const bad = { ...good, port: 0, from: 'nobody', tls: 'maybe', pasword: 'hunter-2-secret' };
  const fault = await read(bad).then(String, String);
  for (const name of ['SLOERING_SMTP_FILE', 'port', 'from', 'tls', 'pasword'])
    assert.ok(fault.includes(name), name);
  assert.doesNotMatch(fault, /hunter/);
});

test('what is no JSON is not quoted', async () => {
  const fault = await readSmtpFile(write('{"password": hunter-2-secret}')).then(String, String);
  assert.match(fault, /is not JSON/);
  assert.doesNotMatch(fault, /hunter/);
});

const refused: [string, object, RegExp][] = [
  ['a user without a password', { ...good, password: undefined }, /belong together/],
  ['mail in the open to another machine', { ...good, tls: 'none' }, /only for a mail server on this machine/],
  ['a name with a line break', { ...good, name: 'A\r\nBcc: b@example.dk' }, /control characters/],
  ['a host that is an address of the web', { ...good, host: 'https://smtp.example.dk' }, /host name/],
];
for (const [what, content, fault] of refused) {
  test(`${what} is refused`, async () => {
    await assert.rejects(read(content), fault);
  });
}
