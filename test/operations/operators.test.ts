import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticateOperator, operatorLine, parseOperators } from '../../server/operations/operators.ts';

const key = 'k'.repeat(43);
const operators = parseOperators(
  `# who may\n${operatorLine('anna', key)}\n\n${operatorLine('bo', 'another')} # night\n`,
);
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test('name and key together are an operator', () => {
  assert.equal(authenticateOperator(operators, basic(`anna:${key}`)), 'operator:anna');
  assert.equal(authenticateOperator(operators, basic('bo:another')), 'operator:bo');
});

// An unknown name is compared with zeros; a key that hashed to zeros would open it.
for (const header of [
  undefined,
  '',
  'Basic',
  basic('anna:'),
  basic('anna'),
  basic(`bo:${key}`),
  basic(`eve:${key}`),
  basic(':'),
  `Bearer ${key}`,
  basic(`anna:${key} `),
  `Basic ${'A'.repeat(300)}`,
])
  test(`${JSON.stringify(header)?.slice(0, 40)} is nobody`, () =>
    assert.equal(authenticateOperator(operators, header), undefined));

test('an operator in an empty file is nobody', () => {
  assert.equal(authenticateOperator(parseOperators(''), basic(`anna:${key}`)), undefined);
});

for (const [what, text] of Object.entries({
  'a key in the clear': `anna ${key.slice(1)}`,
  'a name with a colon': `an:na ${operatorLine('x', key).slice(2)}`,
  'a name twice': `${operatorLine('anna', key)}\n${operatorLine('anna', 'b')}`,
}))
  test(`${what} is refused by line number, without its text`, () =>
    assert.throws(
      () => parseOperators(text),
      (error: Error) => /line \d/.test(error.message) && !error.message.includes(key.slice(1)),
    ));
