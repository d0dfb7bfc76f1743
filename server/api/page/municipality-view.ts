import { isDeepStrictEqual } from 'node:util';
import type { CheckResult, MunicipalityView, RecordSystem } from '../../../shared/page-api.ts';
import { danishDate } from '../../domain/period.ts';
import { effectivePolicy } from '../../domain/policy.ts';
import { readinessOf, type ReadinessFacts } from '../../domain/readiness.ts';
import { instant, type Cvr, type Instant, type TenantId } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';
import { commonGuidelines, commonPolicy, commonReasons } from '../../municipality-defaults.ts';
import type { Check, Issuer, Store, TenantSettings } from '../../store/store.ts';
import type { SamlDoor } from '../context.ts';
import type { MunicipalityDeps } from './municipality-deps.ts';

export type ViewDeps = {
  store: Store;
  now: () => Instant;
  municipalities: MunicipalityDeps;
  saml: SamlDoor | null;
  issuer: string;
};

const iso = (at: Instant): string => new Date(at).toISOString();
const result = (check: Check | undefined): CheckResult | null =>
  check ? { ok: check.ok, code: check.code, at: iso(check.at) } : null;

/** A record system in the words of the wire. */
const toRecordSystem = (one: Issuer): RecordSystem => ({
  iss: one.iss,
  name: one.name,
  enabled: one.enabled,
  algorithms: one.algorithms as RecordSystem['algorithms'],
  keys: one.keys,
  modes: [...one.modes],
  origins: [...one.origins],
  return_uris: [...one.returnUris],
  cvrs: [...one.cvrs],
  roles: one.roles.filter((role) => role !== 'operator'),
  minimum_loa: one.minimumLoa,
  max_auth_age_seconds: one.maxAuthAgeSeconds,
});

const policyState = (settings: TenantSettings, now: Instant): ReadinessFacts['policies'] => {
  const own = settings.policies.filter(({ appliesFrom }) => appliesFrom <= now);
  const last = own.reduce<TenantSettings['policies'][number] | undefined>(
    (best, one) => (best && best.appliesFrom > one.appliesFrom ? best : one),
    undefined,
  );
  if (!last) return 'none';
  const allowed = effectivePolicy(settings.policies, settings.limits, now).maxDays;
  if (last.maxDays > allowed) return 'above_limit';
  const { appliesFrom: _, ...rules } = last;
  return isDeepStrictEqual(rules, commonPolicy) ? 'common' : 'own';
};

export type FactsDeps = {
  store: Store;
  now: () => Instant;
  certificates: MunicipalityDeps['certificates'];
  /** Whether people can log in at all. */
  login: boolean;
};

/** The facts readiness is judged from. */
export const factsOf = async (
  { store, now, certificates, login }: FactsDeps,
  settings: TenantSettings,
): Promise<ReadinessFacts> => {
  const tenant = store.forTenant(settings.id);
  return {
    now: now(),
    cvrs: settings.cvrs,
    certificates: certificates().filter((one) => one.tenant === settings.id),
    installedAt: await store.credentials.installedAt(settings.id),
    checks: await tenant.loadChecks(),
    issuers: await store.registry.listIssuers(settings.id),
    login,
    policies: policyState(settings, now()),
    guidelines: isDeepStrictEqual(settings.guidelines.text, commonGuidelines.text) ? 'common' : 'own',
    reasons: isDeepStrictEqual(settings.reasons, commonReasons) ? 'common' : 'own',
  };
};

/** What the routes have, in the words of readiness. */
export const factsDeps = ({ store, now, municipalities, saml }: ViewDeps): FactsDeps => ({
  ...{ store, now, certificates: municipalities.certificates, login: saml !== null },
});

const certificateOf = (facts: ReadinessFacts, cvr: Cvr): MunicipalityView['cvrs'][number]['certificate'] => {
  const found = facts.certificates.find((one) => one.cvr === cvr);
  if (!found) return { state: 'missing', code: 'credential_missing', days_left: null };
  if (found.problem === null) return { state: 'good', code: 'ok', days_left: found.daysLeft };
  const state = found.problem === 'credential_missing' ? 'missing' : 'unusable';
  return { state, code: found.problem, days_left: null };
};

/** Everything the settings page shows of one municipality; no secret, no personal data. @throws `not_found` */
export const municipalityView = async (deps: ViewDeps, id: TenantId): Promise<MunicipalityView> => {
  const { store, saml, issuer } = deps;
  const tenant = store.forTenant(id);
  const settings = await tenant.loadSettings();
  if (settings?.kind !== 'municipality') throw appError('not_found');
  const facts = await factsOf(factsDeps(deps), settings);
  const issuers = await store.registry.listIssuers(id);
  const paused = (await store.outbox.paused()).filter((one) => one.tenant === id);
  const versions = await tenant.loadGuidelines();
  const checkOf = (kind: Check['kind'], subject: string) =>
    result(facts.checks.find((one) => one.kind === kind && one.subject === subject));
  const common = new Set(commonReasons.map(({ code }) => code));
  return {
    id,
    name: settings.name,
    revision: settings.revision,
    cvrs: settings.cvrs.map((one) => ({
      ...one,
      certificate: certificateOf(facts, one.cvr),
      test_call: checkOf('ticket', one.cvr),
      paused: paused.find(({ cvr }) => cvr === one.cvr)?.reason ?? null,
    })),
    policies: [...settings.policies]
      .sort((a, b) => b.appliesFrom - a.appliesFrom)
      .map((one) => ({
        applies_from: danishDate(instant(one.appliesFrom)),
        default_days: one.defaultDays,
        max_days: one.maxDays,
        reason_text: one.reasonText,
        acknowledgement: one.acknowledgement,
        review_months: one.reviewMonths,
      })),
    limits: settings.limits.map(({ appliesFrom, maxDays }) => ({
      applies_from: danishDate(appliesFrom),
      max_days: maxDays,
    })),
    reasons: settings.reasons.map((one) => ({ ...one, common: common.has(one.code) })),
    guidelines: settings.guidelines,
    earlier_guidelines: versions
      .filter(({ version }) => version !== settings.guidelines.version)
      .map(({ publishedAt, ...one }) => ({ ...one, published_at: iso(publishedAt) })),
    record_systems: issuers.map((one) => ({
      ...toRecordSystem(one),
      keys_checked: checkOf('keys', one.iss),
    })),
    readiness: readinessOf(facts),
    login: saml && {
      metadata: `${issuer}/auth/saml/metadata`,
      entity_id: saml.entityId,
      roles: saml.roles
        .filter(({ role }) => role !== 'operator')
        .map(({ role, uri, level }) => ({ role, uri, level })),
    },
  };
};
