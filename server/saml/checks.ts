import type { XmlElement } from 'libxml2-wasm';
import type { Instant } from '../domain/ids.ts';
import { readAttributes, requiredValue, valueOf } from './attributes.ts';
import { readLevel } from './levels.ts';
import { readPerson } from './name-id.ts';
import { NS } from './names.ts';
import type { AcceptedLogin, PendingLogin, SamlSettings } from './port.ts';
import { readPrivileges } from './privileges.ts';
import { must, refuse } from './rules.ts';
import { type Clock, hasBegun, isBefore, samlTime } from './time.ts';
import { attribute, children, named, only, plainText, rawText } from './xml.ts';

export type Expected = {
  settings: SamlSettings;
  acs: string;
  issuer: string;
  pending: PendingLogin;
  clock: Clock;
};
export type Checked = Omit<AcceptedLogin, 'ok' | 'pending' | 'algorithms'>;

const specVersions: readonly string[] = ['OIO-SAML-3.0', 'DK-SAML-2.0'];

/** Contract 6.1, steps 9–12, on what was signed. @throws Refusal */
export const checkAssertion = (root: XmlElement, expected: Expected): Checked => {
  const { settings, clock } = expected;
  must(attribute(root, 'Version') === '2.0', 'assertion_shape');
  const assertionId = attribute(root, 'ID') ?? refuse('assertion_shape');
  must(plainText(only(root, NS.assertion, 'Issuer')) === expected.issuer, 'assertion_issuer');
  const subject = only(root, NS.assertion, 'Subject') ?? refuse('assertion_shape');
  const confirmedUntil = checkConfirmation(subject, expected);
  const validUntil = checkConditions(root, settings.entityId, clock);
  const statement = readStatement(root, clock);

  const attributes = readAttributes(
    only(root, NS.assertion, 'AttributeStatement') ?? refuse('attribute_statement'),
  );
  must(specVersions.includes(requiredValue(attributes, 'specVersion')), 'spec_version');
  const nameIdElement = only(subject, NS.assertion, 'NameID') ?? refuse('name_id');
  const nameId = {
    // As received: a logout must name the person in the very same way.
    value: rawText(nameIdElement) ?? refuse('name_id'),
    format: attribute(nameIdElement, 'Format') ?? refuse('name_id'),
  };
  const person = readPerson(nameId, requiredValue(attributes, 'cvr'), attributes);
  const level = readLevel(attributes, statement.classRef, settings.acceptNistLevels);
  const { sessionIndex, authnInstant, sessionNotOnOrAfter, authority } = statement;
  return {
    assertionId,
    keepUntil: (Math.max(confirmedUntil, validUntil) + clock.skewMs) as Instant,
    person: { ...person, organisation: valueOf(attributes, 'organisation') ?? '' },
    level,
    ...readPrivileges(valueOf(attributes, 'privileges'), level, settings),
    ...{ nameId, sessionIndex, authnInstant, sessionNotOnOrAfter, authority },
  };
};

/** Step 9: exactly one confirmation, by bearer. @returns until when it holds */
const checkConfirmation = (subject: XmlElement, { acs, pending, clock }: Expected): Instant => {
  const confirmation = only(subject, NS.assertion, 'SubjectConfirmation') ?? refuse('confirmation');
  must(attribute(confirmation, 'Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer', 'confirmation');
  const data = only(confirmation, NS.assertion, 'SubjectConfirmationData') ?? refuse('confirmation');
  must(attribute(data, 'Recipient') === acs, 'recipient');
  must(attribute(data, 'InResponseTo') === pending.id, 'confirmation_request');
  must(attribute(data, 'NotBefore') === undefined, 'confirmation');
  const until = samlTime(attribute(data, 'NotOnOrAfter')) ?? refuse('confirmation_time');
  must(isBefore(until, clock), 'confirmation_time');
  return until;
};

const knownConditions = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

/** Step 10. A condition we do not know makes the assertion undecidable (SAML core 2.5.1.1). @returns until when it holds */
const checkConditions = (root: XmlElement, entityId: string, clock: Clock): Instant => {
  const conditions = only(root, NS.assertion, 'Conditions') ?? refuse('conditions');
  for (const child of children(conditions))
    must(child.namespaceUri === NS.assertion && knownConditions.includes(child.name), 'conditions');
  const from = attribute(conditions, 'NotBefore');
  if (from !== undefined)
    must(hasBegun(samlTime(from) ?? refuse('conditions_time'), clock), 'conditions_time');
  const until = samlTime(attribute(conditions, 'NotOnOrAfter')) ?? refuse('conditions_time');
  must(isBefore(until, clock), 'conditions_time');
  const restrictions = named(conditions, NS.assertion, 'AudienceRestriction');
  must(restrictions.length > 0, 'audience');
  for (const one of restrictions) {
    const audiences = named(one, NS.assertion, 'Audience').map(plainText);
    must(audiences.includes(entityId), 'audience');
  }
  return until;
};

/** Step 11: one AuthnStatement, made before now, of a session that is not over. */
const readStatement = (root: XmlElement, clock: Clock) => {
  const statement = only(root, NS.assertion, 'AuthnStatement') ?? refuse('authn_statement');
  const authnInstant = samlTime(attribute(statement, 'AuthnInstant')) ?? refuse('authn_time');
  must(hasBegun(authnInstant, clock), 'authn_time');
  const end = attribute(statement, 'SessionNotOnOrAfter');
  const sessionNotOnOrAfter = end === undefined ? null : (samlTime(end) ?? refuse('authn_time'));
  must(sessionNotOnOrAfter === null || isBefore(sessionNotOnOrAfter, clock), 'authn_time');
  const context = only(statement, NS.assertion, 'AuthnContext') ?? refuse('authn_statement');
  const authorities = named(context, NS.assertion, 'AuthenticatingAuthority');
  return {
    ...{ authnInstant, sessionNotOnOrAfter },
    sessionIndex: attribute(statement, 'SessionIndex') ?? refuse('authn_statement'),
    classRef: plainText(only(context, NS.assertion, 'AuthnContextClassRef')) ?? refuse('authn_statement'),
    authority: plainText(authorities[0]) ?? null,
  };
};
