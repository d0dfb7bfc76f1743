import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  readAttributes,
  valueOf,
  type Attributes,
  type AttributeName,
} from '../../server/saml/attributes.ts';
import { readLevel, reaches } from '../../server/saml/levels.ts';
import { Refusal } from '../../server/saml/rules.ts';
import { withXml } from '../../server/saml/xml.ts';
import { attribute, names } from './answer.ts';

const twin = {
  level: 'dk:gov:saml:attribute:AssuranceLevel',
  cvr: 'dk:gov:saml:attribute:CvrNumberIdentifier',
  privileges: 'dk:gov:saml:attribute:Privileges_intermediate',
};
const within = <T>(statement: string, use: (attributes: Attributes) => T): T =>
  withXml(
    `<saml:AttributeStatement xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${statement}</saml:AttributeStatement>`,
    (root) => use(readAttributes(root)),
  );
const value = (statement: string, name: AttributeName) => within(statement, (found) => valueOf(found, name));
const refuses = (rule: string, run: () => unknown) =>
  assert.throws(run, (error) => error instanceof Refusal && error.rule === rule);

void test('a value is found under either generation’s name', () => {
  assert.equal(value(attribute(names.cvr, ' 29189366 '), 'cvr'), '29189366');
  assert.equal(value(attribute(twin.cvr, '29189366'), 'cvr'), '29189366');
  assert.equal(value(attribute(twin.privileges, 'abcd'), 'privileges'), 'abcd');
  assert.equal(value('', 'cvr'), undefined);
});

void test('both names at once must agree', () => {
  const both = (second: string) => attribute(names.cvr, '29189366') + attribute(twin.cvr, second);
  assert.equal(value(both('29189366'), 'cvr'), '29189366');
  refuses('attribute_differs', () => value(both('13748136'), 'cvr'));
  refuses('attribute_differs', () =>
    value(attribute(names.privileges, 'YQ==') + attribute(twin.privileges, 'Yg=='), 'privileges'),
  );
});

void test('names are matched exactly, and one that comes twice is refused even when nobody reads it', () => {
  assert.equal(value(attribute(names.cvr.toUpperCase(), '29189366'), 'cvr'), undefined);
  // Attack: two values, of which one reader takes the first and another the last.
  refuses('attribute_repeated', () => value(attribute('x', '1') + attribute('x', '1'), 'cvr'));
  refuses('attribute_repeated', () => value(attribute(names.cvr, '29189366', '13748136'), 'cvr'));
  refuses('attribute_repeated', () => value(`<saml:Attribute Name="${names.cvr}"/>`, 'cvr'));
});

void test('what is not plain text is not a value', () => {
  refuses('attribute_statement', () => value(attribute(names.cvr, '29189366<!-- -->'), 'cvr'));
  refuses('attribute_statement', () => value(attribute(names.cvr, '<b>29189366</b>'), 'cvr'));
  refuses('attribute_statement', () => value('<saml:EncryptedAttribute Name="x"/>', 'cvr'));
  refuses('attribute_statement', () => value('<saml:Attribute/>', 'cvr'));
});

const level = (statement: string, classRef = 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509', nist = false) =>
  within(statement, (found) => readLevel(found, classRef, nist));
const address = 'https://data.gov.dk/concept/core/nsis/loa/';

void test('the level is the attribute’s word and may not be contradicted', () => {
  for (const word of ['Low', 'Substantial', 'High']) {
    assert.equal(level(attribute(names.level, word)), word);
    assert.equal(level(attribute(names.level, word), address + word), word);
  }
  // Attack or mistake: two statements of the level, the higher of which would be believed.
  refuses('level_contradicted', () => level(attribute(names.level, 'High'), `${address}Low`));
  refuses('level_contradicted', () => level(attribute(names.level, 'Low'), `${address}High`));
  for (const word of ['substantial', `${address}High`, 'VeryHigh', ''])
    refuses('level_unknown', () => level(attribute(names.level, word)));
});

void test('a NIST number counts only where it is accepted and no NSIS level is there', () => {
  const nist = (number: string) => attribute(twin.level, number);
  refuses('level_missing', () => level(nist('3')));
  refuses('level_missing', () => level(''));
  assert.deepEqual(
    ['2', '3', '4'].map((number) => level(nist(number), undefined, true)),
    ['Low', 'Substantial', 'High'],
  );
  refuses('level_missing', () => level(nist('1'), undefined, true));
  refuses('level_unknown', () => level(nist('5'), undefined, true));
  assert.equal(level(nist('4') + attribute(names.level, 'Low'), undefined, true), 'Low');
});

void test('levels are ordered', () => {
  assert.equal(reaches('High', 'Substantial'), true);
  assert.equal(reaches('Substantial', 'Substantial'), true);
  assert.equal(reaches('Low', 'Substantial'), false);
});
