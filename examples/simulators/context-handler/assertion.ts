import { xmlText } from '../national/xml.ts';
import type { Level } from './login-request.ts';
import { NAME_ID, NS, NSIS } from './names.ts';
import { privilegeList } from './privileges.ts';
import type { Fault, Settings } from './settings.ts';
import type { User } from './users.ts';

export type AssertionFacts = {
  readonly id: string;
  readonly issuer: string;
  readonly audience: string;
  readonly acs: string;
  readonly inResponseTo: string;
  readonly user: User;
  readonly level: Level;
  readonly sessionIndex: string;
  /** Milliseconds since 1970 UTC, as all times here. */
  readonly loggedInAt: number;
  readonly now: number;
  readonly roleBase: string;
};

const LIFETIME_MS = 300_000;
const HOUR_MS = 3_600_000;
export const iso = (at: number): string => new Date(at).toISOString();

/** NameID text and its Format. The name is not escaped for the commas: the municipalities' providers join the parts as they are. */
export const nameIdOf = (
  user: User,
  { nameId, personalData }: Pick<Settings, 'nameId' | 'personalData'>,
): { text: string; format: string } => {
  if (nameId === 'persistent')
    return {
      text: `https://data.gov.dk/model/core/eid/professional/uuid/${user.serial}`,
      format: NAME_ID.persistent,
    };
  const parts = Object.entries({
    C: 'DK',
    O: user.cvr,
    CN: personalData ? user.name : user.serial,
    Serial: user.serial,
  });
  const text = user.spaced
    ? parts.map((part) => part.join(' = ')).join(', ')
    : parts.map((part) => part.join('=')).join(',');
  return { text, format: NAME_ID.x509 };
};

/** The unsigned assertion, as a document of its own. */
export const writeAssertion = (facts: AssertionFacts, settings: Settings): string => {
  const { now, user, level } = facts;
  const { fault } = settings;
  const name = nameIdOf(user, settings);
  const issuer = fault === 'wrong-issuer' ? `${facts.issuer}/anden` : facts.issuer;
  return (
    `<saml:Assertion xmlns:saml="${NS.assertion}" ID="${facts.id}" Version="2.0" IssueInstant="${iso(now)}">` +
    `<saml:Issuer>${xmlText(issuer)}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="${name.format}">${xmlText(name.text)}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">${confirmation(facts, fault)}` +
    `</saml:SubjectConfirmation></saml:Subject>${conditions(facts, fault)}` +
    `<saml:AuthnStatement AuthnInstant="${iso(facts.loggedInAt)}" SessionIndex="${xmlText(facts.sessionIndex)}">` +
    `<saml:AuthnContext><saml:AuthnContextClassRef>${classOf(level, settings)}</saml:AuthnContextClassRef>` +
    `<saml:AuthenticatingAuthority>https://idp.${user.cvr}.example/</saml:AuthenticatingAuthority></saml:AuthnContext>` +
    `</saml:AuthnStatement><saml:AttributeStatement>${attributes(facts, settings)}</saml:AttributeStatement></saml:Assertion>`
  );
};

const confirmation = ({ acs, inResponseTo, now }: AssertionFacts, fault: Fault): string => {
  const end = fault === 'confirmation-expired' ? now - HOUR_MS : now + LIFETIME_MS;
  const recipient = fault === 'wrong-recipient' ? `${acs}/anden` : acs;
  const to =
    fault === 'in-response-to-missing' || fault === 'in-response-to-missing-in-assertion'
      ? ''
      : ` InResponseTo="${xmlText(fault === 'in-response-to-unknown' ? '_ukendt' : inResponseTo)}"`;
  return `<saml:SubjectConfirmationData${to} NotOnOrAfter="${iso(end)}" Recipient="${xmlText(recipient)}"/>`;
};

const conditions = ({ audience, now }: AssertionFacts, fault: Fault): string => {
  if (fault === 'no-conditions') return '';
  const moved = fault === 'conditions-expired' ? -HOUR_MS : fault === 'not-yet-valid' ? HOUR_MS : 0;
  const named = fault === 'wrong-audience' ? `${audience}/anden` : audience;
  const restriction =
    fault === 'no-audience'
      ? ''
      : `<saml:AudienceRestriction><saml:Audience>${xmlText(named)}</saml:Audience></saml:AudienceRestriction>`;
  return `<saml:Conditions NotBefore="${iso(now + moved)}" NotOnOrAfter="${iso(now + moved + LIFETIME_MS)}">${restriction}</saml:Conditions>`;
};

const isNist = ({ profile, levels }: Settings): boolean => profile === 'oiosaml2' || levels === 'nist';
const nist: Readonly<Record<Level, string>> = { Low: '2', Substantial: '3', High: '4' };
const classOf = (level: Level, settings: Settings): string =>
  isNist(settings) ? 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509' : `${NSIS}/${level}`;

const attributes = ({ user, level, roleBase }: AssertionFacts, settings: Settings): string => {
  const old = settings.profile === 'oiosaml2';
  const eid = 'https://data.gov.dk/model/core/eid';
  const gov = 'dk:gov:saml:attribute:';
  const privileges = user.grants.length > 0 ? privilegeList(user.grants, roleBase, settings) : undefined;
  const mail = settings.personalData ? user.email : undefined;
  const values: Readonly<Record<string, string | undefined>> = old
    ? {
        [`${gov}SpecVer`]: 'DK-SAML-2.0',
        [`${gov}KombitSpecVer`]: '1.0',
        [`${gov}AssuranceLevel`]: nist[level],
        [`${gov}CvrNumberIdentifier`]: user.cvr,
        [`${gov}Privileges_intermediate`]: privileges,
      }
    : {
        'https://data.gov.dk/model/core/specVersion': 'OIO-SAML-3.0',
        [`${gov}KombitSpecVer`]: '2.0',
        ...(isNist(settings) ? { [`${gov}AssuranceLevel`]: nist[level] } : { [NSIS]: level }),
        [`${eid}/professional/cvr`]: user.cvr,
        [`${eid}/professional/orgName`]: user.authority,
        [`${eid}/email`]: mail,
        [`${eid}/privilegesIntermediate`]: privileges,
      };
  const format = `urn:oasis:names:tc:SAML:2.0:attrname-format:${old ? 'basic' : 'uri'}`;
  return Object.entries(values)
    .map(([name, value]) =>
      value === undefined
        ? ''
        : `<saml:Attribute Name="${name}" NameFormat="${format}"><saml:AttributeValue>${xmlText(value)}</saml:AttributeValue></saml:Attribute>`,
    )
    .join('');
};
