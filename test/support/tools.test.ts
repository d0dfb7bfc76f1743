import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { findChrome } from './chrome.ts';
import { requireTool } from './tools.ts';

const dir = mkdtempSync(join(tmpdir(), 'sloering-tools-'));
const { PATH, CI, CHROME_PATH } = process.env;

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

afterEach(() => {
  restore('PATH', PATH);
  restore('CI', CI);
  restore('CHROME_PATH', CHROME_PATH);
});
after(() => rmSync(dir, { recursive: true }));

test('a tool that is there is found, one that is missing gives the reason to skip', () => {
  writeFileSync(join(dir, 'strace'), '');
  chmodSync(join(dir, 'strace'), 0o755);
  process.env['PATH'] = dir;
  delete process.env['CI'];
  assert.deepEqual(requireTool('strace'), { path: join(dir, 'strace') });
  assert.deepEqual(requireTool('xmllint'), {
    skip: 'xmllint is not installed (apt-get install libxml2-utils)',
  });
});

test('on a build server a missing tool is a failure, not a skipped test', () => {
  process.env['PATH'] = dir;
  process.env['CI'] = 'true';
  assert.throws(() => requireTool('xmlsec1'), /xmlsec1 is not installed/);
});

test('a browser chosen by hand that cannot be run is refused instead of replaced by another', async () => {
  process.env['CHROME_PATH'] = join(dir, 'no-such-browser');
  await assert.rejects(findChrome(), /CHROME_PATH is not an executable file/);
});
