import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInForce } from '../../server/domain/blurring.ts';
import {
  endBlurring,
  expireBlurring,
  registerBlurring,
  renewBlurring,
  type RegisterBlurring,
} from '../../server/domain/decide.ts';
import { blurringId, citizenRef, instant } from '../../server/domain/ids.ts';
import { aBlurring, at, employee, given, homeCare, hospital, manager, otherCvr } from './specification.ts';
import { registered, rules } from './specification.ts';

const now = at('2026-06-01T10:00:00Z');
const command: RegisterBlurring = {
  id: blurringId('b1'),
  citizen: citizenRef('c1'),
  by: employee,
  days: 90,
  cvrs: [hospital],
  reason: 'threat',
  text: null,
  unit: null,
  acknowledgedGuidelines: null,
};
const refusal = (change: Partial<RegisterBlurring>, policy: Partial<typeof rules.policy> = {}) => {
  const decided = registerBlurring(
    { ...command, ...change },
    { ...rules, policy: { ...rules.policy, ...policy } },
    now,
  );
  return 'refused' in decided ? decided.refused.code : null;
};

test('a registration is in force at once and awaits the decision of management', () => {
  assert.deepEqual(registerBlurring(command, rules, now), { events: [registered(aBlurring())] });
  assert.ok(isInForce(aBlurring(), now));
});

const table: [string, string | null, Partial<RegisterBlurring>, Partial<typeof rules.policy>?][] = [
  ['one day', null, { days: 1 }],
  ['no days', 'period_over_policy', { days: 0 }],
  ['negative days', 'period_over_policy', { days: -1 }],
  ['half a day', 'period_over_policy', { days: 1.5 }],
  ['not a number of days', 'period_over_policy', { days: NaN }],
  ['endless days', 'period_over_policy', { days: Infinity }],
  ['a day over policy', 'period_over_policy', { days: 91 }],
  ['an unknown reason', 'reason_unknown', { reason: 'dislike' }],
  ['a reason named like an object member', 'reason_unknown', { reason: 'constructor' }],
  ['two CVR numbers', null, { cvrs: [hospital, homeCare] }],
  ['no CVR number', 'cvr_not_allowed', { cvrs: [] }],
  ['the same CVR number twice', 'cvr_not_allowed', { cvrs: [hospital, hospital] }],
  ["another organisation's CVR number", 'cvr_not_allowed', { cvrs: [hospital, otherCvr] }],
  ['1,000 characters', null, { text: 'x'.repeat(1000) }],
  ['1,001 characters', 'reason_text_too_long', { text: 'x'.repeat(1001) }],
  ['tab and line break', null, { text: 'a\tb\r\nc' }],
  ['a null character', 'reason_text_control_characters', { text: 'a\u0000' }],
  ['a next-line control', 'reason_text_control_characters', { text: 'a\u0085' }],
  ['a bidirectional override', 'reason_text_control_characters', { text: 'a\u202eb' }],
  ['a bidirectional isolate', 'reason_text_control_characters', { text: 'a\u2066b' }],
  ['an Arabic letter mark', 'reason_text_control_characters', { text: 'a\u061cb' }],
  ['half a character', 'reason_text_control_characters', { text: 'a\ud83d' }],
  ['an emoji', null, { text: 'a\u{1f600}' }],
  ['an empty text where required', 'reason_text_required', { text: '' }, { reasonText: 'required' }],
  ['a blank text where required', 'reason_text_required', { text: ' \n' }, { reasonText: 'required' }],
  [
    'an invisible text where required',
    'reason_text_required',
    { text: '\u200b' },
    { reasonText: 'required' },
  ],
  ['no text where required', 'reason_text_required', {}, { reasonText: 'required' }],
  ['a text where off', 'reason_text_not_allowed', { text: 'x' }, { reasonText: 'off' }],
  ['an empty text where off', null, { text: '' }, { reasonText: 'off' }],
  ['guidelines not acknowledged', 'acknowledgement_required', {}, { acknowledgement: true }],
  ['older guidelines', 'acknowledgement_required', { acknowledgedGuidelines: 2 }, { acknowledgement: true }],
  ['current guidelines', null, { acknowledgedGuidelines: 3 }, { acknowledgement: true }],
];
for (const [what, code, change, policy] of table) {
  test(`a registration with ${what} is ${code === null ? 'accepted' : `refused: ${code}`}`, () => {
    assert.equal(refusal(change, policy), code);
  });
}

const state = aBlurring();
const later = at('2026-07-01T10:00:00Z');
const renewed = (endsAt: string) =>
  ({
    type: 'blurring_renewed',
    at: later,
    by: manager,
    id: state.id,
    from: state.endsAt,
    endsAt: at(endsAt),
  }) as const;

test('a renewal counts the new period from today', () => {
  given(registered(state))
    .when((one) => renewBlurring(one, { by: manager, days: 90 }, rules.policy, later))
    .then(renewed('2026-09-29T21:59:59Z'));
});
test('a renewal may shorten the period', () => {
  given(registered(state))
    .when((one) => renewBlurring(one, { by: manager, days: 1 }, rules.policy, later))
    .then(renewed('2026-07-02T21:59:59Z'));
});
test('a renewal to the end it already has changes nothing', () => {
  given(registered(state))
    .when((one) => renewBlurring(one, { by: manager, days: 90 }, rules.policy, now))
    .then();
});
test('a renewal over policy is refused', () => {
  given(registered(state))
    .when((one) => renewBlurring(one, { by: manager, days: 91 }, rules.policy, later))
    .thenRefused('period_over_policy');
});
const ended = { type: 'blurring_ended', at: later, by: manager, id: state.id } as const;
test('a manager ends a registration before its time', () => {
  given(registered(state))
    .when((one) => endBlurring(one, { by: manager }, later))
    .then(ended);
});
test('an ended registration is neither ended, renewed nor expired again', () => {
  const past = given(registered(state), ended);
  past.when((one) => endBlurring(one, { by: manager }, later)).thenRefused('already_ended');
  past
    .when((one) => renewBlurring(one, { by: manager, days: 9 }, rules.policy, later))
    .thenRefused('already_ended');
  past.when((one) => expireBlurring(one, at('2027-01-01T00:00:00Z'))).then();
});
test('a registration is in force until, and expires at, the exact instant of its end', () => {
  const before = instant(state.endsAt - 1);
  assert.deepEqual([isInForce(state, before), isInForce(state, state.endsAt)], [true, false]);
  given(registered(state))
    .when((one) => expireBlurring(one, before))
    .then();
  given(registered(state))
    .when((one) => expireBlurring(one, state.endsAt))
    .then({ type: 'blurring_expired', at: state.endsAt, by: null, id: state.id, endsAt: state.endsAt });
  given(registered(state))
    .when((one) => renewBlurring(one, { by: manager, days: 9 }, rules.policy, state.endsAt))
    .thenRefused('already_ended');
});
