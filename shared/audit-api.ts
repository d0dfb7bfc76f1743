import { z } from 'zod';
import type { AuditDetail } from './audit-actions.ts';

/** The wire contract of the audit log on the hosted page. What is looked for may be a person, so everything is in the body. */

/** What entries are looked for by. Days are Danish calendar days, both included; a period is always given. */
export const AuditFilter = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  action: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  outcome: z.enum(['success', 'refused']).optional(),
  /** Id of a person from `POST /page/audit/people`. */
  actor: z.string().min(1).max(64).optional(),
  cpr: z.string().min(1).max(20).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/**
 * `POST /page/audit/search` — 200 `AuditPage`, newest first. That somebody searched is itself an entry, one for every page: where a page begins is the caller's word.
 * 422 `filter_contradictory`, `cpr_invalid`, `citizen_id_unsupported`.
 */
export const SearchAuditRequest = z.strictObject({
  filter: AuditFilter,
  after: z
    .strictObject({ at: z.iso.datetime(), sequence: z.int().min(1) })
    .nullable()
    .default(null),
});
export type AuditCursor = { at: string; sequence: number };
export type AuditLine = {
  sequence: number;
  at: string;
  action: string;
  outcome: 'success' | 'refused';
  by: string | null;
  /** Birth date of the citizen it is about. */
  citizen: string | null;
  subject: string | null;
  session: string | null;
  /** Codes, counts and moments; never text or names. */
  detail: AuditDetail;
};
export type AuditPage = { entries: AuditLine[]; after: AuditCursor | null };

/** `POST /page/audit/people` — 200: people with this in their name who have done something here; at most 20. */
export const FindActorsRequest = z.strictObject({ name: z.string().trim().min(2).max(100) });
export type FoundActors = { people: { id: string; name: string }[] };

/** `POST /page/audit/verify` — 200: walks the whole chain. `broken` is the first entry that does not fit; null when all do. */
export type AuditVerification = { entries: number; broken: number | null; head: string | null; at: string };

/**
 * `POST /page/audit/export` — 200, FHIR R4 `AuditEvent` resources, one a line (`application/fhir+ndjson`), after the pattern of IHE BALP. People
 * are ids unless names are asked for. The last line is an `OperationOutcome` that says how many there are. Fresh login.
 */
export const ExportAuditRequest = z.strictObject({ filter: AuditFilter, with_names: z.boolean() });
