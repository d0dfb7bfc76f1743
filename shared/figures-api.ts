/** The wire contract of the figures: counts only, no citizen, no employee, no reason. */

/** Municipalities in Denmark. */
export const municipalitiesInDenmark = 98;

/** A count; null is one to four, shown outside the national body's view as "under 5". */
export type Count = number | null;

export type FigureMonth = {
  /** `YYYY-MM`. */
  month: string;
  registered: Count;
  confirmed: Count;
  rejected: Count;
  renewed: Count;
  ended: Count;
  /** In force at the month's end; to the nearest five outside the national body's view. */
  in_force: Count;
  /** Department blurrings in force at the month's end. */
  departments: Count;
};

export type FigureTotals = Omit<FigureMonth, 'month'> & {
  /** Hours from registration to decision, and seconds to national effect; null of none, or of fewer than five outside the national body's view. */
  median_decision_hours: number | null;
  median_effect_seconds: number | null;
};

/**
 * `GET /page/figures?from=YYYY-MM&to=YYYY-MM` — 200; at most 120 months; both left out: the last twelve. The national body sees all
 * municipalities, everybody else their own. 422 `filter_contradictory`. `GET /page/figures/file?…` — the same as CSV, with semicolons and a byte order mark.
 */
export type Figures = {
  from: string;
  to: string;
  scope: 'own' | 'all';
  months: FigureMonth[];
  totals: FigureTotals;
  /** For the national body only. */
  adoption: { started: number; set_up: number; of: number } | null;
  municipalities: ({ id: string; name: string; started: string | null } & Omit<FigureMonth, 'month'>)[];
};
