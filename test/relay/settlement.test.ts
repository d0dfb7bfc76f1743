import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citizenRef, cvr, instant, tenantId } from '../../server/domain/ids.ts';
import { settlementOf } from '../../server/relay/deliver.ts';
import type { Claim } from '../../server/store/store.ts';

const minute = 60_000;
const now = instant(100 * 24 * 60 * minute);
const claim: Claim = {
  tenant: tenantId('eksempelby'),
  cvr: cvr('29190623'),
  citizen: citizenRef('ref'),
  attempts: 2,
  leasedUntil: instant(now + minute),
  waitingSince: instant(now - minute),
};
const at = { claim, revision: 7, unknownSince: false, now, random: 0.5 };

test('a recognised success delivers the revision that was sent', () => {
  assert.deepEqual(settlementOf({ kind: 'delivered', messageId: 'm' }, at), {
    kind: 'delivered',
    revision: 7,
    repeatAt: null,
  });
});

test('a success after an unknown attempt is sent once more ten minutes later, because the unknown one may land last', () => {
  assert.deepEqual(settlementOf({ kind: 'delivered', messageId: 'm' }, { ...at, unknownSince: true }), {
    kind: 'delivered',
    revision: 7,
    repeatAt: now + 10 * minute,
  });
});

test('what was certainly not applied and what may have been are both tried again, and remembered apart', () => {
  for (const kind of ['retry', 'unknown'] as const) {
    assert.deepEqual(settlementOf({ kind, code: 'network_reset' }, at), {
      kind,
      code: 'network_reset',
      dueAt: now + 10_000,
    });
  }
});

test('a refusal parks the key, or everything for the CVR number when the whole municipality is refused', () => {
  assert.deepEqual(settlementOf({ kind: 'refused', code: 'syntax_error', pause: 'key' }, at), {
    kind: 'refused',
    code: 'syntax_error',
    pause: 'key',
  });
  assert.deepEqual(settlementOf({ kind: 'refused', code: 'not_authorized', pause: 'tenant' }, at), {
    kind: 'refused',
    code: 'not_authorized',
    pause: 'cvr',
  });
});

test('a fault nobody has described is given to a person after a day, not before', () => {
  const waited = (hours: number): Claim => ({ ...claim, waitingSince: instant(now - hours * 60 * minute) });
  const outcome = { kind: 'unknown', code: 'fault_unlisted' } as const;
  assert.equal(settlementOf(outcome, { ...at, claim: waited(23) }).kind, 'unknown');
  assert.equal(settlementOf(outcome, { ...at, claim: waited(25) }).kind, 'refused');
});
