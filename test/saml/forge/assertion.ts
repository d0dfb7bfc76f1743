import { grant, privilegeList } from './privileges.ts';
import * as world from './world.ts';

const { minute, now } = world;

/** Names of the OIOSAML 3 attributes. */
export const names = {
  spec: 'https://data.gov.dk/model/core/specVersion',
  kombit: 'dk:gov:saml:attribute:KombitSpecVer',
  level: 'https://data.gov.dk/concept/core/nsis/loa',
  nist: 'dk:gov:saml:attribute:AssuranceLevel',
  cvr: 'https://data.gov.dk/model/core/eid/professional/cvr',
  organisation: 'https://data.gov.dk/model/core/eid/professional/orgName',
  privileges: 'https://data.gov.dk/model/core/eid/privilegesIntermediate',
} as const;

/** The same things in OIOSAML 2. */
export const olderNames = {
  spec: 'dk:gov:saml:attribute:SpecVer',
  cvr: 'dk:gov:saml:attribute:CvrNumberIdentifier',
  privileges: 'dk:gov:saml:attribute:Privileges_intermediate',
} as const;

/** One Attribute element; `values` are XML text as it stands. */
export const attribute = (name: string, ...values: readonly string[]): string =>
  `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">` +
  `${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

const standard: Readonly<Record<string, string>> = {
  [names.spec]: 'OIO-SAML-3.0',
  [names.kombit]: '2.0',
  [names.level]: 'Substantial',
  [names.cvr]: world.genuine.cvr,
  [names.organisation]: world.genuine.organisation,
  [names.privileges]: privilegeList(grant('anmoder')),
};

/** Attribute elements: the standard ones with changes by name; null leaves one out. */
export const attributes = (changes: Readonly<Record<string, string | null>> = {}): string =>
  Object.entries({ ...standard, ...changes })
    .map(([name, value]) => (value === null ? '' : attribute(name, value)))
    .join('');

const standardParts = {
  id: world.assertionId,
  version: '2.0',
  issuer: world.issuer,
  format: world.x509Format as string | null,
  nameId: world.nameIdOf(world.genuine),
  method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  recipient: world.acs as string | null,
  inResponseTo: world.requestId as string | null,
  confirmedFrom: null as string | null,
  confirmedUntil: world.iso(now + 5 * minute) as string | null,
  /** The whole SubjectConfirmation; undefined builds it from the fields above. */
  confirmation: undefined as string | undefined,
  from: world.iso(now - 10_000) as string | null,
  until: world.iso(now + 5 * minute) as string | null,
  audience: `<saml:Audience>${world.entityId}</saml:Audience>`,
  /** What Conditions holds, and the whole of it; undefined builds it from the fields above. */
  restrictions: undefined as string | undefined,
  conditions: undefined as string | undefined,
  authnInstant: world.iso(now - 20_000) as string | null,
  sessionIndex: world.sessionIndex as string | null,
  sessionUntil: null as string | null,
  classRef: 'https://data.gov.dk/concept/core/nsis/loa/Substantial',
  authority: '<saml:AuthenticatingAuthority>https://idp.eksempelby.example/</saml:AuthenticatingAuthority>',
  statement: undefined as string | undefined,
  attributes: attributes(),
  attributeStatement: undefined as string | undefined,
  /** Stands at the end, inside the assertion. */
  more: '',
};
export type AssertionParts = typeof standardParts;

const optional = (name: string, value: string | null): string =>
  value === null ? '' : ` ${name}="${value}"`;

/** An unsigned assertion, as the contract's 3.5 has it, with changes. Texts are XML as they stand. */
export const assertion = (changes: Partial<AssertionParts> = {}): string => {
  const it = { ...standardParts, ...changes };
  const data =
    optional('InResponseTo', it.inResponseTo) +
    optional('NotBefore', it.confirmedFrom) +
    optional('NotOnOrAfter', it.confirmedUntil) +
    optional('Recipient', it.recipient);
  const confirmation = `<saml:SubjectConfirmation Method="${it.method}"><saml:SubjectConfirmationData${data}/></saml:SubjectConfirmation>`;
  const restrictions = `<saml:AudienceRestriction>${it.audience}</saml:AudienceRestriction>`;
  const conditions =
    `<saml:Conditions${optional('NotBefore', it.from)}${optional('NotOnOrAfter', it.until)}>` +
    `${it.restrictions ?? restrictions}</saml:Conditions>`;
  const session =
    optional('SessionIndex', it.sessionIndex) + optional('SessionNotOnOrAfter', it.sessionUntil);
  const statement =
    `<saml:AuthnStatement${optional('AuthnInstant', it.authnInstant)}${session}><saml:AuthnContext>` +
    `<saml:AuthnContextClassRef>${it.classRef}</saml:AuthnContextClassRef>${it.authority}</saml:AuthnContext></saml:AuthnStatement>`;
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${it.id}" Version="${it.version}" IssueInstant="${world.iso(now)}">` +
    `<saml:Issuer>${it.issuer}</saml:Issuer>` +
    `<saml:Subject><saml:NameID${optional('Format', it.format)}>${it.nameId}</saml:NameID>${it.confirmation ?? confirmation}</saml:Subject>` +
    (it.conditions ?? conditions) +
    (it.statement ?? statement) +
    (it.attributeStatement ?? `<saml:AttributeStatement>${it.attributes}</saml:AttributeStatement>`) +
    `${it.more}</saml:Assertion>`
  );
};

/** An unsigned assertion that says what the attacker wants: another person, and every right. */
export const forgedAssertion = (id = '_f0f0f0f0f0f0f0f0f0f0'): string =>
  assertion({
    id,
    nameId: world.nameIdOf(world.forged),
    attributes: attributes({
      [names.cvr]: world.forged.cvr,
      [names.organisation]: world.forged.organisation,
      [names.privileges]: privilegeList(grant('godkender', '', world.forged.cvr)),
    }),
  });
