import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPrivileges } from '../../server/saml/privileges.ts';
import type { Level } from '../../server/saml/port.ts';
import { Refusal } from '../../server/saml/rules.ts';
import { group, privilege, privilegeList, roleBase, settings, unitConstraint } from './answer.ts';

const unitA = '4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21';
const unitB = '5c8e3071-301f-4b68-9b1f-2d0e706c4b32';
const constraint = (value: string, name = unitConstraint) =>
  `<Constraint Name="${name}">${value}</Constraint>`;
const read = (groups: string, level: Level = 'High') =>
  readPrivileges(privilegeList(groups), level, settings);
const grantsOf = (groups: string) => read(groups).grants;
const reasonsOf = (groups: string, level: Level = 'High') => {
  const { grants, dropped } = read(groups, level);
  assert.deepEqual(grants, []);
  return dropped.map(({ cvr, reason }) => `${cvr} ${reason}`);
};
const refuses = (value: string, rule = 'privileges') =>
  assert.throws(
    () => readPrivileges(value, 'High', settings),
    (error) => error instanceof Refusal && error.rule === rule,
  );
const encode = (xml: string) => Buffer.from(xml).toString('base64');
const employee = { cvr: '29189366', role: 'employee', units: null };

void test('the five role names give the five roles', () => {
  const all = ['anmoder', 'godkender', 'administrator', 'revisor', 'forvalter'].map(privilege).join('');
  assert.deepEqual(
    grantsOf(group(all)).map(({ role }) => role),
    ['employee', 'manager', 'admin', 'auditor', 'operator'],
  );
});

void test('both namespaces of the profile are read, and no third', () => {
  for (const namespace of [
    'http://digst.dk/oiosaml/basic_privilege_profile',
    'http://itst.dk/oiosaml/basic_privilege_profile',
  ]) {
    const { grants } = readPrivileges(
      privilegeList(group(privilege('anmoder')), namespace),
      'High',
      settings,
    );
    assert.deepEqual(grants, [employee]);
  }
  refuses(privilegeList(group(privilege('anmoder')), 'http://other.example/basic_privilege_profile'));
});

void test('children may be in no namespace or in the root’s, and in no other', () => {
  const list = (inner: string) =>
    encode(`<PrivilegeList xmlns="http://itst.dk/oiosaml/basic_privilege_profile">${inner}</PrivilegeList>`);
  const { grants } = readPrivileges(list(group(privilege('anmoder'))), 'High', settings);
  assert.deepEqual(grants, [employee]);
  refuses(list(`<PrivilegeGroup xmlns="http://other.example" Scope="x"/>`));
  refuses(list(group(privilege('anmoder').replace('<Privilege', '<Privilege xmlns="http://other.example"'))));
  refuses(list(`<Other/>`));
  refuses(list(group('<Other/>')));
});

void test('privileges and constraints come in any order, and a group may hold several privileges', () => {
  const limited = { cvr: '29189366', units: [unitA] };
  assert.deepEqual(grantsOf(group(constraint(unitA) + privilege('anmoder') + privilege('godkender'))), [
    { ...limited, role: 'employee' },
    { ...limited, role: 'manager' },
  ]);
});

void test('a repeated group counts once', () => {
  const one = group(privilege('anmoder'));
  assert.deepEqual(grantsOf(one + one), [employee]);
});

void test('text is trimmed and entities are read, but case and scheme must be exact', () => {
  assert.deepEqual(
    grantsOf(group(`<Privilege>\n ${roleBase}/roles/usersystemrole/&#97;nmoder/1 </Privilege>`)),
    [employee],
  );
  for (const other of [
    `${roleBase}/roles/usersystemrole/Anmoder/1`,
    `${roleBase.replace('http:', 'https:')}/roles/usersystemrole/anmoder/1`,
    `${roleBase}/roles/usersystemrole/anmoder/2`,
    `${roleBase}/roles/usersystemrole/anmoder/1/`,
  ])
    assert.deepEqual(reasonsOf(group(`<Privilege>${other}</Privilege>`)), ['29189366 role_unknown']);
});

void test('a scope that is not a CVR number gives nothing', () => {
  const scopes = [
    'urn:dk:gov:saml:productionUnitIdentifier:1234567890',
    'urn:dk:gov:saml:seNumberIdentifier:29189366',
    'urn:dk:gov:saml:cprNumberIdentifier:0101700001',
    'urn:dk:gov:saml:cvrNumberIdentifier:2918936',
    'urn:dk:gov:saml:cvrNumberIdentifier:291893660',
    'urn:dk:gov:saml:cvrNumberIdentifier:29189366 urn:dk',
  ];
  for (const scope of scopes)
    assert.deepEqual(reasonsOf(`<PrivilegeGroup Scope="${scope}">${privilege('anmoder')}</PrivilegeGroup>`), [
      'null scope_unknown',
    ]);
});

