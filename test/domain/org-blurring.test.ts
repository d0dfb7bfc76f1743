import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorId, cvr, instant, orgBlurringId } from '../../server/domain/ids.ts';
import {
  approveOrgBlurring,
  monthsAfter,
  proposeOrgBlurring,
  rejectOrgBlurring,
  removeOrgBlurring,
  reviewOrgBlurring,
  withdrawOrgBlurring,
  type OrgBlurring,
  type OrgDecided,
  type Person,
} from '../../server/domain/org-blurring.ts';
import { orgStatusOf, reviewOf, type OrgDelivery } from '../../server/domain/org-status.ts';
import { danishDate } from '../../server/domain/period.ts';
import { reviewMonths } from '../../server/domain/policy.ts';
import { beginnings, searchText } from '../../server/domain/unit-name.ts';
import { cutLine, readHeading, readRow } from '../../server/domain/unit-row.ts';
import { delayedAfterMs } from '../../server/domain/status.ts';
import type { OrgStatus } from '../../shared/departments.ts';

const at = (text: string) => instant(Date.parse(text));
const now = at('2026-11-23T09:00:00Z');
const anna: Person = { actor: actorId('anna'), uuid: 'AAAAAAAA-0000-4000-8000-000000000001' };
const bo: Person = { actor: actorId('bo'), uuid: null };
const hospital = cvr('29190623');
const proposal = {
  ...{ id: orgBlurringId('d1'), cvr: hospital, name: 'Hjemmeplejen Nord' },
  classification: 'SOR',
  ...{ code: '99000310000169', documentation: 'Trusler.', by: anna, at: now },
} as const;

const made = (decided: OrgDecided): OrgBlurring =>
  'after' in decided ? decided.after : assert.fail(decided.refused.code);
const refusal = (decided: OrgDecided): string =>
  'refused' in decided ? decided.refused.code : assert.fail('it was allowed');
const seen = (by: Person, revision: number) => ({ by, at: now, revision });

const proposed = made(proposeOrgBlurring(proposal, [hospital]));
const registered = made(approveOrgBlurring(proposed, seen(bo, 1), 12));
const removed = made(removeOrgBlurring(registered, seen(anna, 2), 'Ovre.'));
const rejected = made(rejectOrgBlurring(proposed, seen(bo, 1), 'Nej.'));
const withdrawn = made(withdrawOrgBlurring(proposed, seen(anna, 1)));

test('only approval and removal are for the register to hear', () => {
  const wakes = (decided: OrgDecided): boolean => 'wake' in decided && decided.wake;
  assert.equal(wakes(proposeOrgBlurring(proposal, [hospital])), false);
  assert.equal(wakes(approveOrgBlurring(proposed, seen(bo, 1), 12)), true);
  assert.equal(wakes(rejectOrgBlurring(proposed, seen(bo, 1), 'Nej.')), false);
  assert.equal(wakes(withdrawOrgBlurring(proposed, seen(anna, 1))), false);
  assert.equal(wakes(reviewOrgBlurring(registered, seen(bo, 2), '2027-01-01')), false);
  assert.equal(wakes(removeOrgBlurring(registered, seen(anna, 2), 'Ovre.')), true);
});

// Attack: the proposer approves through another door, where they are known under another id.
test('the proposer approves and rejects under none of their actors', () => {
  const other: Person = { actor: actorId('anna-in-the-record'), uuid: anna.uuid?.toLowerCase() ?? null };
  for (const person of [anna, other]) {
    assert.equal(refusal(approveOrgBlurring(proposed, seen(person, 1), 12)), 'own_proposal');
    assert.equal(refusal(rejectOrgBlurring(proposed, seen(person, 1), 'Nej.')), 'own_proposal');
  }
  const unknown: Person = { actor: actorId('cecilie'), uuid: null };
  const byUnknown = made(proposeOrgBlurring({ ...proposal, by: bo }, [hospital]));
  assert.equal(made(approveOrgBlurring(byUnknown, seen(unknown, 1), 12)).state, 'registered');
  assert.equal(refusal(withdrawOrgBlurring(proposed, seen(bo, 1))), 'not_authorised');
});

test('a decision on another revision or another state is a conflict, whatever it is', () => {
  const all: [string, OrgBlurring, number][] = [
    ['an older revision', { ...proposed, revision: 3 }, 2],
    ...[registered, removed, rejected, withdrawn].map(
      (one) => [one.state, one, one.revision] as [string, OrgBlurring, number],
    ),
  ];
  for (const [what, one, revision] of all) {
    assert.equal(refusal(approveOrgBlurring(one, seen(bo, revision), 12)), 'conflict', what);
    assert.equal(refusal(rejectOrgBlurring(one, seen(bo, revision), 'Nej.')), 'conflict', what);
    assert.equal(refusal(withdrawOrgBlurring(one, seen(anna, revision))), 'conflict', what);
  }
  for (const one of [proposed, removed, rejected, withdrawn]) {
    assert.equal(refusal(removeOrgBlurring(one, seen(bo, one.revision), 'Ovre.')), 'conflict', one.state);
    assert.equal(
      refusal(reviewOrgBlurring(one, seen(bo, one.revision), '2027-01-01')),
      'conflict',
      one.state,
    );
  }
});

