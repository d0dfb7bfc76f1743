import { z } from 'zod';
import type { Bilingual, BlurringView } from './api.ts';
import { decisions, reasonTextLimit, registerLimitDays } from './blurring.ts';
import { extractFormats, extractPurposes } from './extract.ts';

/**
 * The wire contract of casework on the hosted page: find, decide, renew, end, look back. Everything is a POST, because what is looked for may
 * be a person; nothing about people is ever in an address. A login limited to organisation units sees and decides within them only.
 */

const day = z.iso.date();

/** What registrations are looked for by. Days are Danish calendar days, both included. */
export const CaseFilter = z.strictObject({
  /** `open`: in force; `ended`: ended by somebody or by time. */
  state: z.enum(['open', 'ended']).optional(),
  decision: z.enum(decisions).optional(),
  reason: z
    .string()
    .regex(/^[a-z_]{2,40}$/)
    .optional(),
  /** Id of a listed organisation unit. */
  unit: z.string().min(1).max(40).optional(),
  /** Id of a person from `POST /page/cases/registrants`. */
  registrant: z.string().min(1).max(64).optional(),
  cpr: z.string().min(1).max(20).optional(),
  registered_from: day.optional(),
  registered_to: day.optional(),
  ends_from: day.optional(),
  ends_to: day.optional(),
  /** Something for the register waits or was set aside. */
  undelivered: z.literal(true).optional(),
  /** Expired, and nobody has taken note. */
  expired_unseen: z.literal(true).optional(),
});
export type CaseFilter = z.infer<typeof CaseFilter>;

export const caseSorts = ['registered_desc', 'registered_asc', 'ends_asc', 'ends_desc'] as const;
export type CaseSort = (typeof caseSorts)[number];

const id = z.string().regex(/^[0-9a-f-]{1,64}$/);

/**
 * `POST /page/cases/search` — 200 `CasePage`. `after` is the cursor of the page before. A search by CPR number is audited.
 * 422 `filter_contradictory` with the field, where nothing could ever be found; `cpr_invalid`, `citizen_id_unsupported`.
 */
export const SearchCasesRequest = z.strictObject({
  filter: CaseFilter,
  sort: z.enum(caseSorts).default('registered_desc'),
  after: z.strictObject({ at: z.iso.datetime(), id }).nullable().default(null),
  limit: z.int().min(1).max(100).default(50),
});
export type SearchCasesRequest = z.input<typeof SearchCasesRequest>;

export type CaseCursor = { at: string; id: string };
export type CasePage = {
  cases: CaseLine[];
  /** For the next page; null at the end. */
  after: CaseCursor | null;
};

/** One registration as management sees it. The citizen is a birth date and initials until the case is opened. */
export type CaseLine = BlurringView & {
  citizen: { birth_date: string; initials: string | null };
  /** Counts the changes; a decision names the one it was made on. */
  revision: number;
  /** The registrant's organisation unit, by name where the municipality has listed it. */
  unit: string | null;
  decided: { at: string; by: string | null } | null;
  /** Registered by the person who asks; somebody else must decide. */
  own: boolean;
  /** Waited longer for a decision than it should. */
  overdue: boolean;
};

/** `POST /page/cases/count` — 200: how many, counted up to 1,000. */
export const CountCasesRequest = z.strictObject({ filter: CaseFilter });
export type CaseCount = { count: number; more: boolean };

/** `GET /page/cases/summary` — 200: what waits for the person. */
export type CaseSummary = {
  /** The server's clock, from which ages are counted. */
  now: string;
  pending: number;
  overdue: number;
  ends_within: { days: 7 | 14 | 30; count: number }[];
  expired_unseen: number;
  /** Numbers stop here. */
  at_most: number;
  /** Units to choose from, the reasons, and the period a renewal may have. */
  units: { id: string; name: string }[];
  reasons: { code: string; label: { da: string; en: string } }[];
  policy: { default_days: number; max_days: number };
};

/** `POST /page/cases/registrants` — 200: people with this in their name who have registered something; at most 20. */
export const FindRegistrantsRequest = z.strictObject({ name: z.string().trim().min(2).max(100) });
export type FoundRegistrants = { people: { id: string; name: string; title: string | null }[] };

/** `POST /page/cases/open` — 200 `CaseFile`; by registration or by CPR number. Audited before it is shown. 404 where there is nothing. */
export const OpenCaseRequest = z.union([
  z.strictObject({ id }),
  z.strictObject({ cpr: z.string().min(1).max(20) }),
]);

