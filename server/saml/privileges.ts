import type { XmlElement } from 'libxml2-wasm';
import type { Role } from '../domain/permission.ts';
import { base64InXml } from './base64.ts';
import { reaches } from './levels.ts';
import type { DroppedGrant, Level, SamlGrant } from './port.ts';
import { must, refuse } from './rules.ts';
import { isJobRole, rolesByAddress } from './roles.ts';
import { attribute, children, plainText, withXml } from './xml.ts';

const namespaces: readonly string[] = [
  'http://digst.dk/oiosaml/basic_privilege_profile',
  'http://itst.dk/oiosaml/basic_privilege_profile',
];
const scopePrefix = /^urn:dk:gov:saml:cvrNumberIdentifier:(\d{8})$/;
const MAX_BYTES = 256 * 1024;
const MAX_GROUPS = 2000;

/** Roles that may be limited to organisation units. Any other limited role gives nothing. */
const limitable: readonly Role[] = ['employee', 'manager'];

export type PrivilegeSettings = {
  roleBase: string;
  unitConstraint: string;
  roleLevels: Readonly<Record<Role, Level>>;
};
export type Privileges = { grants: SamlGrant[]; dropped: DroppedGrant[] };
type Group = { scope: string; roles: string[]; constraints: Map<string, string[]> };

/**
 * The grants in an OIO-BPP list (contract, section 4). What is not understood never widens a grant: an unknown constraint, an empty one or
 * one left for the identity provider to fill in drops it. Constraints of one group are never applied to another.
 * @param value base64 of the list; absent or empty: no grants
 * @throws Refusal when it cannot be read at all
 */
export const readPrivileges = (
  value: string | undefined,
  level: Level,
  settings: PrivilegeSettings,
): Privileges => {
  if (value === undefined || value === '') return { grants: [], dropped: [] };
  const table = rolesByAddress(settings.roleBase);
  const grants = new Map<string, SamlGrant>();
  const dropped = new Map<string, DroppedGrant>();
  for (const group of withXml(base64InXml(value, 'privileges'), readList, MAX_BYTES)) {
    for (const address of group.roles) {
      const outcome = judge(group, address, table, level, settings);
      if ('reason' in outcome) dropped.set(JSON.stringify(outcome), outcome);
      else grants.set(JSON.stringify(outcome), outcome);
    }
  }
  return { grants: [...grants.values()], dropped: [...dropped.values()] };
};

const readList = (root: XmlElement): Group[] => {
  must(root.name === 'PrivilegeList' && namespaces.includes(root.namespaceUri), 'privileges');
  // With a prefix on the root the children are unqualified; some senders use a default namespace.
  const known = (element: XmlElement): boolean =>
    !element.namespaceUri || element.namespaceUri === root.namespaceUri;
  const groups = children(root);
  must(groups.length <= MAX_GROUPS, 'privileges');
  return groups.map((group) => {
    must(known(group) && group.name === 'PrivilegeGroup', 'privileges');
    const found: Group = {
      scope: attribute(group, 'Scope')?.trim() ?? refuse('privileges'),
      roles: [],
      constraints: new Map(),
    };
    for (const child of children(group)) {
      must(known(child), 'privileges');
      const text = plainText(child) ?? refuse('privileges');
      if (child.name === 'Privilege') found.roles.push(text);
      else if (child.name === 'Constraint') addConstraint(found, child, text);
      else refuse('privileges');
    }
    return found;
  });
};

/** Values of one type are alternatives, written as several elements or with commas. */
const addConstraint = ({ constraints }: Group, element: XmlElement, text: string): void => {
  const name = attribute(element, 'Name')?.trim() ?? refuse('privileges');
  const values = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  constraints.set(name, [...(constraints.get(name) ?? []), ...values]);
};

const judge = (
  { scope, constraints }: Group,
  address: string,
  table: ReadonlyMap<string, Role>,
  level: Level,
  { unitConstraint, roleLevels }: PrivilegeSettings,
): SamlGrant | DroppedGrant => {
  // The tenant is where the role holds, not where the person is employed: roles can be delegated.
  const cvr = scopePrefix.exec(scope)?.[1] ?? null;
  if (cvr === null) return { cvr, reason: 'scope_unknown' };
  if (isJobRole(address)) return { cvr, reason: 'job_role' };
  const role = table.get(address);
  if (role === undefined) return { cvr, reason: 'role_unknown' };
  const names = [...constraints.keys()];
  if (names.some((name) => name.endsWith('/parametric'))) return { cvr, reason: 'constraint_parametric' };
  if (names.some((name) => name !== unitConstraint)) return { cvr, reason: 'constraint_unknown' };
  const units = constraints.get(unitConstraint);
  if (units !== undefined && !limitable.includes(role)) return { cvr, reason: 'constraint_unknown' };
  if (units?.length === 0) return { cvr, reason: 'constraint_empty' };
  if (!reaches(level, roleLevels[role])) return { cvr, reason: 'level_too_low' };
  return { cvr, role, units: units === undefined ? null : distinct(units) };
};

/** Units are UUIDs, whose case means nothing. */
const distinct = (units: readonly string[]): string[] =>
  [...new Set(units.map((unit) => unit.toLowerCase()))].sort();
