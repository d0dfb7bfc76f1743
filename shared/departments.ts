/** Words, limits and answers of department blurrings and of the list of units; requests stand in `shared/departments-api.ts`. */

/** Most characters of the documentation. */
export const documentationLimit = 4_000;
/** Most characters of a note on a rejection or removal. */
export const noteLimit = 1_000;

export type Classification = 'SOR' | 'SHAK';

/**
 * What is so, honestly: "in force" only when the register has answered OK, "ended" only when it has taken the removal.
 */
export const orgStatuses = [
  'proposed',
  'rejected',
  'withdrawn',
  'registered',
  'on_its_way',
  'delayed',
  'needs_attention',
  'in_force',
  'removing',
  'removal_delayed',
  'removal_needs_attention',
  'ended',
] as const;
export type OrgStatus = (typeof orgStatuses)[number];

/** `soon`: within thirty days. A review that is due reminds; it ends nothing. */
export type Review = 'none' | 'later' | 'soon' | 'due';

/** One line of `GET /page/departments`. */
export type DepartmentLine = {
  id: string;
  /** Changes with every change; a decision names it. */
  revision: number;
  cvr: string;
  classification: Classification;
  code: string;
  name: string;
  status: OrgStatus;
  /** Since when the status is so, where that is known: proposed, in force or ended since, waiting since. */
  since: string | null;
  proposed_at: string;
  proposed_by: string;
  /** Whether the person looking proposed it: they cannot approve it. */
  own: boolean;
  review: Review;
  review_on: string | null;
};

/** What the last comparison with the register found, for one CVR number. */
export type Comparison = {
  cvr: string;
  at: string;
  /** `ok`, or why the register could not be asked. */
  code: string;
  differences: {
    kind: 'missing' | 'foreign';
    classification: Classification;
    code: string;
    name: string | null;
  }[];
};

/** `GET /page/departments` — 200; open ones first, then ended ones, newest first; at most 1,000. `comparisons` is empty where the register gives no list. */
export type DepartmentList = {
  departments: DepartmentLine[];
  comparisons: Comparison[];
  /** CVR numbers to choose from in a proposal, the main one first. */
  cvrs: { cvr: string; name: string }[];
  /** Months until review that the municipality's policy proposes. */
  review_months: number;
};

/** `GET /page/departments/{id}` — 200; and the answer of every change. */
export type DepartmentView = DepartmentLine & {
  documentation: string | null;
  /** Why it was rejected or removed. */
  note: string | null;
  decided_at: string | null;
  decided_by: string | null;
  removed_at: string | null;
  removed_by: string | null;
  /** The register's last refusal or failure, while something waits. */
  delivery_code: string | null;
  /** The next review the municipality's policy would set today. */
  review_proposal: string;
  history: { at: string; action: string; by: string | null; outcome: 'success' | 'refused' }[];
};

/** `GET /page/units?q=…` — 200; at most 20, by name. Three letters at least in one word, each word from its beginning; or a whole code. */
export type UnitLine = {
  classification: Classification;
  code: string;
  name: string;
  /** The unit it belongs under. */
  parent: string | null;
  /** Whose it is, as the register says. */
  owner: string | null;
};
export type UnitList = { units: UnitLine[]; more: boolean };

/** `GET /page/units/status` — 200. */
export type UnitStatus = { open: number; closed: number; last_import: string | null };

/** Largest extract, bytes. */
export const extractLimit = 20 * 1024 * 1024;
/** Most bad rows that are named; all are counted. */
export const namedFaults = 200;

export const rowFaults = [
  'columns',
  'quote',
  'classification',
  'code',
  'check_digit',
  'name',
  'too_long',
  'date',
  'period',
  'duplicate',
] as const;
export type RowFault = (typeof rowFaults)[number];

/**
 * `POST /page/units/import?full=1` — the file itself as `text/csv`, at most 20 MB. 200: good rows are taken, bad ones are named by their line in the
 * file. With `full`, open units the file does not name are closed, never deleted; `too_many_to_close` says how many would have been when
 * that is more than a tenth of them (a file that was cut off), and then none is. 422 `extract_unusable` with nothing taken.
 */
export type ImportResult = {
  rows: number;
  taken: number;
  changed: number;
  closed: number;
  too_many_to_close: number;
  bad: number;
  faults: { line: number; fault: RowFault }[];
};
