import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  confirmBlurring,
  endSeen,
  isWithin,
  rejectBlurring,
  renewSeen,
  type Decider,
} from '../../server/domain/casework.ts';
import { evolve } from '../../server/domain/event.ts';
import { actorId } from '../../server/domain/ids.ts';
import { initialsOf } from '../../server/domain/initials.ts';
import { canonicalUnit, nameOfUnit, scopeOf } from '../../server/domain/units.ts';
import { aBlurring, at, employee, given, manager, registered, rules } from './specification.ts';

const later = at('2026-06-02T08:00:00Z');
const decider: Decider = { by: manager, own: [manager], units: null };
const seen = { revision: 0 };
const why = { ...seen, note: 'Truslen gjaldt en anden.' };
const blurring = aBlurring();
const confirmed = { type: 'blurring_confirmed', at: later, by: manager, id: blurring.id } as const;
const rejected = { type: 'blurring_rejected', at: later, by: manager, id: blurring.id } as const;

describe('a decision by management', () => {
  test('confirms what is in force, and leaves it in force', () => {
    given(registered(blurring))
      .when((one) => confirmBlurring(one, decider, seen, later))
      .then(confirmed);
    const after = evolve(blurring, confirmed);
    assert.deepEqual(after, {
      ...blurring,
      decision: 'confirmed',
      decided: { at: later, by: manager },
      revision: 1,
    });
  });

  test('rejects with a reason, and that ends it', () => {
    given(registered(blurring))
      .when((one) => rejectBlurring(one, decider, why, later))
      .then(rejected);
    const after = evolve(blurring, rejected);
    assert.deepEqual(after.ended, { at: later, cause: 'rejected', by: manager });
    assert.equal(after.decision, 'rejected');
  });

  test('is not taken without a reason where one is asked for', () => {
    for (const note of ['', '   ', '\u200b']) {
      const empty = { ...seen, note };
      given(registered(blurring))
        .when((one) => rejectBlurring(one, decider, empty, later))
        .thenRefused('note_required');
      given(registered(blurring))
        .when((one) => endSeen(one, decider, empty, later))
        .thenRefused('note_required');
      given(registered(blurring))
        .when((one) => renewSeen(one, decider, { ...empty, days: 90 }, rules.policy, later))
        .thenRefused('note_required');
    }
    given(registered(blurring))
      .when((one) => rejectBlurring(one, decider, { ...seen, note: 'x'.repeat(1001) }, later))
      .thenRefused('reason_text_too_long');
    given(registered(blurring))
      .when((one) => rejectBlurring(one, decider, { ...seen, note: 'abc\u202edef' }, later))
      .thenRefused('reason_text_control_characters');
  });

  // Attack: a manager registers in the record system and confirms on the hosted page, as another actor of the same person.
  test('is never one’s own, under whatever identity it was registered', () => {
    const own = { ...decider, own: [manager, employee] };
    for (const decide of [confirmBlurring, rejectBlurring])
      given(registered(blurring))
        .when((one) => decide(one, own, why, later))
        .thenRefused('own_registration');
  });

  test('is taken once: a second one is told so, not taken again', () => {
    given(registered(blurring), confirmed)
      .when((one) => confirmBlurring(one, { ...decider, by: actorId('m2'), own: [] }, { revision: 1 }, later))
      .thenRefused('already_decided');
    given(registered(blurring), rejected)
      .when((one) => rejectBlurring(one, decider, { ...why, revision: 1 }, later))
      .thenRefused('already_decided');
  });

  test('is not taken on something else than what the person saw', () => {
    const renewed = {
      type: 'blurring_renewed',
      at: later,
      by: actorId('m2'),
      id: blurring.id,
      from: blurring.endsAt,
      endsAt: at('2026-09-30T21:59:59Z'),
    } as const;
    const past = given(registered(blurring), renewed);
    past.when((one) => confirmBlurring(one, decider, seen, later)).thenRefused('changed_meanwhile');
    past.when((one) => endSeen(one, decider, why, later)).thenRefused('changed_meanwhile');
    past
      .when((one) => renewSeen(one, decider, { ...why, days: 90 }, rules.policy, later))
      .thenRefused('changed_meanwhile');
    past.when((one) => confirmBlurring(one, decider, { revision: 1 }, later)).then(confirmed);
  });

  test('is not taken on what time has ended', () => {
    given(registered(blurring))
      .when((one) => confirmBlurring(one, decider, seen, blurring.endsAt))
      .thenRefused('already_ended');
  });
});

describe('a limit to organisation units', () => {
  const units = new Set(['unit-a']);
  const limited = { ...decider, units };

  // Attack: a manager of one unit decides on another's by its id.
  test('makes what is outside it look as if it were not there', () => {
    const outside = aBlurring({ unit: 'unit-b' });
    for (const one of [outside, aBlurring({ unit: null })]) {
      given(registered(one))
        .when((each) => confirmBlurring(each, limited, seen, later))
        .thenRefused('not_found');
      given(registered(one))
        .when((each) => endSeen(each, limited, why, later))
        .thenRefused('not_found');
    }
    given(registered(aBlurring({ unit: 'unit-a' })))
      .when((each) => confirmBlurring(each, limited, seen, later))
      .then(confirmed);
  });

  test('covers the units below, and the SOR codes record systems use for them', () => {
    const list = [
      { id: 'a', name: 'Hjemmepleje', sor: null, parent: null },
      { id: 'b', name: 'Hjemmepleje Nord', sor: '325421000016001', parent: 'a' },
      { id: 'c', name: 'Gruppe 1', sor: '61741000016007', parent: 'b' },
      { id: 'd', name: 'Plejehjem', sor: null, parent: null },
    ];
    assert.deepEqual(scopeOf(list, ['a']), new Set(['a', 'b', 'c', '325421000016001', '61741000016007']));
    assert.deepEqual(scopeOf(list, ['d', 'unlisted']), new Set(['d', 'unlisted']));
    assert.equal(scopeOf(list, null), null);
    assert.equal(canonicalUnit(list, '61741000016007'), 'c');
    assert.equal(canonicalUnit(list, '1'), '1');
    assert.equal(canonicalUnit(list, null), null);
    assert.equal(nameOfUnit(list, 'b'), 'Hjemmepleje Nord');
    assert.equal(nameOfUnit(list, 'x'), null);
  });

  test('ends even where the list goes round in a circle', () => {
    const circle = [
      { id: 'a', name: 'A', sor: null, parent: 'b' },
      { id: 'b', name: 'B', sor: null, parent: 'a' },
    ];
    assert.deepEqual(scopeOf(circle, ['a']), new Set(['a', 'b']));
  });

  test('null is the whole municipality', () => {
    assert.equal(isWithin(null, { unit: null }), true);
    assert.equal(isWithin(units, { unit: null }), false);
  });
});

test('initials say who without saying it all', () => {
  assert.equal(initialsOf('Nancy Ann Berggren'), 'N.A.B.');
  assert.equal(initialsOf('åse-marie  ørsted'), 'Å.M.Ø.');
  assert.equal(initialsOf('Ana Maria de la Cruz Santos Silva'), 'A.M.D.S.');
  assert.equal(initialsOf('  '), null);
  assert.equal(initialsOf('1234'), null);
  assert.equal(initialsOf(null), null);
});
