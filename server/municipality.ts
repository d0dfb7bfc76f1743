import { z } from 'zod';
import { isCvr } from '../shared/cvr.ts';
import { isSor } from '../shared/org-id.ts';
import { reasonTextPolicies, registerLimitDays } from '../shared/blurring.ts';
import { cvr, instant, tenantId } from './domain/ids.ts';
import type { MunicipalityDefinition } from './store/store.ts';

const Cvr = z.string().refine(isCvr, 'is not a CVR number');
const Bilingual = z.strictObject({ da: z.string().min(1).max(4000), en: z.string().min(1).max(4000) });
const Origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be an origin, like https://eoj.example',
  );
const days = z.int().min(1).max(registerLimitDays);

const Issuer = z.strictObject({
  iss: z.string().min(1).max(200),
  name: z.string().min(1).max(100),
  enabled: z.boolean(),
  algorithms: z.array(z.enum(['ES256', 'ES384', 'PS256', 'PS384', 'RS256', 'RS384', 'Ed25519'])).min(1),
  keys: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }) }),
    z.strictObject({
      kind: z.literal('inline'),
      jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(20) }),
    }),
  ]),
  modes: z.array(z.enum(['in_page', 'handle', 'form_post'])),
  origins: z.array(Origin).max(50),
  returnUris: z.array(z.url()).max(50),
  cvrs: z.array(Cvr).min(1).max(100),
  roles: z.array(z.enum(['employee', 'manager', 'admin', 'auditor'])).min(1),
  minimumLoa: z.enum(['Substantial', 'High']),
  maxAuthAgeSeconds: z.int().min(60).max(86_400),
});

/** A unit of FK Organisation, with the SOR code record systems know it by. */
const Unit = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a lower-case UUID'),
  name: z.string().min(1).max(200),
  sor: z.string().refine(isSor, 'is not a SOR code').nullable(),
  parent: z.string().max(36).nullable(),
});

/** Months things are kept; nothing shorter than a year, nothing longer than the law of archives asks anybody to (ten years). */
const Retention = z.strictObject({
  textMonths: z.int().min(1).max(120),
  registrationMonths: z.int().min(12).max(120),
  auditMonths: z.int().min(12).max(120),
});

/** One municipality as a file: who it is, its rules, and the record systems that may launch for it. */
const Municipality = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{2,40}$/, 'lower-case letters, digits and hyphens'),
    name: z.string().min(1).max(100),
    cvrs: z
      .array(z.strictObject({ cvr: Cvr, name: z.string().min(1).max(100), main: z.boolean() }))
      .min(1)
      .max(100),
    policies: z
      .array(
        z.strictObject({
          appliesFrom: z.iso.datetime().transform((text) => instant(Date.parse(text))),
          defaultDays: days,
          maxDays: days,
          reasonText: z.enum(reasonTextPolicies),
          acknowledgement: z.boolean(),
          reviewMonths: z.int().min(1).max(36).default(12),
        }),
      )
      .max(100),
    reasons: z
      .array(z.strictObject({ code: z.string().regex(/^[a-z_]{2,40}$/), label: Bilingual }))
      .min(1)
      .max(30),
    guidelines: z.strictObject({
      version: z.int().min(1),
      text: Bilingual,
      url: z.url({ protocol: /^https$/ }).nullable(),
    }),
    issuers: z.array(Issuer).max(50),
    units: z.array(Unit).max(2_000).default([]),
    retention: Retention.exactOptional(),
  })
  .refine((one) => one.cvrs.filter(({ main }) => main).length === 1, 'exactly one main CVR number')
  .refine(
    (one) => one.policies.every((policy) => policy.defaultDays <= policy.maxDays),
    'defaultDays is above maxDays',
  )
  .refine(
    (one) =>
      one.issuers.every((issuer) => issuer.cvrs.every((own) => one.cvrs.some((known) => known.cvr === own))),
    'an issuer names a CVR number the municipality does not have',
  )
  .refine(
    ({ units }) =>
      new Set(units.map(({ id }) => id)).size === units.length &&
      units.every(({ parent }) => parent === null || units.some(({ id }) => id === parent)),
    'units: one is listed twice, or has a parent that is not listed',
  );

/** Parses a municipality file, or lists every fault as `path: what`. Values are not repeated. */
export const parseMunicipality = (
  file: unknown,
): { municipality: MunicipalityDefinition } | { faults: string[] } => {
  const parsed = Municipality.safeParse(file);
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map(
        (issue) => `${issue.path.map(String).join('.') || 'file'}: ${issue.message}`,
      ),
    };
  }
  const { data } = parsed;
  const id = tenantId(data.id);
  return {
    municipality: {
      ...data,
      id,
      cvrs: data.cvrs.map((one) => ({ ...one, cvr: cvr(one.cvr) })),
      issuers: data.issuers.map((issuer) => ({ ...issuer, tenant: id, cvrs: issuer.cvrs.map(cvr) })),
    },
  };
};
