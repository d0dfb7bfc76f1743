import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ImportResult } from '../shared/departments.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('units by command', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sloering-units-'));
    writeFileSync(join(folder, 'master.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['server/units.ts', ...args], {
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
  const write = (content: string): string => {
    const path = join(folder, `${randomBytes(4).toString('hex')}.csv`);
    writeFileSync(path, content);
    return path;
  };

  test('takes the sample whole, and a second time changes nothing', () => {
    const first = run('import', 'examples/sor-sample.csv');
    assert.equal(first.status, 0, first.stderr);
    const { taken, changed, bad } = JSON.parse(first.stdout) as ImportResult;
    assert.deepEqual([taken, changed, bad], [18, 18, 0]);
    const again = JSON.parse(run('import', 'examples/sor-sample.csv', '--full').stdout) as ImportResult;
    assert.deepEqual([again.taken, again.changed, again.closed], [18, 0, 0]);
  });

  test('takes the good rows of a file with bad ones, names these by line, and ends with 1', () => {
    const file = write('klassifikation;kode;navn\nSHAK;5501;Godt\nSOR;99000310000168;Forkert\n');
    const { status, stdout } = run('import', file);
    assert.equal(status, 1);
    const { taken, faults } = JSON.parse(stdout) as ImportResult;
    assert.equal(taken, 1);
    assert.deepEqual(faults, [{ line: 3, fault: 'check_digit' }]);
  });

  test('says why a file cannot be used, and how it is called', () => {
    const unusable = run('import', write('noget;andet\n1;2\n'));
    assert.equal(unusable.status, 1);
    assert.match(unusable.stderr, /nothing was taken/);
    for (const args of [[], ['import'], ['import', 'x', '--ful'], ['import', 'findes-ikke.csv']]) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2);
      assert.ok(stderr.length > 0);
    }
  });
});
