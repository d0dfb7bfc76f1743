const digst = 'http://digst.dk/oiosaml/basic_privilege_profile';

export const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

export const role = (name: string): string => `http://sloering.example/roles/usersystemrole/${name}/1`;
export const privilege = (address: string): string => `<Privilege>${address}</Privilege>`;
export const constraint = (name: string, value: string): string =>
  `<Constraint Name="${name}">${value}</Constraint>`;

/** One PrivilegeGroup; `scope` is a CVR number or a whole scope. */
export const group = (inner: string, scope = '29189366'): string => {
  const whole = /^\d{8}$/.test(scope) ? `urn:dk:gov:saml:cvrNumberIdentifier:${scope}` : scope;
  return `<PrivilegeGroup Scope="${whole}">${inner}</PrivilegeGroup>`;
};

/** A group with one of our roles by its last name (`anmoder`, `godkender` …). */
export const grant = (name: string, constraints = '', scope = '29189366'): string =>
  group(privilege(role(name)) + constraints, scope);

/** The whole attribute value: base64 of a PrivilegeList. `prologue` stands before the root. */
export const privilegeList = (groups: string, { namespace = digst, prologue = '' } = {}): string =>
  base64(`${prologue}<bpp:PrivilegeList xmlns:bpp="${namespace}">${groups}</bpp:PrivilegeList>`);
