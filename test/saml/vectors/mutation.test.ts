import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kit } from '../forge/kit.ts';
import { judgeRefusal } from './judge.ts';
import { post } from './post.ts';

const signed = kit.sign(kit.assertion());
const genuine = kit.response(signed);

const accepted = await post(kit.plain(genuine)).then(({ outcomes: [one] }) => one);

type Cut = { at: number; length: number; how: 'flip' | 'delete' | 'duplicate' | 'exchange'; by: number };
const cut = fc.record<Cut>({
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 40 }),
  how: fc.constantFrom('flip', 'delete', 'duplicate', 'exchange'),
  by: fc.integer({ min: 1, max: 255 }),
});

/** Changes bytes anywhere. */
const mutateBytes = (bytes: Buffer, { at, length, how, by }: Cut): Buffer => {
  const from = at % bytes.length;
  const part = bytes.subarray(from, from + length);
  const [before, after] = [bytes.subarray(0, from), bytes.subarray(from + part.length)];
  if (how === 'delete') return Buffer.concat([before, after]);
  if (how === 'duplicate') return Buffer.concat([before, part, part, after]);
  if (how === 'exchange') return Buffer.concat([before, Buffer.from(part).reverse(), after]);
  return Buffer.concat([before, Buffer.from([(part[0] ?? 0) ^ by]), part.subarray(1), after]);
};

/** Start and end of every element of a text. */
const elementsOf = (xml: string): (readonly [number, number])[] => {
  const open: number[] = [];
  const found: (readonly [number, number])[] = [];
  for (const { 0: tag, index } of xml.matchAll(/<[^>]*>/g)) {
    const end = index + tag.length;
    if (tag.startsWith('</')) found.push([open.pop() ?? 0, end]);
    else if (tag.endsWith('/>')) found.push([index, end]);
    else open.push(index);
  }
  return found;
};

/** Takes an element out, doubles it, or puts the attacker's whole assertion before it. */
const mutateElement = (xml: string, { at, how }: Cut): string => {
  const elements = elementsOf(xml);
  const chosen = elements[at % elements.length];
  // The whole message was taken out before.
  if (chosen === undefined) return xml;
  const [from, to] = chosen;
  if (how === 'delete') return xml.slice(0, from) + xml.slice(to);
  const more = how === 'duplicate' ? xml.slice(from, to) : kit.forgedAssertion();
  return xml.slice(0, from) + more + xml.slice(from);
};

/** Nothing but the genuine login, whole, or a refusal that repeats nothing of the message. */
const judge = async (posted: Parameters<typeof post>[0], rules: Set<string>): Promise<void> => {
  const { outcomes } = await post(posted);
  for (const outcome of outcomes) {
    if (!outcome.ok) {
      judgeRefusal(outcome);
      rules.add(outcome.rule);
    } else {
      assert.ok(accepted?.ok);
      assert.deepEqual({ ...outcome, algorithms: null }, { ...accepted, algorithms: null });
    }
  }
};

/** What the changes must have reached, or they only tested the parser. */
const reached = (rules: ReadonlySet<string>, ...wanted: readonly string[]): void => {
  for (const rule of wanted) assert.ok(rules.has(rule), `${rule} not among ${[...rules].join(', ')}`);
};

test('bytes changed anywhere in a plain answer give the genuine login or none', async () => {
  const rules = new Set<string>();
  await fc.assert(
    fc.asyncProperty(cut, (one) => judge(kit.plain(mutateBytes(Buffer.from(genuine), one)), rules)),
    { numRuns: 500 },
  );
  reached(rules, 'signature', 'xml_syntax');
});

// Attack: whoever can sit at the browser can encrypt for us, so the inside of the encryption is theirs to change too.
test('bytes changed anywhere inside the encryption give the genuine login or none', async () => {
  const rules = new Set<string>();
  await fc.assert(
    fc.asyncProperty(cut, (one) => {
      const inside = mutateBytes(Buffer.from(signed), one).toString('utf8');
      return judge(kit.form(kit.response(kit.encrypt(inside))), rules);
    }),
    { numRuns: 500 },
  );
  reached(rules, 'signature', 'xml_syntax');
});

test('bytes changed anywhere in an encrypted answer give the genuine login or none', async () => {
  const rules = new Set<string>();
  const whole = Buffer.from(kit.response(kit.encrypt(signed)));
  await fc.assert(
    fc.asyncProperty(cut, (one) => judge(kit.form(mutateBytes(whole, one)), rules)),
    { numRuns: 300 },
  );
  reached(rules, 'decryption');
});

test('elements taken out, doubled or joined by a forged assertion give the genuine login or none', async () => {
  const rules = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 2 }), async (cuts) => {
      await judge(kit.plain(cuts.reduce(mutateElement, genuine)), rules);
      await judge(kit.form(kit.response(kit.encrypt(cuts.reduce(mutateElement, signed)))), rules);
    }),
    { numRuns: 400 },
  );
  reached(rules, 'signature', 'one_assertion', 'xml_id');
});

test('the genuine answer itself is accepted', () => {
  assert.ok(accepted?.ok);
  assert.deepEqual(accepted.person, kit.genuine);
});
