import type { DepartmentLine, DepartmentList, DepartmentView } from '../../../shared/departments.ts';
import type { Instant } from '../../domain/ids.ts';
import { isSame, monthsAfter, type Person } from '../../domain/org-blurring.ts';
import { orgStatusOf, reviewOf } from '../../domain/org-status.ts';
import { danishDate } from '../../domain/period.ts';
import { reviewMonths } from '../../domain/policy.ts';
import type { DepartmentHistory, StoredDepartment, TenantSettings, TenantStore } from '../../store/store.ts';

const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | undefined | null): string | null => (at ? iso(at) : null);

const lineOf = (
  { department, delivery, names }: StoredDepartment,
  viewer: Person,
  now: Instant,
): DepartmentLine => {
  const { id, revision, cvr, classification, code, name, proposed, reviewAt } = department;
  const { status, since } = orgStatusOf(department, delivery, now);
  return {
    ...{ id, revision, cvr, classification, code, name, status },
    since: isoOrNull(since),
    proposed_at: iso(proposed.at),
    proposed_by: names.proposed,
    own: isSame(proposed.by, viewer),
    review: reviewOf(department, now),
    review_on: reviewAt === null ? null : danishDate(reviewAt),
  };
};

/** One department blurring with its documentation and history, for who may read them. */
export const departmentView = (
  stored: StoredDepartment & { documentation: string | null; note: string | null },
  history: DepartmentHistory,
  viewer: Person,
  now: Instant,
  months: number,
): DepartmentView => ({
  ...lineOf(stored, viewer, now),
  documentation: stored.documentation,
  note: stored.note,
  decided_at: isoOrNull(stored.department.decided?.at),
  decided_by: stored.names.decided,
  removed_at: isoOrNull(stored.department.removed?.at),
  removed_by: stored.names.removed,
  delivery_code: stored.delivery?.code ?? null,
  review_proposal: danishDate(monthsAfter(now, months)),
  history: history.map(({ at, action, by, outcome }) => ({ at: iso(at), action, by, outcome })),
});

const mostShown = 1_000;

export const departmentList = async (
  store: TenantStore,
  settings: TenantSettings,
  viewer: Person,
  now: Instant,
): Promise<DepartmentList> => ({
  departments: (await store.departments.list(mostShown)).map((one) => lineOf(one, viewer, now)),
  comparisons: (await store.departments.comparisons()).map(({ at, ...rest }) => ({ ...rest, at: iso(at) })),
  cvrs: settings.cvrs
    .toSorted((a, b) => Number(b.main) - Number(a.main))
    .map(({ cvr, name }) => ({ cvr, name })),
  review_months: reviewMonths(settings.policies, now),
});
