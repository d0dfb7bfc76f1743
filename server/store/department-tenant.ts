import type { TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { commitDepartment, recordComparison, recordRefused, retryDepartment } from './department-commit.ts';
import { createDepartmentReads } from './departments.ts';
import type { KeyRing } from './keys.ts';
import type { DepartmentStore } from './store.ts';

/** Department blurrings as one municipality sees them. */
export const createTenantDepartments = (database: Database, keys: KeyRing) => {
  const { writer, relayWriter } = database;
  const reads = createDepartmentReads(database, keys);
  const commit = commitDepartment(keys.random);
  return (tenant: TenantId): DepartmentStore => ({
    list: (limit) => reads.list(tenant, limit),
    find: (id) => reads.find(tenant, id),
    commit: async (change) =>
      writer.submit(commit, { tenant, keys: await keys.of(tenant), commit: change }, tenant),
    refused: (id, attempt) => writer.submit(recordRefused, { tenant, id, ...attempt }, tenant),
    history: (id) => reads.history(tenant, id),
    retry: (id, now, by) => writer.submit(retryDepartment, { tenant, id, now, by }, tenant),
    comparisons: () => reads.comparisons(tenant),
    recordComparison: (cvr, found, now) =>
      relayWriter.submit(recordComparison, { tenant, cvr, found, now }, null),
    expected: (cvr) => reads.expected(tenant, cvr),
  });
};