export type CaseFile = {
  citizen: { cpr: string; birth_date: string; initials: string | null };
  /** Newest first. */
  registrations: CaseLine[];
  /** Registrations of units the person does not see. */
  elsewhere: number;
  /** Oldest first. */
  timeline: TimelineEntry[];
};

export type TimelineEntry = {
  at: string;
  kind:
    'registered' | 'confirmed' | 'rejected' | 'renewed' | 'ended' | 'expired' | 'delivered' | 'not_delivered';
  /** Quotable number of the registration; null for a delivery, which is about all of them. */
  reference: string | null;
  by: string | null;
  note: string | null;
  /** A renewal's new end, a registration's end. */
  ends_at: string | null;
  cvr: string | null;
};

export const caseDecisions = ['confirm', 'reject', 'renew', 'end'] as const;
export type CaseDecision = (typeof caseDecisions)[number];

/**
 * `POST /page/cases/decide` — 200 `DecisionResults`, one result for each item, whatever becomes of the others. Header `Idempotency-Key`:
 * the same key and item are decided once, however often it is sent. `note` is required for all but `confirm`; `days` (renew) counts from today.
 */
export const DecideRequest = z.strictObject({
  decision: z.enum(caseDecisions),
  items: z
    .array(z.strictObject({ id, revision: z.int().min(0) }))
    .min(1)
    .max(100)
    .refine((items) => new Set(items.map((one) => one.id)).size === items.length, 'twice'),
  note: z
    .string()
    .max(reasonTextLimit * 4)
    .optional(),
  days: z.int().min(1).max(registerLimitDays).optional(),
});
export type DecideRequest = z.infer<typeof DecideRequest>;

export type DecisionResult = {
  id: string;
  /** `changed`: it is no longer what the person saw; `case` is what it is now. */
  outcome: 'done' | 'changed' | 'refused';
  /** Why not. */
  code: string | null;
  case: CaseLine | null;
};
export type DecisionResults = { results: DecisionResult[] };

/** `POST /page/cases/seen` — 200: management has taken note that these expired; they leave the list. */
export const SeenRequest = z.strictObject({ ids: z.array(id).min(1).max(100) });
export type Seen = { seen: number };

/** `GET /page/views` — 200 `SavedViews`; `POST /page/views` — 201; `POST /page/views/remove` — 204. At most 20 a person. No CPR number is kept. */
export const SaveViewRequest = z.strictObject({
  name: z.string().trim().min(1).max(60),
  filter: CaseFilter.omit({ cpr: true }),
  sort: z.enum(caseSorts),
  columns: z.array(z.string().min(1).max(20)).max(20),
});
export type SavedViews = { views: (z.infer<typeof SaveViewRequest> & { id: string })[] };
export const RemoveViewRequest = z.strictObject({ id: z.string().min(1).max(64) });

/**
 * `POST /page/extracts` — 200, the file as a stream; `X-Total-Rows` says how many registrations it should have. The last piece says that it
 * is whole: CSV a closing line, JSON Lines `{"type":"end","rows":n}`, XLSX its directory. Who took what, and why, is audited before anything is
 * sent. `with_cpr` needs a fresh login (403 `fresh_login_required`).
 */
export const ExtractRequest = z.strictObject({
  format: z.enum(extractFormats),
  filter: CaseFilter,
  with_cpr: z.boolean(),
  purpose: z.enum(extractPurposes),
  locale: z.enum(['da', 'en']),
});
export type ExtractRequest = z.infer<typeof ExtractRequest>;

/** `POST /page/access-requests` — 200 `AccessReport`: everything about one citizen. `without_staff` leaves employees out. Audited. */
export const AccessRequest = z.strictObject({
  cpr: z.string().min(1).max(20),
  version: z.enum(['complete', 'without_staff']),
});

export type AccessReport = {
  municipality: string;
  made_at: string;
  version: 'complete' | 'without_staff';
  citizen: { cpr: string; birth_date: string; initials: string | null };
  registrations: {
    reference: string;
    registered_at: string;
    registered_by: string | null;
    unit: string | null;
    reason: { category: string; label: Bilingual };
    text: string | null;
    cvrs: string[];
    ends_at: string;
    in_force_since: string | null;
    decision: string;
    decided_at: string | null;
    decided_by: string | null;
    ended: { at: string; cause: string } | null;
  }[];
  /** Oldest first. */
  timeline: TimelineEntry[];
  /** Every time the citizen's data here was looked at or changed, as the audit log has it. */
  log: { at: string; action: string; by: string | null }[];
};
