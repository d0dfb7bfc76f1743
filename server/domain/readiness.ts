import type { ReadinessItem, ReadinessLine } from '../../shared/page-api.ts';
import type { CertificateState } from './certificate.ts';
import type { Cvr, Instant } from './ids.ts';
import type { Role } from './permission.ts';

/** What the readiness of a municipality is judged from; facts only, no settings of ours. */
export type ReadinessFacts = {
  now: Instant;
  cvrs: readonly { cvr: Cvr }[];
  certificates: readonly CertificateState[];
  /** When the certificate now in place was put there, where that is known. */
  installedAt: ReadonlyMap<Cvr, Instant>;
  checks: readonly {
    kind: 'ticket' | 'keys' | 'login';
    subject: string;
    ok: boolean;
    code: string;
    at: Instant;
  }[];
  issuers: readonly { iss: string; enabled: boolean }[];
  /** Whether people can log in at all here. */
  login: boolean;
  policies: 'none' | 'common' | 'own' | 'above_limit';
  guidelines: 'common' | 'own';
  reasons: 'common' | 'own';
};

/** Days before its end from which a certificate calls for attention, as the first alarm does. */
const soonDays = 60;
/** A test call older than this says little about today. */
const oldMs = 30 * 86_400_000;

type Judged = Pick<ReadinessLine, 'state' | 'code'> & { cvr?: string; iss?: string; at?: Instant };

const done = (code = 'ok'): Judged => ({ state: 'done', code });
const attention = (code: string): Judged => ({ state: 'attention', code });
const missing = (code: string): Judged => ({ state: 'missing', code });

const certificate = (facts: ReadinessFacts, cvr: Cvr): Judged => {
  const found = facts.certificates.find((one) => one.cvr === cvr);
  if (!found) return missing('credential_missing');
  if (found.problem !== null) return missing(found.problem);
  return found.daysLeft <= soonDays ? attention('credential_expires_soon') : done();
};

const testCall = ({ checks, installedAt, now }: ReadinessFacts, cvr: Cvr): Judged => {
  const last = checks.find(({ kind, subject }) => kind === 'ticket' && subject === cvr);
  if (!last) return missing('never_called');
  const { at } = last;
  if (!last.ok) return { ...missing(last.code), at };
  // A new certificate has to show for itself that it works.
  if (at < (installedAt.get(cvr) ?? 0)) return { ...missing('test_call_missing'), at };
  return now - at > oldMs ? { ...attention('test_call_old'), at } : { ...done(), at };
};

const seen = ({ checks }: ReadinessFacts, role: Role): Instant | undefined =>
  checks.find(({ kind, subject }) => kind === 'login' && subject === role)?.at;

const administrator = (facts: ReadinessFacts): Judged => {
  if (!facts.login) return attention('login_not_configured');
  const at = seen(facts, 'admin');
  return at === undefined ? missing('no_administrator') : { ...done(), at };
};

/** Who can register, and who can decide afterwards. A record system in use can do the first without a login here. */
const staff = (facts: ReadinessFacts): Judged => {
  const viaRecordSystem = facts.issuers.some(({ enabled }) => enabled);
  if (!facts.login) return viaRecordSystem ? done() : missing('login_not_configured');
  const manager = seen(facts, 'manager') ?? seen(facts, 'admin');
  if (manager === undefined)
    return seen(facts, 'employee') || viaRecordSystem ? attention('no_manager') : missing('no_staff');
  return { ...done(), at: manager };
};

const recordSystem = (
  { checks }: ReadinessFacts,
  { iss, enabled }: { iss: string; enabled: boolean },
): Judged => {
  if (!enabled) return attention('record_system_disabled');
  const last = checks.find(({ kind, subject }) => kind === 'keys' && subject === iss);
  if (!last) return missing('keys_never_checked');
  return { ...(last.ok ? done() : missing(last.code)), at: last.at };
};

const policy = {
  none: missing('no_policy'),
  common: done('default_policy'),
  own: done(),
  above_limit: attention('policy_above_limit'),
};
const guidelines = { common: attention('default_guidelines'), own: done() };
const reasons = { common: done('default_reasons'), own: done() };

const line = (item: ReadinessItem, { state, code, cvr, iss, at }: Judged): ReadinessLine => ({
  item,
  state,
  code,
  ...(cvr === undefined ? {} : { cvr }),
  ...(iss === undefined ? {} : { iss }),
  ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
});

/**
 * What a municipality still lacks before its staff can blur, line by line: done, for attention, or missing. `code` is stable and says why;
 * a line is about one CVR number or one record system where there are several.
 */
export const readinessOf = (facts: ReadinessFacts): ReadinessLine[] => [
  line('organisation', facts.cvrs.length > 0 ? done() : missing('no_cvr')),
  ...facts.cvrs.map(({ cvr }) => line('certificate', { ...certificate(facts, cvr), cvr })),
  ...facts.cvrs.map(({ cvr }) => line('test_call', { ...testCall(facts, cvr), cvr })),
  line('administrator', administrator(facts)),
  line('staff', staff(facts)),
  ...(facts.issuers.length === 0
    ? [line('record_system', attention('no_record_system'))]
    : facts.issuers.map((one) => line('record_system', { ...recordSystem(facts, one), iss: one.iss }))),
  line('policy', policy[facts.policies]),
  line('guidelines', guidelines[facts.guidelines]),
  line('reasons', reasons[facts.reasons]),
];

/** Every code that is decided here; codes of certificates, test calls and keys come from where they are made. */
export const readinessCodes = [
  'ok',
  'no_cvr',
  'credential_missing',
  'credential_expires_soon',
  'never_called',
  'test_call_missing',
  'test_call_old',
  'login_not_configured',
  'no_administrator',
  'no_staff',
  'no_manager',
  'no_record_system',
  'record_system_disabled',
  'keys_never_checked',
  'no_policy',
  'default_policy',
  'policy_above_limit',
  'default_guidelines',
  'default_reasons',
] as const;