void test('the tenant is the scope’s, so a role delegated elsewhere counts there', () => {
  assert.deepEqual(
    grantsOf(group(privilege('anmoder'), '13748136') + group(privilege('revisor'), '29190623')),
    [
      { cvr: '13748136', role: 'employee', units: null },
      { cvr: '29190623', role: 'auditor', units: null },
    ],
  );
});

void test('several units are repeated elements or one with commas; they are alternatives', () => {
  const expected = [{ cvr: '29189366', role: 'manager', units: [unitA, unitB] }];
  assert.deepEqual(grantsOf(group(privilege('godkender') + constraint(unitA) + constraint(unitB))), expected);
  assert.deepEqual(
    grantsOf(group(privilege('godkender') + constraint(`${unitB}, ${unitA.toUpperCase()}`))),
    expected,
  );
});

void test('constraints of one group are never applied to another', () => {
  // Attack by accident: merged, the limited manager would lose the limit, or the free employee gain one.
  assert.deepEqual(
    grantsOf(group(privilege('godkender') + constraint(unitA)) + group(privilege('anmoder'))),
    [{ cvr: '29189366', role: 'manager', units: [unitA] }, employee],
  );
});

void test('an unknown constraint drops the grant, also beside a known one', () => {
  const kle = constraint('27.12', 'http://sts.kombit.dk/constraints/KLE/1');
  assert.deepEqual(reasonsOf(group(privilege('anmoder') + kle)), ['29189366 constraint_unknown']);
  assert.deepEqual(reasonsOf(group(privilege('anmoder') + constraint(unitA) + kle)), [
    '29189366 constraint_unknown',
  ]);
});

void test('a role that cannot be limited is dropped when it is', () => {
  for (const name of ['administrator', 'revisor', 'forvalter'])
    assert.deepEqual(reasonsOf(group(privilege(name) + constraint(unitA))), ['29189366 constraint_unknown']);
});

void test('an empty constraint drops the grant', () => {
  for (const empty of ['', '  ', ' , '])
    assert.deepEqual(reasonsOf(group(privilege('anmoder') + constraint(empty))), [
      '29189366 constraint_empty',
    ]);
});

void test('a parametric constraint that nobody filled in drops the grant', () => {
  assert.deepEqual(
    reasonsOf(group(privilege('anmoder') + constraint(unitA, `${unitConstraint}/parametric`))),
    ['29189366 constraint_parametric'],
  );
});

void test('a job function role gives nothing, whatever its name', () => {
  assert.deepEqual(reasonsOf(group(`<Privilege>${roleBase}/roles/jobrole/anmoder/1</Privilege>`)), [
    '29189366 job_role',
  ]);
});

void test('a role counts from its own level on', () => {
  assert.deepEqual(reasonsOf(group(privilege('administrator')), 'Substantial'), ['29189366 level_too_low']);
  assert.deepEqual(reasonsOf(group(privilege('anmoder')), 'Low'), ['29189366 level_too_low']);
  assert.equal(read(group(privilege('revisor')), 'Low').grants.length, 1);
  assert.equal(read(group(privilege('anmoder')), 'Substantial').grants.length, 1);
});

void test('no list, an empty one and an empty value all mean no grants', () => {
  const none = { grants: [], dropped: [] };
  assert.deepEqual(readPrivileges(undefined, 'High', settings), none);
  assert.deepEqual(readPrivileges('', 'High', settings), none);
  assert.deepEqual(read(''), none);
  assert.deepEqual(read(group('')), none);
});

void test('what cannot be read is refused rather than read in part', () => {
  refuses('not base64!');
  refuses(encode('not xml'), 'xml_syntax');
  // Attack: a file read through an entity.
  refuses(encode('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'), 'xml_declaration');
  refuses(privilegeList(group(`<Privilege>${roleBase}<b/></Privilege>`)));
  refuses(privilegeList(group(`<Constraint>${unitA}</Constraint>`)));
  refuses(privilegeList('<PrivilegeGroup/>'));
});

void test('two thousand groups and 256 KiB are the limit', () => {
  const many = (count: number) => group('').repeat(count);
  assert.deepEqual(grantsOf(many(1999) + group(privilege('anmoder'))), [employee]);
  refuses(privilegeList(many(2001)));
  refuses(encode(`<PrivilegeList>${' '.repeat(256 * 1024)}</PrivilegeList>`), 'size');
});
