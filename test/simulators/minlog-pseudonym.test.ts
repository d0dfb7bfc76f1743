import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { pseudonym } from '../../examples/simulators/minlog/pseudonym.ts';

type Vector = Readonly<Record<'givenNames' | 'surname' | 'cpr' | 'input' | 'code', string>>;
const file = await readFile(new URL('../idsas/vectors/pseudonym.json', import.meta.url), 'utf8');
const { salt, vectors } = JSON.parse(file) as { salt: string; vectors: readonly Vector[] };

/** UUID version 5 written a second time, from the input text of the vector instead of from names. */
const uuid5 = (text: string): string => {
  const hex = createHash('sha1')
    .update('6ba7b8129dad11d180b400c04fd430c8', 'hex')
    .update(text)
    .digest('hex')
    .slice(0, 32);
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  const digits = `${hex.slice(0, 12)}5${hex.slice(13, 16)}${variant}${hex.slice(17)}`;
  return [0, 8, 12, 16, 20].map((from, index, all) => digits.slice(from, all[index + 1] ?? 32)).join('-');
};

test('there are three vectors', () => assert.equal(vectors.length, 3));

for (const { givenNames, surname, cpr, input, code } of vectors) {
  test(`the code of ${givenNames} ${surname} is ${code}, from the text of the vector too`, () => {
    assert.equal(pseudonym(givenNames, surname, cpr, salt), code);
    assert.equal(uuid5(input), code);
  });
}

test('a name written with combining characters gets the same code', () => {
  const [, vector] = vectors;
  assert.ok(vector);
  const apart = (text: string): string => text.normalize('NFD');
  assert.notEqual(apart(vector.surname), vector.surname);
  assert.equal(pseudonym(apart(vector.givenNames), apart(vector.surname), vector.cpr, salt), vector.code);
});

test('every space counts, and it does not matter on which side of the surname’s border a name stands', () => {
  const code = pseudonym('Anna Marie', 'Berg Olsen', '2512489996', salt);
  assert.equal(pseudonym('Anna', 'Marie Berg Olsen', '2512489996', salt), code);
  assert.equal(pseudonym('anna marie', 'BERG olsen', '2512489996', salt), code);
  assert.notEqual(pseudonym('AnnaMarie', 'Berg Olsen', '2512489996', salt), code);
  assert.notEqual(pseudonym('Anna  Marie', 'Berg Olsen', '2512489996', salt), code);
  assert.equal(
    uuid5(`ANNA++MARIE+BERG+OLSEN+2512489996+${salt}`),
    pseudonym('Anna  Marie', 'Berg Olsen', '2512489996', salt),
  );
});

const name = fc
  .array(fc.constantFrom('Anna', 'Søren', 'Ærø', 'Ågård', 'O’Brien', 'Ñandú'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(' '));
const cprNumber = fc
  .integer({ min: 0, max: 9_999_999_999 })
  .map((number) => String(number).padStart(10, '0'));
const saltText = fc
  .uint8Array({ minLength: 8, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

// Codes that were random, or depended on the order of asking, could not be followed up by the authority that knows the salt.
test('the code is a function of name, citizen and salt and of nothing else', () => {
  fc.assert(
    fc.property(name, name, cprNumber, saltText, name, (given, surname, cpr, ownSalt, other) => {
      const code = pseudonym(given, surname, cpr, ownSalt);
      pseudonym(other, surname, cpr, ownSalt);
      assert.equal(pseudonym(given, surname, cpr, ownSalt), code);
      assert.match(code, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

// Two citizens who compare their lists must not find that they were visited by the same person.
test('two citizens never see the same code for one person, nor one citizen under two salts', () => {
  fc.assert(
    fc.property(name, name, cprNumber, cprNumber, saltText, saltText, (given, surname, one, other, a, b) => {
      fc.pre(one !== other && a !== b);
      assert.notEqual(pseudonym(given, surname, one, a), pseudonym(given, surname, other, a));
      assert.notEqual(pseudonym(given, surname, one, a), pseudonym(given, surname, one, b));
    }),
  );
});
