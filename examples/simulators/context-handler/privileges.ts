import { xmlText } from '../national/xml.ts';
import type { Settings } from './settings.ts';
import { constraintsOf } from './users.ts';
import type { Grant } from './users.ts';

/** The list of roles (OIO BPP, intermediate model) as base64: one role a group, children without a namespace, as the real broker writes it. */
export const privilegeList = (
  grants: readonly Grant[],
  roleBase: string,
  settings: Pick<Settings, 'privileges' | 'constraints'>,
): string => {
  const groups = grants.map((grant) => {
    const constraints = constraintsOf(grant).flatMap(([type, values]) =>
      (settings.constraints === 'comma' ? [values.join(',')] : values).map(
        (value) => `<Constraint Name="${type}">${xmlText(value)}</Constraint>`,
      ),
    );
    return (
      `<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:${grant.cvr}">` +
      `<Privilege>${xmlText(roleBase)}/roles/usersystemrole/${grant.role}/1</Privilege>${constraints.join('')}</PrivilegeGroup>`
    );
  });
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
      `<bpp:PrivilegeList xmlns:bpp="http://${settings.privileges}.dk/oiosaml/basic_privilege_profile" ` +
      `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${groups.join('')}</bpp:PrivilegeList>`,
  ).toString('base64');
};
