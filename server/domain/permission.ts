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
  readCases: ['manager', 'admin', 'auditor'],
  decide: ['manager', 'admin'],
  extract: ['admin', 'auditor'],
  answerAccess: ['admin', 'auditor'],
  readAudit: ['admin', 'auditor'],
  retain: ['admin'],
  readFigures: ['manager', 'admin', 'auditor', 'operator'],
  readDepartments: ['admin', 'auditor'],
  proposeDepartments: ['admin'],
  importUnits: ['operator'],
  notices: ['manager', 'admin'],
};

/** What a manager limited to organisation units may do, within them. */
const withinUnits: readonly (keyof PagePermissions)[] = ['readCases', 'decide'];

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

/** What a login may do on the page, and the organisation units it is limited to where it is: null for the whole municipality. */
export type PageStanding = {
  roles: Role[];
  permissions: PagePermissions;
  reads: readonly string[] | null;
  decides: readonly string[] | null;
};

/** Limits fail closed: where a person holds nothing without a limit, the limit holds; where they do, it adds nothing. */
export const pageStandingOf = (held: readonly HeldRole[]): PageStanding => {
  const counting = effectiveRoles(held);
  const permissions = union(onPage, counting);
  const limited = held.flatMap(({ role, units }) => (role === 'manager' && units !== null ? units : []));
  const scope = (action: keyof PagePermissions) => (permissions[action] ? null : limited);
  const reads = scope('readCases');
  const decides = scope('decide');
  if (limited.length > 0) for (const action of withinUnits) permissions[action] = true;
  return { roles: counting, permissions, reads, decides };
};

/**
 * Roles that count for the whole municipality. A manager limited to organisation units has an employee's here, and what `withinUnits` says
 * there; any other limited role gives none. What cannot be checked is not allowed.
 */
export const effectiveRoles = (held: readonly HeldRole[]): Role[] => {
  const counting = held.flatMap(({ role, units }): Role[] => {
    if (units === null) return [role];
    return role === 'manager' || role === 'employee' ? ['employee'] : [];
  });
  return roles.filter((role) => counting.includes(role));
};

/** The unit a person registers for: the one their login is limited to, where it is one. */
export const unitOf = (held: readonly HeldRole[]): string | null => {
  const units = new Set(held.flatMap((one) => one.units ?? []));
  return units.size === 1 ? ([...units][0] ?? null) : null;
};

/** The national body's role counts at the national body only, and a municipality's roles only at municipalities. */
export const mayHold = (role: Role, kind: 'municipality' | 'national'): boolean =>
  (role === 'operator') === (kind === 'national');
