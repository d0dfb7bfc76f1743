import { roles, type Role } from '../domain/permission.ts';

/** Last part of each role's address, as registered in FK Administration and shown to municipalities. */
export const roleNames: Readonly<Record<Role, string>> = {
  employee: 'anmoder',
  manager: 'godkender',
  admin: 'administrator',
  auditor: 'revisor',
  operator: 'forvalter',
};

/** Address of a role (brugersystemrolle): `<roleBase>/roles/usersystemrole/<name>/1`. */
export const roleAddress = (role: Role, roleBase: string): string =>
  `${roleBase}/roles/usersystemrole/${roleNames[role]}/1`;

/** The one table that rights come from: address → role. Addresses are compared exactly. */
export const rolesByAddress = (roleBase: string): ReadonlyMap<string, Role> =>
  new Map(roles.map((role) => [roleAddress(role, roleBase), role]));

/** A role of the municipality (jobfunktionsrolle). The Context Handler translates them; one that gets here gives nothing. */
export const isJobRole = (address: string): boolean => address.includes('/roles/jobrole/');
