import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = {
  id: 'eksempelby',
  name: 'Eksempelby Kommune',
  cvrs: [{ cvr: '29190623', name: 'Eksempelby Kommune', main: true }],
  policies: [
    {
      appliesFrom: '2026-01-01T00:00:00.000Z',
      defaultDays: 90,
      maxDays: 90,
      reasonText: 'optional',
      acknowledgement: true,
      reviewMonths: 12,
    },
  ],
  reasons: [{ code: 'violence', label: { da: 'Vold', en: 'Violence' } }],
  guidelines: { version: 1, text: { da: 'Vejledning', en: 'Guidelines' }, url: null },
  issuers: [],
  units: [],
  retention: { textMonths: 24, registrationMonths: 60, auditMonths: 60 },
};

describe('onboarding by command', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sloering-onboarding-'));
    writeFileSync(join(folder, 'master.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['server/onboarding.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        SLOERING_ISSUER: 'https://sloering.example',
        SLOERING_DATABASE: `sqlite:${join(folder, 'db')}`,
        SLOERING_MASTER_KEY_FILE: join(folder, 'master.key'),
        SLOERING_NSP_FILE: join(folder, 'nsp.json'),
      },
    });
  const write = (content: object): string => {
    const path = join(folder, `${randomBytes(4).toString('hex')}.json`);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };

  test('creates, changes, tells what is missing, and writes a file that changes nothing', () => {
    const created = run('apply', write(file));
    assert.equal(created.status, 0, created.stderr);
    assert.match(created.stdout, /"outcome":"created"/);
    const exported = run('export', 'eksempelby');
    assert.deepEqual(JSON.parse(exported.stdout), file);
    assert.match(run(write(JSON.parse(exported.stdout) as object)).stdout, /"outcome":"updated"/);
    assert.deepEqual(JSON.parse(run('export', 'eksempelby').stdout), file);
    const readiness = run('readiness', 'eksempelby');
    assert.equal(readiness.status, 1);
    const lines = JSON.parse(readiness.stdout) as { item: string; state: string }[];
    assert.equal(lines.find(({ item }) => item === 'certificate')?.state, 'missing');
  });

  test('refuses a file with faults whole, with every fault, and goes on with the next', () => {
    const bad = write({ ...file, id: 'Store Bogstaver', cvrs: [{ cvr: '12345678', name: '', main: false }] });
    const next = write({ ...file, id: 'anden', cvrs: [{ cvr: '13748136', name: 'Anden', main: true }] });
    const { status, stdout, stderr } = run('apply', bad, next);
    assert.equal(status, 1);
    for (const fault of ['id: ', 'cvrs.0.cvr: ', 'cvrs.0.name: ']) assert.ok(stderr.includes(fault), stderr);
    assert.match(stdout, /"tenant":"anden","outcome":"created"/);
  });

  // The version is what people have acknowledged: another text under it would put words into their mouths.
  test('refuses another text under a published version, a taken CVR number, and what is not there', () => {
    const changed = write({
      ...file,
      guidelines: { ...file.guidelines, text: { da: 'Andet', en: 'Other' } },
    });
    assert.match(
      run('apply', changed).stderr,
      /version 1 is published already with another text; raise the version/,
    );
    const stolen = write({ ...file, id: 'tyv', cvrs: [{ cvr: '29190623', name: 'Tyv', main: true }] });
    assert.match(run('apply', stolen).stderr, /29190623 belongs to another municipality/);
    assert.equal(run('readiness', 'nobody').status, 1);
    assert.equal(run('export', 'nobody').status, 1);
    assert.equal(run().status, 2);
    assert.equal(run('apply').status, 2);
  });
});