test('documentation and notes are there, no longer than agreed, and hide nothing', () => {
  const propose = (documentation: string) =>
    refusal(proposeOrgBlurring({ ...proposal, documentation }, [hospital]));
  assert.equal(propose('  \n'), 'body_invalid');
  assert.equal(propose('x'.repeat(4_001)), 'reason_text_too_long');
  assert.equal(propose('a\u202eb'), 'reason_text_control_characters');
  assert.equal(
    made(proposeOrgBlurring({ ...proposal, documentation: 'x'.repeat(4_000) }, [hospital])).state,
    'proposed',
  );
  assert.equal(refusal(removeOrgBlurring(registered, seen(bo, 2), '')), 'body_invalid');
  assert.equal(refusal(rejectOrgBlurring(proposed, seen(bo, 1), 'x'.repeat(1_001))), 'reason_text_too_long');
  assert.equal(refusal(proposeOrgBlurring(proposal, [])), 'cvr_not_allowed');
});

test('a review is a day ahead, at most three years; months end where the month does', () => {
  const review = (day: string) => reviewOrgBlurring(registered, seen(bo, 2), day);
  assert.equal(refusal(review('2026-11-23')), 'body_invalid');
  assert.equal(refusal(review('2029-11-24')), 'body_invalid');
  assert.equal(danishDate(made(review('2029-11-23')).reviewAt ?? now), '2029-11-23');
  assert.equal(danishDate(monthsAfter(at('2027-12-31T12:00:00Z'), 2)), '2028-02-29');
  assert.equal(danishDate(monthsAfter(at('2026-08-31T12:00:00Z'), 1)), '2026-09-30');
  // Shortly after midnight in Denmark it is still yesterday in Greenwich.
  assert.equal(danishDate(monthsAfter(at('2026-11-22T23:30:00Z'), 12)), '2027-11-23');
  assert.equal(reviewMonths([], now), 12);
});

test('a review is said to be soon thirty days before, due on the day, and ends nothing', () => {
  const day = registered.reviewAt ?? now;
  const on = (days: number) => reviewOf(registered, instant(day + days * 86_400_000));
  assert.deepEqual([on(-31), on(-30), on(-1), on(0), on(400)], ['later', 'soon', 'soon', 'due', 'due']);
  assert.equal(reviewOf(removed, now), 'none');
  assert.equal(registered.state, 'registered');
});

const nothing: OrgDelivery = {
  ...{ registeredAt: null, removedAt: null, waitingSince: now, attempted: false, parked: false, code: null },
};
const later = instant(now + delayedAfterMs);
const done = { registeredAt: later, waitingSince: null };
const statuses: [OrgBlurring, Partial<OrgDelivery> | null, OrgStatus][] = [
  [proposed, null, 'proposed'],
  [rejected, null, 'rejected'],
  [withdrawn, null, 'withdrawn'],
  [registered, { waitingSince: later }, 'registered'],
  [registered, { waitingSince: later, attempted: true }, 'on_its_way'],
  [registered, { attempted: true }, 'delayed'],
  [registered, { attempted: true, parked: true }, 'needs_attention'],
  [registered, done, 'in_force'],
  [removed, { ...done, waitingSince: later }, 'removing'],
  [removed, { ...done, waitingSince: now }, 'removal_delayed'],
  [removed, { ...done, waitingSince: now, parked: true }, 'removal_needs_attention'],
  [removed, { ...done, removedAt: later }, 'ended'],
];
for (const [one, delivery, status] of statuses)
  test(`${one.state} with ${JSON.stringify(delivery)} is ${status}`, () => {
    const known = delivery && { ...nothing, ...delivery };
    assert.equal(orgStatusOf(one, known, later).status, status);
  });

test('words are what is between signs, in lower case, and found by their first three letters', () => {
  assert.equal(searchText('Plejecenter BØGELY, afsnit "Å-2"'), ' plejecenter bøgely afsnit å 2');
  assert.deepEqual(beginnings('Hjem hjemmeplejen Øst'), ['hje', 'øst']);
});

test('a line is cut at its semicolons, except inside quotes', () => {
  assert.deepEqual(cutLine('a;"b;""c""";;'), ['a', 'b;"c"', '', '']);
  assert.deepEqual(cutLine(''), ['']);
  for (const bad of ['a;"b', 'a;b"c;d', '"a"b;c']) assert.equal(cutLine(bad), undefined, bad);
});

test('a heading needs classification, code and name', () => {
  assert.equal(readHeading(['kode', 'navn']), undefined);
  const heading = readHeading([' Navn ', 'KODE', 'klassifikation']) ?? assert.fail();
  const row = readRow(['Navn', '99 0101a', 'shak'], heading);
  assert.equal('unit' in row && row.unit.code, '990101A');
});
