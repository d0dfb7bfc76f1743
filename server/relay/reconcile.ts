import type { Comparison } from '../../shared/departments.ts';
import { instant, type Cvr, type Instant, type TenantId } from '../domain/ids.ts';
import { danishDate } from '../domain/period.ts';
import type { Department, IdsasClient } from '../idsas/port.ts';
import type { Log } from '../log.ts';
import type { DepartmentStore, Store } from '../store/store.ts';

export type ReconcileDeps = {
  store: Pick<Store, 'forTenant' | 'registry'>;
  idsas: Pick<IdsasClient, 'listOrgBlurrings'>;
  now: () => Instant;
  newId: () => string;
  log: Log;
};

type Expected = Awaited<ReturnType<DepartmentStore['expected']>>;

/**
 * Pure: what the register holds against what was delivered. `missing`: the names are shown although we say "in force"; `foreign`: names are hidden
 * without anybody here having approved it. What is on its way is no difference.
 */
export const differencesOf = (
  expected: Expected,
  listed: readonly Department[],
): Comparison['differences'] => {
  const isListed = (one: { classification: string; code: string }) =>
    listed.some(({ id, classification }) => id === one.code && classification === one.classification);
  const missing = expected
    .filter((one) => one.wanted && one.settled && !isListed(one))
    .map(({ classification, code, name }) => ({ kind: 'missing' as const, classification, code, name }));
  const foreign = listed
    .map(({ id: code, classification }) => ({ kind: 'foreign' as const, classification, code, name: null }))
    .filter(({ classification, code }) => {
      const ours = expected.find((one) => one.classification === classification && one.code === code);
      return ours === undefined || (ours.settled && !ours.wanted);
    });
  return [...missing, ...foreign];
};

const compare = async (deps: ReconcileDeps, tenant: TenantId, cvr: Cvr): Promise<boolean> => {
  const { store, idsas, now, newId, log } = deps;
  const { departments } = store.forTenant(tenant);
  // Before and after the call: what moved meanwhile is not judged by half of it.
  const before = await departments.expected(cvr);
  const answer = await idsas.listOrgBlurrings({ cvr, messageId: newId(), flowId: newId() });
  if (answer.kind === 'not_configured') return false;
  if (answer.kind !== 'listed') {
    // An organisation that blurs no unit, and perhaps has no certificate yet, is nobody's alarm.
    if (before.length > 0) log('department_list_failed', { tenant, cvr, code: answer.code });
    await departments.recordComparison(cvr, { code: answer.code, differences: [] }, now());
    return true;
  }
  const after = await departments.expected(cvr);
  const steady = after.map((one) => {
    const was = before.find(
      ({ classification, code }) => classification === one.classification && code === one.code,
    );
    return { ...one, settled: one.settled && was?.settled === true && was.wanted === one.wanted };
  });
  const differences = differencesOf(steady, answer.departments);
  await departments.recordComparison(cvr, { code: 'ok', differences }, now());
  if (differences.length > 0) {
    const count = (kind: 'missing' | 'foreign') => differences.filter((one) => one.kind === kind).length;
    log('department_difference', { tenant, cvr, missing: count('missing'), foreign: count('foreign') });
  }
  return true;
};

/** Two in the morning, as a date changes at midnight. */
const nightOf = (at: Instant): string => danishDate(instant(at - 2 * 3_600_000));

/**
 * Once a night, after two, compares every CVR number's units with the register, where it gives a list. A difference is an alarm and stands on the page;
 * nothing is ever corrected by itself, because neither side is known to be the right one.
 */
export const reconcileDepartments = async (deps: ReconcileDeps): Promise<void> => {
  for (const { id } of await deps.store.registry.listTenants()) {
    const tenant = deps.store.forTenant(id);
    const settings = await tenant.loadSettings();
    const done = await tenant.departments.comparisons();
    for (const { cvr } of settings?.cvrs ?? []) {
      const last = done.find((one) => one.cvr === cvr);
      if (last && nightOf(last.at) === nightOf(deps.now())) continue;
      if (!(await compare(deps, id, cvr))) return;
    }
  }
};
