import {
  municipalitiesInDenmark,
  type Count,
  type Figures,
  type FigureMonth,
} from '../../shared/figures-api.ts';
import {
  estimated,
  fewest,
  medianOf,
  monthsBetween,
  protectedCount,
  roughly,
  type Measure,
} from '../domain/figures.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';

type Sums = Partial<Record<Measure, number>>;
type Shown = Omit<FigureMonth, 'month'>;

const sumsOf = (rows: readonly { measure: Measure; count: number }[]): Sums =>
  Object.fromEntries(rows.map(({ measure, count }) => [measure, count]));

const inForce = (s: Sums): number =>
  (s.registered ?? 0) - (s.ended ?? 0) - (s.expired ?? 0) - (s.rejected ?? 0);
const departments = (s: Sums): number => (s.departments_begun ?? 0) - (s.departments_removed ?? 0);
const plus = (a: Sums, b: Sums): Sums => {
  const all = { ...a };
  for (const [measure, count] of Object.entries(b) as [Measure, number][])
    all[measure] = (all[measure] ?? 0) + count;
  return all;
};

/** `within`: what happened in the time; `until`: everything up to its end. */
const shown = (within: Sums, until: Sums, open: boolean): Shown => {
  const happened = (count = 0): Count => (open ? count : protectedCount(count));
  const standing = (count: number): Count => (open ? count : roughly(count));
  return {
    registered: happened(within.registered),
    confirmed: happened(within.confirmed),
    rejected: happened(within.rejected),
    renewed: happened(within.renewed),
    ended: happened((within.ended ?? 0) + (within.expired ?? 0)),
    in_force: standing(inForce(until)),
    departments: standing(departments(until)),
  };
};

const happenedIn = (months: readonly FigureMonth[]) => {
  const of = (name: keyof Shown): Count => estimated(months.map((one) => one[name]));
  return {
    ...{ registered: of('registered'), confirmed: of('confirmed'), rejected: of('rejected') },
    ...{ renewed: of('renewed'), ended: of('ended') },
  };
};

/**
 * The figures of a time, from what has been rolled up. `tenant` null is the national body's view over all municipalities, with small numbers;
 * anybody else sees their own, without.
 */
export const readFigures = async (
  store: Pick<Store, 'figures' | 'registry'>,
  tenant: TenantId | null,
  from: string,
  to: string,
): Promise<Figures> => {
  const { figures } = store;
  const own = tenant === null ? null : [tenant];
  const open = tenant === null;
  const [months, before, steps] = await Promise.all([
    figures.byMonth(own, from, to),
    figures.before(own, from),
    figures.steps(own, from, to),
  ]);
  const ofMonth = Map.groupBy(months, ({ month }) => month);
  const earlier = sumsOf(before);
  let until = earlier;
  const lines = monthsBetween(from, to).map((month): FigureMonth => {
    const within = sumsOf(ofMonth.get(month) ?? []);
    until = plus(until, within);
    return { month, ...shown(within, until, open) };
  });
  const within = [...ofMonth.values()].reduce<Sums>((sums, rows) => plus(sums, sumsOf(rows)), {});
  const median = (span: 'time_to_decision' | 'time_to_effect'): number | null => {
    const all = steps.filter((one) => one.span === span);
    const counted = all.reduce((sum, { count }) => sum + count, 0);
    return counted < (open ? 1 : fewest) ? null : medianOf(all);
  };
  const decision = median('time_to_decision');
  return {
    ...{ from, to, scope: open ? 'all' : 'own', months: lines },
    totals: {
      ...shown(within, until, open),
      ...(open ? {} : happenedIn(lines)),
      median_decision_hours: decision === null ? null : decision / 3600,
      median_effect_seconds: median('time_to_effect'),
    },
    ...(open ? await nationwide(store, from, to) : { adoption: null, municipalities: [] }),
  };
};

const nationwide = async (
  { figures, registry }: Pick<Store, 'figures' | 'registry'>,
  from: string,
  to: string,
): Promise<Pick<Figures, 'adoption' | 'municipalities'>> => {
  const [tenants, within, until, first] = await Promise.all([
    registry.listTenants(),
    figures.byTenant(from, to),
    figures.byTenant('0000-00', to),
    figures.firstMonths(),
  ]);
  const started = new Map(first.map(({ tenant, month }) => [tenant, month]));
  const of = (rows: typeof within) => Map.groupBy(rows, ({ tenant }) => tenant);
  const [now, ever] = [of(within), of(until)];
  return {
    adoption: { started: started.size, set_up: tenants.length, of: municipalitiesInDenmark },
    municipalities: tenants.map(({ id, name }) => ({
      ...{ id, name, started: started.get(id) ?? null },
      ...shown(sumsOf(now.get(id) ?? []), sumsOf(ever.get(id) ?? []), true),
    })),
  };
};
