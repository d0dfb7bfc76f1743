import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { assertion, form, now, onlyContext, response, settings, signRoot } from './answer.ts';

const plain = createServiceProvider({
  settings: { ...settings, requireEncryption: false },
  provider: () => onlyContext,
  randomBytes,
});
const accept = (xml: string) =>
  plain.acceptLogin(form(xml), async (id) => ({ id, forceAuthn: false, createdAt: now }), now);

const genuine = response(signRoot(assertion()));
const pieces = genuine.split(/(?=<)|(?<=>)/);
const forged = pieces.map((piece) =>
  piece
    .replace('0b2c7c1e', 'deadbeef')
    .replace('29189366', '13748136')
    .replace('_a41', '_b52')
    .replace('Substantial', 'High')
    .replace('Anna', 'Eva'),
);

/** Where each element begins and ends, so that what is moved stays well-formed. */
const elements = (text: readonly string[]): [number, number][] => {
  const open: number[] = [];
  const found: [number, number][] = [];
  for (const [at, piece] of text.entries()) {
    if (piece.startsWith('</')) found.push([open.pop() ?? 0, at + 1]);
    else if (piece.endsWith('/>')) found.push([at, at + 1]);
    else if (piece.startsWith('<')) open.push(at);
  }
  return found;
};
const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] ?? assert.fail();

type Move = { element: number; beside: number; forge: boolean; kind: 'move' | 'copy' | 'replace' | 'wrap' };
const move = fc.record<Move>({
  element: fc.nat(),
  beside: fc.nat(),
  forge: fc.boolean(),
  kind: fc.constantFrom('move', 'copy', 'replace', 'wrap'),
});

const apply = (text: readonly string[], { element, beside, forge, kind }: Move): readonly string[] => {
  const source = forge ? forged : text;
  const taken = source.slice(...pick(elements(source), element));
  const [from, to] = pick(elements(text), beside);
  // `wrap` puts what is there inside what is taken, as its last child.
  if (kind === 'wrap')
    return [
      ...[...text.slice(0, from), ...taken.slice(0, -1), ...text.slice(from, to)],
      ...[...taken.slice(-1), ...text.slice(to)],
    ];
  if (kind === 'replace') return [...text.slice(0, from), ...taken, ...text.slice(to)];
  const added = [...text.slice(0, from), ...taken, ...text.slice(from)];
  if (kind === 'copy' || forge) return added;
  const gone = added.join('').replace(taken.join(''), '');
  return gone.split(/(?=<)|(?<=>)/);
};

void test('whatever is moved, copied or exchanged in a genuine answer, no other person and no other right comes out', async () => {
  // Attack: signature wrapping in every form a shuffle of the message finds (Somorovsky et al., USENIX Security 2012).
  const whole = await accept(genuine);
  assert.ok(whole.ok);
  const rules = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 3 }), async (moves) => {
      const answer = await accept(moves.reduce(apply, pieces as readonly string[]).join(''));
      if (answer.ok) assert.deepEqual(answer, whole);
      else rules.add(answer.rule);
    }),
    { numRuns: 1500 },
  );
  // The shuffles get past the parser, to the rules that matter.
  for (const rule of ['one_assertion', 'signature', 'signature_shape', 'xml_id'])
    assert.ok(rules.has(rule), rule);
});

void test('no text whatever makes the service provider throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      assert.equal((await plain.acceptLogin(text, async () => undefined, now)).ok, false);
      assert.equal((await plain.acceptLogin(`SAMLResponse=${text}`, async () => undefined, now)).ok, false);
      assert.equal((await accept(text)).ok, false);
      assert.equal((await plain.acceptLogout({ binding: 'redirect', query: text }, now)).ok, false);
      assert.equal(
        (await plain.acceptLogout({ binding: 'post', body: `SAMLRequest=${text}` }, now)).ok,
        false,
      );
    }),
  );
});
