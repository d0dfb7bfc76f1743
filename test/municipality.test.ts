import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMunicipality } from '../server/municipality.ts';

const file = {
  id: 'eksempelby',
  name: 'Eksempelby Kommune',
  cvrs: [{ cvr: '29190623', name: 'Eksempelby Kommune', main: true }],
  policies: [
    {
      appliesFrom: '2026-01-01T00:00:00Z',
      defaultDays: 90,
      maxDays: 90,
      reasonText: 'optional',
      acknowledgement: true,
    },
  ],
  reasons: [{ code: 'threat', label: { da: 'Trusler', en: 'Threats' } }],
  guidelines: { version: 1, text: { da: 'Tekst', en: 'Text' }, url: null },
  issuers: [
    {
      iss: 'https://eoj.example',
      name: 'Demo-journal',
      enabled: true,
      algorithms: ['ES256'],
      keys: { kind: 'url', url: 'https://eoj.example/jwks.json' },
      modes: ['in_page'],
      origins: ['https://eoj.example'],
      returnUris: [],
      cvrs: ['29190623'],
      roles: ['employee'],
      minimumLoa: 'Substantial',
      maxAuthAgeSeconds: 43200,
    },
  ],
};
const faultsOf = (change: object): string[] => {
  const parsed = parseMunicipality({ ...file, ...change });
  return 'faults' in parsed ? parsed.faults : [];
};

test('a complete file is a municipality, its issuers bound to it', () => {
  const parsed = parseMunicipality(file);
  assert.ok('municipality' in parsed);
  assert.equal(parsed.municipality.issuers[0]?.tenant, 'eksempelby');
  assert.equal(parsed.municipality.policies[0]?.appliesFrom, Date.parse('2026-01-01T00:00:00Z'));
});

const faults: [string, object, RegExp][] = [
  [
    'a CVR number that fails its check',
    { cvrs: [{ cvr: '12345678', name: 'x', main: true }] },
    /^cvrs\.0\.cvr/,
  ],
  ['no main CVR number', { cvrs: [{ cvr: '29190623', name: 'x', main: false }] }, /exactly one main/],
  [
    'an issuer for a CVR number the municipality does not have',
    { issuers: [{ ...file.issuers[0], cvrs: ['13748136'] }] },
    /issuer names a CVR/,
  ],
  [
    'a shared-secret algorithm',
    { issuers: [{ ...file.issuers[0], algorithms: ['HS256'] }] },
    /^issuers\.0\.algorithms\.0/,
  ],
  [
    'an origin with a path',
    { issuers: [{ ...file.issuers[0], origins: ['https://eoj.example/app'] }] },
    /^issuers\.0\.origins\.0/,
  ],
  [
    'a period beyond the register’s',
    { policies: [{ ...file.policies[0], maxDays: 730 }] },
    /^policies\.0\.maxDays/,
  ],
  [
    'a default above the maximum',
    { policies: [{ ...file.policies[0], maxDays: 30 }] },
    /defaultDays is above/,
  ],
  ['a field nobody knows', { colour: 'red' }, /colour/],
];
for (const [what, change, expected] of faults) {
  test(`${what} is refused and named`, () => {
    assert.ok(
      faultsOf(change).some((fault) => expected.test(fault)),
      faultsOf(change).join('; '),
    );
  });
}

test('several faults are said at once', () => {
  assert.ok(faultsOf({ id: 'X', name: '', reasons: [] }).length >= 3);
});
