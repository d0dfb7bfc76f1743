import { z } from 'zod';
import type { Bilingual, BlurringView } from './api.ts';
import { reasonTextPolicies, registerLimitDays } from './blurring.ts';
import { isCvr } from './cvr.ts';
import type { PagePermissions } from './page-permissions.ts';

export type { PagePermissions } from './page-permissions.ts';

/**
 * The wire contract between the hosted page and the server. Everything below `/page` is opened by the login cookie alone: a bearer of the
 * component counts for nothing here, and the cookie counts for nothing below `/v1`. Every unsafe method must come from the page's own
 * origin as `application/json`. Requests are parsed strictly; errors are problems (`shared/problem.ts`). Instants are ISO 8601 in UTC.
 */

/** Roles of a login; the first four are a municipality's, `operator` (`forvalter`) is the national body's. */
export type PageRole = 'employee' | 'manager' | 'admin' | 'auditor' | 'operator';

export type PageOrganisation = { id: string; name: string; kind: 'municipality' | 'national' };

/**
 * `GET /page/session` — 200, without moving the idle limit; 401 `session_required` without a login. `POST /page/session` — the same, and
 * moves the idle limit. `POST /page/session/organisation` — acts for another organisation the login holds roles in, under a new cookie.
 */
export type PageSession = {
  user: { name: string };
  organisation: PageOrganisation;
  /** Further organisations the login holds roles in. */
  others: PageOrganisation[];
  roles: PageRole[];
  permissions: PagePermissions;
  /** The server's time of the answer: the day that a form begins with. */
  now: string;
  /** Seconds without a call after which the session ends; warn at 120. */
  idle_seconds: number;
  /** When it ends whatever happens. */
  expires_at: string;
  /** Seconds the last login still counts as fresh for what asks for it; 0 when a new login is needed. */
  fresh_seconds: number;
};

export const SwitchOrganisationRequest = z.strictObject({ organisation: z.string().min(1).max(40) });

/** `POST /page/logout` — 200; the session has ended. `location` is where the browser must go next, to log out everywhere. */
export type LoggedOut = { location: string };

/**
 * `POST /page/citizens` — a CPR number for a single-use token, good for a minute, that opens the component (`tokenProvider`). The number
 * travels in the body only. 422 `cpr_invalid` (not a CPR number), `citizen_id_unsupported` (a local replacement number).
 */
export const OpenCitizenRequest = z.strictObject({ cpr: z.string().min(1).max(20) });
export type OpenedCitizen = {
  context_token: string;
  /** False for numbers that lack the old check digit; many issued since 2007 do. Advice only. */
  modulus_11: boolean;
};

/** `GET /page/registrations?before=…` — 200; what the person has registered, newest first, 25 a page. */
export type OwnRegistrations = {
  registrations: OwnRegistration[];
  /** For the next page; null at the end. */
  before: string | null;
};
/** `citizen`: birth date and hidden serial number, `DDMMYY-••••`. */
export type OwnRegistration = BlurringView & { citizen: string };

/** `GET /page/municipalities` — 200; for the national operator. */
export type MunicipalityList = { municipalities: MunicipalityLine[] };
export type MunicipalityLine = {
  id: string;
  name: string;
  cvr: string;
  ready: number;
  of: number;
  /** Deliveries to the register: how many wait, how many are set aside, and whether a CVR number is stopped. */
  delivery: { waiting: number; parked: number; paused: number };
};

const name = z.string().trim().min(1).max(100);
const cvr = z.string().refine(isCvr, 'cvr');
const Texts = z.strictObject({
  da: z.string().trim().min(1).max(4000),
  en: z.string().trim().min(1).max(4000),
});
const Label = z.strictObject({ da: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) });
/** The revision the form was opened with; another one now is refused with `conflict`. */
const revision = z.int().min(1);
const days = z.int().min(1).max(registerLimitDays);
/** An origin as browsers write it: scheme, host in lower case, port where it is not the scheme's own. */
const origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[a-z0-9.-]{1,180}(:[0-9]{1,5})?$/);

