import { z } from 'zod';
import { isCvr } from './cvr.ts';
import { documentationLimit, noteLimit } from './departments.ts';
import { isShak, isSor } from './org-id.ts';

/**
 * The wire contract of department blurrings, below `/page/departments` and `/page/units`; general rules in `shared/page-api.ts`. A department
 * blurring covers all citizens for the staff of one unit, without end date. Decisions name the revision the person saw; another one now is
 * 409 `conflict`, and that answer carries `department`, the state as it is.
 */

const text = (limit: number) => z.string().trim().min(1).max(limit);
const revision = z.int().min(1);
const unitCode = z.discriminatedUnion('classification', [
  z.strictObject({ classification: z.literal('SOR'), code: z.string().refine(isSor, 'sor') }),
  z.strictObject({ classification: z.literal('SHAK'), code: z.string().refine(isShak, 'shak') }),
]);

/** `POST /page/departments` — 201 `DepartmentView`. 422 `unit_unknown`, `cvr_not_allowed`; 409 `unit_blurred`. Nothing is sent before somebody else approves. */
export const ProposeRequest = z.strictObject({
  cvr: z.string().refine(isCvr, 'cvr'),
  unit: unitCode,
  documentation: text(documentationLimit),
});
/** `POST /page/departments/{id}/approve` — fresh login. 403 `own_proposal`. `/withdraw` (the proposer), `/retry` take the same body. */
export const DecisionRequest = z.strictObject({ revision });
/** `POST /page/departments/{id}/reject` and `/remove` (fresh login) — with a reason for whoever reads it later. */
export const NotedRequest = z.strictObject({ revision, note: text(noteLimit) });
/** `POST /page/departments/{id}/review` — the next review: a day (`YYYY-MM-DD`, Danish time) after today, at most 36 months ahead. */
export const ReviewRequest = z.strictObject({ revision, review_on: z.iso.date() });
