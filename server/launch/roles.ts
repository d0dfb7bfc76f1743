import type { Role } from '../domain/permission.ts';

/** Role URIs end in the Danish role name, as KOMBIT user system roles do; the namespace before it is the municipality's. */
const uri = /^urn:(?:[A-Za-z0-9.-]+:)*sloering:(anmoder|godkender|laeser|revisor|administrator)$/;

const table: Readonly<Record<string, Role>> = {
  anmoder: 'employee',
  godkender: 'manager',
  laeser: 'auditor',
  revisor: 'auditor',
  administrator: 'admin',
};

/** The roles a token asks for that its issuer may assert. Unknown roles give nothing. */
export const grantedRoles = (claimed: readonly string[], assertable: readonly Role[]): Role[] => {
  const asked = new Set(claimed.map((one) => table[uri.exec(one)?.[1] ?? '']));
  return assertable.filter((role) => asked.has(role));
};
