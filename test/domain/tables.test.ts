import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blurringId, instant } from '../../server/domain/ids.ts';
import { permissionsOf, type Role } from '../../server/domain/permission.ts';
import { effectivePolicy, type Policy } from '../../server/domain/policy.ts';
import { changedIntents, registerIntent } from '../../server/domain/register-intent.ts';
import { delayedAfterMs, inForceSince, statusOf, type Delivery } from '../../server/domain/status.ts';
import { aBlurring, at, homeCare, hospital, manager } from './specification.ts';

const permissions: [Role[], string][] = [
  [[], ''],
  [['employee'], 'register'],
  [['manager'], 'register renew end readReasons'],
  [['admin'], 'register renew end readReasons'],
  [['auditor'], 'readReasons'],
  [['employee', 'auditor'], 'register readReasons'],
];
for (const [roles, may] of permissions) {
  test(`${roles.join(' and ') || 'nobody'} may ${may || 'do nothing'}`, () => {
    const granted = Object.entries(permissionsOf(roles)).filter(([, yes]) => yes);
    assert.equal(granted.map(([name]) => name).join(' '), may);
  });
}

const day = (n: number) => instant(n * 86_400_000);
const policy = (from: number, maxDays: number, defaultDays = maxDays): Policy => ({
  appliesFrom: day(from),
  defaultDays,
  maxDays,
  reasonText: 'off',
  acknowledgement: true,
  reviewMonths: 12,
});
const limits: [string, Policy[], [number, number][], number, number][] = [
  ['without any rule 90 days apply', [], [], 90, 90],
  ['a national limit does not widen a municipality without policy', [], [[0, 365]], 90, 90],
  ['a policy does not widen without a national limit', [policy(0, 365)], [], 90, 90],
  ['the national limit caps the policy and its proposal', [policy(0, 90)], [[0, 30]], 30, 30],
  ['a lower policy stands below the national limit', [policy(0, 60, 20)], [[0, 90]], 60, 20],
  ["the register's 728 days cap both", [policy(0, 5000)], [[0, 5000]], 728, 728],
  [
    'a future policy and limit do not apply',
    [policy(0, 50), policy(11, 99)],
    [
      [0, 90],
      [11, 9],
    ],
    50,
    50,
  ],
  [
    'rules apply from their very instant',
    [policy(0, 50), policy(10, 99)],
    [
      [0, 90],
      [10, 9],
    ],
    9,
    9,
  ],
  ['the order of the list is of no matter', [policy(9, 40), policy(1, 50)], [[0, 90]], 40, 40],
];
for (const [title, policies, national, maxDays, defaultDays] of limits) {
  test(`policy: ${title}`, () => {
    const caps = national.map(([from, most]) => ({ appliesFrom: day(from), maxDays: most }));
    const effective = effectivePolicy(policies, caps, day(10));
    assert.deepEqual([effective.maxDays, effective.defaultDays], [maxDays, defaultDays]);
  });
}

const now = at('2026-06-02T10:00:00Z');
const waiting = (change: Partial<Delivery> = {}): Delivery => ({
  cvr: hospital,
  deliveredAt: null,
  current: false,
  waitingSince: now,
  attempted: false,
  parked: false,
  ...change,
});
const done = waiting({ deliveredAt: now, current: true, waitingSince: null, attempted: true });
const since = (age: number) => waiting({ waitingSince: instant(now - age) });
const both = [hospital, homeCare];
const statuses: [string, string, Delivery[], Parameters<typeof aBlurring>[0]?][] = [
  ['no delivery yet', 'registered', []],
  ['one waiting', 'registered', [waiting()]],
  ['one attempted', 'on_its_way', [waiting({ attempted: true })]],
  ['one answered OK', 'in_force', [done]],
  ['one of two CVR numbers answered', 'on_its_way', [done, waiting({ cvr: homeCare })], { cvrs: both }],
  ['the second CVR number unknown to the outbox', 'on_its_way', [done], { cvrs: both }],
  ['both CVR numbers answered', 'in_force', [done, { ...done, cvr: homeCare }], { cvrs: both }],
  ['a renewal not delivered', 'on_its_way', [{ ...done, current: false, waitingSince: now }]],
  ['a millisecond short of 15 minutes', 'registered', [since(delayedAfterMs - 1)]],
  ['15 minutes', 'delayed', [since(delayedAfterMs)]],
  ['one parked', 'needs_attention', [{ ...since(delayedAfterMs), parked: true }]],
  ['one of two parked', 'needs_attention', [done, waiting({ cvr: homeCare, parked: true })], { cvrs: both }],
  ['an end by a person', 'ended', [done], { ended: { at: now, cause: 'ended', by: manager } }],
  ['an end by time, not yet recorded', 'ended', [done], { endsAt: now }],
];
for (const [what, expected, deliveries, change] of statuses) {
  test(`status with ${what} is ${expected}`, () => {
    assert.equal(statusOf(aBlurring(change), deliveries, now), expected);
  });
}
test('in force nationally is counted from the last CVR number answered', () => {
  const last = instant(now + 5000);
  const deliveries = [{ ...done, cvr: homeCare, deliveredAt: last }, done];
  assert.equal(inForceSince(aBlurring({ cvrs: both }), deliveries), last);
});

test('the register is given the latest end per CVR number, and ended when none is left', () => {
  const short = aBlurring({ endsAt: at('2026-07-01T21:59:59Z') });
  const long = aBlurring({ id: blurringId('b2'), cvrs: both });
  const over = { ...long, ended: { at: now, cause: 'ended', by: manager } } as const;
  assert.deepEqual(registerIntent([long, short], hospital, now), { kind: 'blurred', until: long.endsAt });
  assert.deepEqual(registerIntent([over, short], hospital, now), { kind: 'blurred', until: short.endsAt });
  assert.deepEqual(registerIntent([over, short], homeCare, now), { kind: 'ended' });
  assert.deepEqual(changedIntents([long, short], [over, short], now), both);
  assert.deepEqual(changedIntents([long], [long, short], now), []);
});

test('a registration without CVR numbers, which only damage can make, is never called in force', () => {
  assert.equal(inForceSince(aBlurring({ cvrs: [] }), []), null);
});

test('a CVR number that only the earlier state has counts as changed', () => {
  assert.deepEqual(changedIntents([aBlurring()], [], at('2026-06-01T10:00:00Z')), [...aBlurring().cvrs]);
});