/** `POST /page/municipalities` — 201 `MunicipalityView`; begins with the common reasons, guidelines and policy. 409 `cvr_taken`, `municipality_exists`. */
export const CreateMunicipalityRequest = z.strictObject({
  /** Short name in addresses: lower-case letters, digits and hyphens. */
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name,
  cvr,
});

/** `PUT /page/municipalities/{id}/organisation` — name and CVR numbers, exactly one of them the main one. Fresh login. */
export const OrganisationRequest = z
  .strictObject({
    revision,
    name,
    cvrs: z
      .array(z.strictObject({ cvr, name, main: z.boolean() }))
      .min(1)
      .max(100),
  })
  .refine((one) => one.cvrs.filter(({ main }) => main).length === 1, { path: ['cvrs'], message: 'one main' })
  .refine((one) => new Set(one.cvrs.map((each) => each.cvr)).size === one.cvrs.length, {
    path: ['cvrs'],
    message: 'twice',
  });

/** `PUT /page/municipalities/{id}/policy` — a policy from a day on (`YYYY-MM-DD`, Danish time, not in the past). */
export const PolicyRequest = z
  .strictObject({
    revision,
    applies_from: z.iso.date(),
    default_days: days,
    max_days: days,
    reason_text: z.enum(reasonTextPolicies),
    acknowledgement: z.boolean(),
    /** Months between reviews of a department blurring. */
    review_months: z.int().min(1).max(36),
  })
  .refine((one) => one.default_days <= one.max_days, { path: ['default_days'], message: 'above max_days' });

/** `PUT /page/municipalities/{id}/reasons` — the coded reasons in the order of the form; the four common ones cannot be removed, only relabelled. */
export const ReasonsRequest = z.strictObject({
  revision,
  reasons: z
    .array(z.strictObject({ code: z.string().regex(/^[a-z_]{2,40}$/), label: Label }))
    .min(4)
    .max(30)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'twice'),
});

/** `POST /page/municipalities/{id}/guidelines` — publishes a new version; earlier ones stay readable. */
export const GuidelinesRequest = z.strictObject({
  revision,
  text: Texts,
  url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable(),
});

const signingAlgorithms = ['ES256', 'ES384', 'PS256', 'PS384', 'RS256', 'RS384', 'Ed25519'] as const;
const launchModes = ['in_page', 'handle', 'form_post'] as const;
const launchRoles = ['employee', 'manager', 'admin', 'auditor'] as const;

/** A record system (EOJ) that may open the form for this municipality: data, not code. */
export const RecordSystem = z.strictObject({
  /** The `iss` of its tokens: one system at one municipality. */
  iss: z.string().trim().min(1).max(200),
  name,
  enabled: z.boolean(),
  algorithms: z.array(z.enum(signingAlgorithms)).min(1),
  keys: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }).max(500) }),
    z.strictObject({
      kind: z.literal('inline'),
      jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(20) }),
    }),
  ]),
  modes: z.array(z.enum(launchModes)).min(1),
  origins: z.array(origin).max(50),
  return_uris: z.array(z.url().max(500)).max(50),
  cvrs: z.array(cvr).min(1).max(100),
  roles: z.array(z.enum(launchRoles)).min(1),
  minimum_loa: z.enum(['Substantial', 'High']),
  /** Oldest login accepted, seconds. */
  max_auth_age_seconds: z.int().min(60).max(86_400),
});
export type RecordSystem = z.infer<typeof RecordSystem>;

/** `PUT /page/municipalities/{id}/record-systems` — adds one or replaces the one with that `iss`. Fresh login. 409 `issuer_taken`. */
export const RecordSystemRequest = z.strictObject({ revision, record_system: RecordSystem });
/** `POST /page/municipalities/{id}/record-systems/remove` — fresh login. */
export const RemoveRecordSystemRequest = z.strictObject({ revision, iss: z.string().min(1).max(200) });
/** `POST /page/municipalities/{id}/record-systems/check` — fetches its keys now. 200 `CheckResult`. */
export const CheckRecordSystemRequest = z.strictObject({ iss: z.string().min(1).max(200) });

