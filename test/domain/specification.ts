import assert from 'node:assert/strict';
import { type Blurring } from '../../server/domain/blurring.ts';
import { type Decided, type RegistrationRules } from '../../server/domain/decide.ts';
import { evolve } from '../../server/domain/event.ts';
import type { BlurringEvent } from '../../server/domain/event.ts';
import { actorId, blurringId, citizenRef, cvr, instant, type Instant } from '../../server/domain/ids.ts';

/** Given these events, when a decision is taken on their fold, then these events or this refusal follow. */
export const given = (...past: BlurringEvent[]) => ({
  when: (decide: (state: Blurring) => Decided) => {
    const state = past.reduce<Blurring | undefined>(evolve, undefined);
    assert.ok(state, 'given needs a registration');
    const decided = decide(state);
    return {
      then: (...events: BlurringEvent[]) => {
        assert.deepEqual(decided, { events });
      },
      thenRefused: (code: string) => {
        assert.equal('refused' in decided ? decided.refused.code : 'not refused', code);
      },
    };
  },
});

export const at = (iso: string): Instant => instant(Date.parse(iso));
export const hospital = cvr('29190623');
export const homeCare = cvr('13748136');
export const otherCvr = cvr('29189366');
export const employee = actorId('employee-1');
export const manager = actorId('manager-1');

export const rules: RegistrationRules = {
  policy: { defaultDays: 90, maxDays: 90, reasonText: 'optional', acknowledgement: false },
  reasons: ['violence', 'threat'],
  allowedCvrs: [hospital, homeCare],
  guidelinesVersion: 3,
};

export const aBlurring = (change: Partial<Blurring> = {}): Blurring => ({
  id: blurringId('b1'),
  citizen: citizenRef('c1'),
  cvrs: [hospital],
  reason: 'threat',
  registeredBy: employee,
  unit: null,
  registeredAt: at('2026-06-01T10:00:00Z'),
  endsAt: at('2026-08-30T21:59:59Z'),
  decision: 'pending',
  decided: null,
  revision: 0,
  ended: null,
  ...change,
});

export const registered = (blurring: Blurring): BlurringEvent => ({
  type: 'blurring_registered',
  at: blurring.registeredAt,
  by: blurring.registeredBy,
  blurring,
  guidelines: null,
});
