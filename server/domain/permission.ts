import type { Permissions } from '../../shared/api.ts';

/** Roles a session can carry; the last segment of the role URI (`anmoder`, `godkender`, `administrator`, `revisor`). */
export type Role = 'employee' | 'manager' | 'admin' | 'auditor';

/** What each role may do with the citizen of its session. This table is both the document and the code. */
const table: Record<keyof Permissions, readonly Role[]> = {
  register: ['employee', 'manager', 'admin'],
  renew: ['manager', 'admin'],
  end: ['manager', 'admin'],
  readReasons: ['manager', 'admin', 'auditor'],
};

/** The union of what the roles may do. No role, no permission. */
export const permissionsOf = (roles: readonly Role[]): Permissions => ({
  register: roles.some((role) => table.register.includes(role)),
  renew: roles.some((role) => table.renew.includes(role)),
  end: roles.some((role) => table.end.includes(role)),
  readReasons: roles.some((role) => table.readReasons.includes(role)),
});
