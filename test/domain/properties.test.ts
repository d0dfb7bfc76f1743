import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isInForce } from '../../server/domain/blurring.ts';
import { endBlurring, expireBlurring, renewBlurring } from '../../server/domain/decide.ts';
import { evolve } from '../../server/domain/event.ts';
import { type Blurring } from '../../server/domain/blurring.ts';
import { registerBlurring, type Decided } from '../../server/domain/decide.ts';
import { blurringId, citizenRef, instant, type Instant } from '../../server/domain/ids.ts';
import { changedIntents, registerIntent } from '../../server/domain/register-intent.ts';
import { aBlurring, at, employee, homeCare, hospital, manager, otherCvr, rules } from './specification.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 200);
const start = at('2026-01-01T00:00:00Z');
const cvrs = fc.subarray([hospital, homeCare], { minLength: 1 });
const soon = fc.integer({ min: -30, max: 30 }).map((n) => instant(start + n * 86_400_000));
const blurrings = fc.array(
  fc
    .record({ cvrs, endsAt: soon, over: fc.boolean() })
    .map(({ over, ...rest }) =>
      aBlurring({ ...rest, ended: over ? { at: start, cause: 'ended', by: manager } : null }),
    ),
  { maxLength: 6 },
);
const until = (all: readonly Blurring[], cvr: typeof hospital): number => {
  const intent = registerIntent(all, cvr, start);
  return intent.kind === 'blurred' ? intent.until : 0;
};

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('register', 'renew', 'end', 'expire'),
    which: fc.nat(3),
    days: fc.oneof(fc.integer({ min: -2, max: 95 }), fc.constantFrom(NaN, 0.5)),
    cvrs: fc.subarray([hospital, homeCare, otherCvr]),
    hours: fc.nat(2000),
  }),
  { maxLength: 25 },
);
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

const decide = (step: Step, one: Blurring | undefined, now: Instant): Decided => {
  if (step.kind === 'register' || !one) {
    const id = blurringId(String(step.which));
    const asked = { id, citizen: citizenRef('c'), by: employee, reason: 'threat', text: null };
    return registerBlurring(
      { ...asked, days: step.days, cvrs: step.cvrs, unit: null, acknowledgedGuidelines: null },
      rules,
      now,
    );
  }
  if (step.kind === 'renew') return renewBlurring(one, { by: manager, days: step.days }, rules.policy, now);
  return step.kind === 'end' ? endBlurring(one, { by: manager }, now) : expireBlurring(one, now);
};

test('any sequence of commands leaves legal states, and only an event changes one', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const all = new Map<number, Blurring>();
      let now = start;
      for (const step of sequence) {
        now = instant(now + step.hours * 3_600_000);
        const old = step.kind === 'register' ? undefined : all.get(step.which);
        const copy = structuredClone(old);
        const decided = decide(step, old, now);
        assert.deepEqual(old, copy);
        if ('refused' in decided) continue;
        const next = decided.events.reduce<Blurring | undefined>(evolve, old);
        if (!next) continue;
        all.set(step.which, next);
        assert.ok(next.cvrs.length > 0 && next.endsAt > next.registeredAt);
        assert.ok(next.endsAt - now < 91.1 * 86_400_000);
        if (next.ended) assert.ok(next.ended.at <= now && !isInForce(next, now));
        if (next.ended?.cause === 'expired') assert.equal(next.ended.at, next.endsAt);
        if (copy?.ended) assert.deepEqual(next, copy);
      }
    }),
    { numRuns },
  );
});

test('the intent is the latest end over those in force, whatever their order', () => {
  fc.assert(
    fc.property(blurrings, (all) => {
      const ends = all.filter((one) => one.cvrs.includes(hospital) && !one.ended && one.endsAt > start);
      assert.equal(until(all, hospital), Math.max(0, ...ends.map((one) => one.endsAt)));
      assert.equal(until(all.toReversed(), hospital), until(all, hospital));
    }),
    { numRuns },
  );
});

test('adding a registration never shortens, and ending one never shortens another', () => {
  fc.assert(
    fc.property(blurrings, fc.nat(5), (all, index) => {
      for (const cvr of [hospital, homeCare]) {
        assert.ok(until(all, cvr) >= until(all.slice(1), cvr));
        const over = { at: start, cause: 'ended', by: manager } as const;
        const left = all.map((one, n) => (n === index ? { ...one, ended: over } : one));
        for (const [n, one] of left.entries()) {
          if (n !== index && one.cvrs.includes(cvr) && isInForce(one, start))
            assert.ok(until(left, cvr) >= one.endsAt);
        }
      }
    }),
    { numRuns },
  );
});

test('registrations that are kept, added or changed alter exactly the CVR numbers whose intent differs', () => {
  fc.assert(
    fc.property(blurrings, blurrings, fc.nat(5), (before, added, index) => {
      const over = { at: start, cause: 'ended', by: manager } as const;
      const after = [...before.map((one, n) => (n === index ? { ...one, ended: over } : one)), ...added];
      const differing = [hospital, homeCare].filter((cvr) => until(before, cvr) !== until(after, cvr));
      assert.deepEqual(changedIntents(before, after, start).toSorted(), differing.toSorted());
    }),
    { numRuns },
  );
});