/** `POST /page/municipalities/{id}/certificates` — checks and installs. Fresh login. 200 `CheckResult`: `ok`, or the code of what is wrong with the file. */
export const CertificateRequest = z.strictObject({
  cvr,
  /** PKCS#12 or PEM, base64; at most 64 KiB decoded. */
  file: z.base64().min(1).max(90_000),
  password: z.string().max(200).optional(),
});
/** `POST /page/municipalities/{id}/certificates/remove` — fresh login. 200 `CheckResult`, code `none` where there was none. */
export const RemoveCertificateRequest = z.strictObject({ cvr });
/** `POST /page/municipalities/{id}/test-call` — one call to the national test service with this CVR number's ticket. 200 `CheckResult`. */
export const TestCallRequest = z.strictObject({ cvr });

/** What a check found: `code` is `ok`, or stable and explained by the page. */
export type CheckResult = { ok: boolean; code: string; at: string };

export const readinessItems = [
  'organisation',
  'certificate',
  'test_call',
  'administrator',
  'staff',
  'record_system',
  'policy',
  'guidelines',
  'reasons',
] as const;
export type ReadinessItem = (typeof readinessItems)[number];
/**
 * One line of the readiness list. `missing` stops the start, `attention` does not (a certificate that runs out soon, a record system that
 * is optional because the hosted page exists). `code` says why; `cvr` or `iss` which one where the line is about one of several.
 */
export type ReadinessLine = {
  item: ReadinessItem;
  state: 'done' | 'attention' | 'missing';
  code: string;
  cvr?: string;
  iss?: string;
  /** When it was last found so, where that is a fact of a check. */
  at?: string;
};

/** `GET /page/municipalities/{id}` — 200; all settings, no secret, no personal data. Another municipality's is 404. */
export type MunicipalityView = {
  id: string;
  name: string;
  /** Changes with every change of the settings. */
  revision: number;
  cvrs: {
    cvr: string;
    name: string;
    main: boolean;
    certificate: { state: 'good' | 'missing' | 'unusable'; code: string; days_left: number | null };
    /** The last test call. */
    test_call: CheckResult | null;
    /** Why deliveries are stopped; null when they run. */
    paused: string | null;
  }[];
  policies: {
    applies_from: string;
    default_days: number;
    max_days: number;
    reason_text: (typeof reasonTextPolicies)[number];
    acknowledgement: boolean;
    review_months: number;
  }[];
  /** The nation's upper limit of a period, by the day it applies from. */
  limits: { applies_from: string; max_days: number }[];
  reasons: { code: string; label: Bilingual; common: boolean }[];
  guidelines: { version: number; text: Bilingual; url: string | null };
  /** Earlier versions, newest first. */
  earlier_guidelines: { version: number; text: Bilingual; url: string | null; published_at: string }[];
  record_systems: (RecordSystem & { keys_checked: CheckResult | null })[];
  readiness: ReadinessLine[];
  /** The address of our own metadata and of the roles a municipality must map, for who sets up FK Adgangsstyring. */
  login: {
    metadata: string;
    entity_id: string;
    roles: { role: PageRole; uri: string; level: string }[];
  } | null;
};

/** `GET /page/municipalities/{id}/changes` — 200; the newest 100 changes of settings. */
export type SettingsChanges = {
  changes: { at: string; action: string; by: string | null; subject: string | null }[];
};

/** `GET /page/sessions` — 200; who is logged in at this municipality now. `POST /page/sessions/end` — 204. */
export type OpenLogins = {
  sessions: { id: string; name: string; roles: PageRole[]; since: string; own: boolean }[];
};
export const EndSessionRequest = z.strictObject({ session: z.string().min(1).max(64) });
