import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../server/config.ts';

const complete = {
  SLOERING_ISSUER: 'https://sloering.example',
  SLOERING_DATABASE: 'sqlite:/var/lib/sloering/sloering.db',
  SLOERING_MASTER_KEY_FILE: '/etc/sloering/master.key',
  SLOERING_NSP_FILE: '/etc/sloering/nsp.json',
};
const problemsOf = (environment: Record<string, string | undefined>): string[] => {
  const read = readConfig(environment);
  return 'problems' in read ? read.problems.map(({ variable }) => variable) : [];
};

test('a complete environment is a configuration with its defaults', () => {
  const read = readConfig(complete);
  assert.ok('config' in read);
  assert.equal(read.config.SLOERING_PORT, 4100);
  assert.equal(read.config.SLOERING_HOST, '127.0.0.1');
  assert.equal(read.config.SLOERING_ALLOW_LOOPBACK, false);
});

test('everything that is wrong is said at once', () => {
  assert.deepEqual(problemsOf({ SLOERING_PORT: 'many' }), ['SLOERING_PORT', ...Object.keys(complete)]);
});

test('a misspelt setting is a problem, not silence', () => {
  assert.deepEqual(problemsOf({ ...complete, SLOERING_DATABSE: 'x' }), ['SLOERING_DATABSE']);
});

const wrong: [string, string][] = [
  ['SLOERING_ISSUER', 'https://sloering.example/path'],
  ['SLOERING_ISSUER', 'sloering.example'],
  ['SLOERING_DATABASE', 'mysql://x'],
  ['SLOERING_PORT', '70000'],
  ['SLOERING_LAUNCHES_PER_MINUTE', '0'],
  ['SLOERING_TRUSTED_PROXY', 'yes'],
];
for (const [variable, value] of wrong) {
  test(`${variable} cannot be "${value}"`, () => {
    assert.deepEqual([...new Set(problemsOf({ ...complete, [variable]: value }))], [variable]);
  });
}

test('a problem never repeats the value, which may be a secret', () => {
  const read = readConfig({ ...complete, SLOERING_DATABASE: 'postgress://user:hunter2@db' });
  assert.ok('problems' in read);
  assert.ok(!JSON.stringify(read.problems).includes('hunter2'));
});

// Attack: a production server that fetches keys over plain HTTP from a neighbour process.
test('plain HTTP keys on this machine are refused for a server people reach over https', () => {
  assert.deepEqual(problemsOf({ ...complete, SLOERING_ALLOW_LOOPBACK: 'true' }), ['SLOERING_ALLOW_LOOPBACK']);
});
