import type { Permissions } from '../../shared/api.ts';
import type { PagePermissions } from '../../shared/page-api.ts';

/**
 * Roles a session can carry; the last segment of the role address (`anmoder`, `godkender`, `administrator`, `revisor`; the national
 * body's `forvalter`).
 */
export const roles = ['employee', 'manager', 'admin', 'auditor', 'operator'] as const;
export type Role = (typeof roles)[number];

/** What each role may do with the citizen of its session. This table is both the document and the code. */
const withCitizen: Record<keyof Permissions, readonly Role[]> = {
  register: ['employee', 'manager', 'admin'],
  renew: ['manager', 'admin'],
  end: ['manager', 'admin'],
  readReasons: ['manager', 'admin', 'auditor'],
};

/** What each role may do on the hosted page. The national operator sees no citizen: no CPR number, name or reason. */
const onPage: Record<keyof PagePermissions, readonly Role[]> = {
  register: ['employee', 'manager', 'admin'],
  readOwn: ['employee', 'manager', 'admin'],
  configure: ['admin'],
  onboard: ['operator'],
  endSessions: ['admin'],
  notices: ['manager', 'admin'],
};

/** A role held by a login; `units` limits it to organisation units, null for the whole municipality. */
export type HeldRole = { role: Role; units: readonly string[] | null };

const union = <Action extends string>(
  table: Record<Action, readonly Role[]>,
  held: readonly Role[],
): Record<Action, boolean> =>
  Object.fromEntries(
    (Object.entries(table) as [Action, readonly Role[]][]).map(([action, may]) => [
      action,
      held.some((role) => may.includes(role)),
    ]),
  ) as Record<Action, boolean>;

/** The union of what the roles may do. No role, no permission. */
export const permissionsOf = (held: readonly Role[]): Permissions => union(withCitizen, held);
export const pagePermissionsOf = (held: readonly Role[]): PagePermissions => union(onPage, held);

/**
 * A manager limited to organisation units decides only there. Registrations carry no unit yet, so such a login gives an employee's rights
 * and no more; any other limited role gives none. What cannot be checked is not allowed.
 */
export const effectiveRoles = (held: readonly HeldRole[]): Role[] => {
  const counting = held.flatMap(({ role, units }): Role[] => {
    if (units === null) return [role];
    return role === 'manager' || role === 'employee' ? ['employee'] : [];
  });
  return roles.filter((role) => counting.includes(role));
};

/** The national body's role counts at the national body only, and a municipality's roles only at municipalities. */
export const mayHold = (role: Role, kind: 'municipality' | 'national'): boolean =>
  (role === 'operator') === (kind === 'national');
