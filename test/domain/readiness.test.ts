import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cvr, instant, tenantId } from '../../server/domain/ids.ts';
import { readinessCodes, readinessOf, type ReadinessFacts } from '../../server/domain/readiness.ts';
import { codesDa } from '../../widget/page/onboarding/codes.da.ts';
import { codesEn } from '../../widget/page/onboarding/codes.en.ts';

const now = instant(Date.parse('2026-11-23T09:00:00Z'));
const day = 86_400_000;
const own = cvr('29190623');
const tenant = tenantId('eksempelby');
const ago = (days: number) => instant(now - days * day);
const good = { tenant, cvr: own, daysLeft: 365, problem: null };
const ticket = { kind: 'ticket', subject: '29190623', ok: true, code: 'ok', at: ago(1) } as const;
const login = (role: string) => ({ kind: 'login', subject: role, ok: true, code: 'ok', at: ago(2) }) as const;
const keys = { kind: 'keys', subject: 'urn:eoj', ok: true, code: 'ok', at: ago(1) } as const;

const ready: ReadinessFacts = {
  now,
  cvrs: [{ cvr: own }],
  certificates: [good],
  installedAt: new Map([[own, ago(3)]]),
  checks: [ticket, login('admin'), login('manager'), keys],
  issuers: [{ iss: 'urn:eoj', enabled: true }],
  login: true,
  policies: 'own',
  guidelines: 'own',
  reasons: 'own',
};

const rows: [string, Partial<ReadinessFacts>, item: string, state: string, code: string][] = [
  ['without a CVR number', { cvrs: [] }, 'organisation', 'missing', 'no_cvr'],
  ['no certificate', { certificates: [] }, 'certificate', 'missing', 'credential_missing'],
  [
    'a certificate that has run out',
    { certificates: [{ tenant, cvr: own, daysLeft: null, problem: 'credential_expired' }] },
    'certificate',
    'missing',
    'credential_expired',
  ],
  ['61 days left', { certificates: [{ ...good, daysLeft: 61 }] }, 'certificate', 'done', 'ok'],
  [
    '60 days left',
    { certificates: [{ ...good, daysLeft: 60 }] },
    'certificate',
    'attention',
    'credential_expires_soon',
  ],
  ['never tried', { checks: [] }, 'test_call', 'missing', 'never_called'],
  [
    'tried in vain',
    { checks: [{ ...ticket, ok: false, code: 'not_authorized' }] },
    'test_call',
    'missing',
    'not_authorized',
  ],
  [
    'tried with the certificate before',
    { installedAt: new Map([[own, ago(0.5)]]) },
    'test_call',
    'missing',
    'test_call_missing',
  ],
  [
    'a certificate from a file, whose date is not known',
    { installedAt: new Map() },
    'test_call',
    'done',
    'ok',
  ],
  [
    'tried 30 days ago',
    { checks: [{ ...ticket, at: ago(30) }], installedAt: new Map() },
    'test_call',
    'done',
    'ok',
  ],
  [
    'tried 31 days ago',
    { checks: [{ ...ticket, at: ago(31) }], installedAt: new Map() },
    'test_call',
    'attention',
    'test_call_old',
  ],
  ['nobody administers', { checks: [login('manager')] }, 'administrator', 'missing', 'no_administrator'],
  ['an administrator was here', {}, 'administrator', 'done', 'ok'],
  ['nobody can log in', { login: false }, 'administrator', 'attention', 'login_not_configured'],
  [
    'nobody can log in or come through a record system',
    { login: false, issuers: [] },
    'staff',
    'missing',
    'login_not_configured',
  ],
  ['no login, but a record system', { login: false }, 'staff', 'done', 'ok'],
  ['nobody at all', { checks: [], issuers: [] }, 'staff', 'missing', 'no_staff'],
  [
    'employees but nobody who decides',
    { checks: [login('employee')], issuers: [] },
    'staff',
    'attention',
    'no_manager',
  ],
  ['a record system but nobody who decides', { checks: [] }, 'staff', 'attention', 'no_manager'],
  ['the hosted page only', { issuers: [] }, 'record_system', 'attention', 'no_record_system'],
  [
    'switched off',
    { issuers: [{ iss: 'urn:eoj', enabled: false }] },
    'record_system',
    'attention',
    'record_system_disabled',
  ],
  ['keys never looked at', { checks: [] }, 'record_system', 'missing', 'keys_never_checked'],
  [
    'keys that cannot be had',
    { checks: [{ ...keys, ok: false, code: 'keys_unavailable' }] },
    'record_system',
    'missing',
    'keys_unavailable',
  ],
  ['no policy', { policies: 'none' }, 'policy', 'missing', 'no_policy'],
  ['the common policy', { policies: 'common' }, 'policy', 'done', 'default_policy'],
  ['above the limit', { policies: 'above_limit' }, 'policy', 'attention', 'policy_above_limit'],
  ['the common guidelines', { guidelines: 'common' }, 'guidelines', 'attention', 'default_guidelines'],
  ['the common reasons', { reasons: 'common' }, 'reasons', 'done', 'default_reasons'],
];

describe('readiness', () => {
  test('is all done where everything is', () => {
    assert.deepEqual(
      readinessOf(ready).filter(({ state }) => state !== 'done'),
      [],
    );
  });

  for (const [what, change, item, state, code] of rows)
    test(`${item}, ${what}: ${state}, ${code}`, () => {
      const found = readinessOf({ ...ready, ...change }).find((one) => one.item === item);
      assert.deepEqual([found?.state, found?.code], [state, code]);
    });

  test('has a line for each CVR number and each record system', () => {
    const two = readinessOf({
      ...ready,
      cvrs: [{ cvr: own }, { cvr: cvr('29189366') }],
      issuers: [...ready.issuers, { iss: 'urn:other', enabled: true }],
    });
    assert.deepEqual(
      two
        .filter(({ item }) => ['certificate', 'record_system'].includes(item))
        .map((one) => one.cvr ?? one.iss),
      ['29190623', '29189366', 'urn:eoj', 'urn:other'],
    );
  });

  test('says nothing the page has no words for, in either language', () => {
    const decided = new Set<string>(readinessCodes);
    const said = rows.map(([, , , , code]) => code);
    for (const code of [...decided, ...said]) {
      assert.ok(codesDa[code], `Danish: ${code}`);
      assert.ok(codesEn[code], `English: ${code}`);
    }
    // Every code decided here is reached by a row above.
    assert.deepEqual(
      [...decided].filter((code) => !said.includes(code)),
      [],
    );
  });
});
