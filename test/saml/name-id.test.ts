import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Attributes } from '../../server/saml/attributes.ts';
import { readPerson } from '../../server/saml/name-id.ts';
import { Refusal } from '../../server/saml/rules.ts';

const x509 = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const none: Attributes = new Map();
const uuid = '0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e';
const read = (value: string, format = x509, cvr = '29189366') => readPerson({ value, format }, cvr, none);
const refuses = (rule: string, value: string, format = x509, cvr = '29189366') =>
  assert.throws(
    () => read(value, format, cvr),
    (error) => error instanceof Refusal && error.rule === rule,
    value,
  );

void test('a subject name is read with spaces, commas and Danish letters in it', () => {
  const table: [string, string, string][] = [
    [`C=DK,O=29189366,CN=Anna Testesen,Serial=${uuid}`, 'Anna Testesen', uuid],
    [`C = DK, O = 29189366, CN = Anna Testesen, Serial = ${uuid.toUpperCase()}`, 'Anna Testesen', uuid],
    [` C=DK,O=29189366,CN=Testesen, Åse Æblø,Serial=${uuid} `, 'Testesen, Åse Æblø', uuid],
    ['C=DK,O=29189366,CN=Anna,Serial=CVR:29189366-RID:Ab12', 'Anna', 'CVR:29189366-RID:Ab12'],
    [`C=DK,O=29189366,CN=,Serial=${uuid}`, '', uuid],
  ];
  for (const [value, name, serial] of table)
    assert.deepEqual(read(value), { cvr: '29189366', name, serial }, value);
});

void test('a name cannot bring a serial of its own: the last one counts', () => {
  // Attack: somebody has their display name changed to end in a colleague's serial.
  const value = `C=DK,O=29189366,CN=Mallory,Serial=11111111-1111-1111-1111-111111111111,Serial=${uuid}`;
  assert.equal(read(value).serial, uuid);
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (name) => {
      assert.equal(read(`C=DK,O=29189366,CN=${name},Serial=${uuid}`).serial, uuid);
    }),
  );
});

void test('another authority than the attribute’s is refused', () => {
  refuses('cvr', `C=DK,O=13748136,CN=Anna,Serial=${uuid}`);
  for (const cvr of ['2918936', '291893660', 'DK291893', ''])
    refuses('cvr', `C=DK,O=29189366,CN=Anna,Serial=${uuid}`, x509, cvr);
});

void test('what is not a subject name is refused', () => {
  const bad = [
    ...['', 'Anna', `O=29189366,CN=Anna,Serial=${uuid}`, `C=SE,O=29189366,CN=Anna,Serial=${uuid}`],
    ...[
      `C=DK,O=2918936,CN=Anna,Serial=${uuid}`,
      'C=DK,O=29189366,CN=Anna,Serial=',
      'C=DK,O=29189366,CN=Anna',
    ],
    ...[`C=DK,O=29189366,CN=Anna,Serial=a b`, `x,C=DK,O=29189366,CN=Anna,Serial=${uuid}`],
    `C=DK,O=29189366,CN=${'A'.repeat(1000)},Serial=${uuid}`,
  ];
  for (const value of bad) refuses('name_id', value);
});

void test('OIOSAML 3’s persistent address of a UUID is read; any other format is refused', () => {
  const address = `https://data.gov.dk/model/core/eid/professional/uuid/${uuid.toUpperCase()}`;
  assert.deepEqual(read(address, persistent), { cvr: '29189366', name: '', serial: uuid });
  refuses('cvr', address, persistent, '2918936');
  refuses('name_id', uuid, persistent);
  refuses('name_id', `${address}x`, persistent);
  // A transient id is a new person at every login, so it can hold no rights over time.
  refuses('name_id', address, 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient');
  refuses(
    'name_id',
    `C=DK,O=29189366,CN=Anna,Serial=${uuid}`,
    'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  );
});
