import { z } from 'zod';

/** The wire contract of retention on the hosted page (product rule 13). */

const months = z.int().max(120);

/** `PUT /page/retention/policy` — 200 `RetentionView`. Months things are kept; texts at least 1, the others at least 12. Fresh login. */
export const RetentionPolicyRequest = z.strictObject({
  revision: z.int().min(1),
  text_months: months.min(1),
  registration_months: months.min(12),
  audit_months: months.min(12),
});

export type RetentionCounts = { texts: number; registrations: number; citizens: number; audit: number };

/** What a run did; `finished_at` null: it is under way, or broke off and goes on with the next one. */
export type RetentionReceipt = {
  id: string;
  started_at: string;
  finished_at: string | null;
  /** Null for the nightly run. */
  by: string | null;
  counts: RetentionCounts;
};

/** `GET /page/retention` — 200. */
export type RetentionView = {
  revision: number;
  policy: { text_months: number; registration_months: number; audit_months: number };
  /** What goes is what ended before these days. */
  cutoffs: { texts: string; registrations: string; audit: string };
  /** What would go now. */
  preview: RetentionCounts & { oldest_end: string | null };
  next_run: string;
  holds: { id: string; since: string; by: string | null; reason: string; birth_date: string }[];
  /** Newest first, at most 20. */
  runs: RetentionReceipt[];
};

/** `POST /page/retention/run` — 200 `RetentionReceipt`; 409 `conflict` while another one is under way. Fresh login. */

/** `POST /page/retention/holds` — 201; a citizen on hold loses nothing. 404 where there is nothing about them; 409 `conflict` where there is a hold. */
export const HoldRequest = z.strictObject({
  cpr: z.string().min(1).max(20),
  reason: z.string().trim().min(1).max(1000),
});

/** `POST /page/retention/holds/lift` — 204. Fresh login. */
export const LiftHoldRequest = z.strictObject({ id: z.string().min(1).max(64) });
