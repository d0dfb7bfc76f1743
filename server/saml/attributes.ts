import type { XmlElement } from 'libxml2-wasm';
import { NS } from './names.ts';
import { must, refuse } from './rules.ts';
import { attribute, children, is, plainText } from './xml.ts';

/** Attribute names we read: OIOSAML 3 first, then the OIOSAML 2 twin (contract 3.2 and 3.4). */
export const attributeNames = {
  specVersion: ['https://data.gov.dk/model/core/specVersion', 'dk:gov:saml:attribute:SpecVer'],
  nsisLevel: ['https://data.gov.dk/concept/core/nsis/loa'],
  nistLevel: ['dk:gov:saml:attribute:AssuranceLevel'],
  cvr: ['https://data.gov.dk/model/core/eid/professional/cvr', 'dk:gov:saml:attribute:CvrNumberIdentifier'],
  organisation: ['https://data.gov.dk/model/core/eid/professional/orgName'],
  privileges: [
    'https://data.gov.dk/model/core/eid/privilegesIntermediate',
    'dk:gov:saml:attribute:Privileges_intermediate',
  ],
  firstName: ['https://data.gov.dk/model/core/eid/firstName'],
  lastName: ['https://data.gov.dk/model/core/eid/lastName'],
  fullName: ['https://data.gov.dk/model/core/eid/fullName'],
} as const satisfies Record<string, readonly string[]>;

export type AttributeName = keyof typeof attributeNames;
export type Attributes = ReadonlyMap<string, XmlElement>;

/** Every attribute of the statement by its exact name. One that comes twice is refused. @throws Refusal */
export const readAttributes = (statement: XmlElement): Attributes => {
  const found = new Map<string, XmlElement>();
  for (const one of children(statement)) {
    // An EncryptedAttribute could hold a second value of any name.
    must(is(one, NS.assertion, 'Attribute'), 'attribute_statement');
    const name = attribute(one, 'Name') ?? refuse('attribute_statement');
    must(!found.has(name), 'attribute_repeated');
    found.set(name, one);
  }
  return found;
};

/** The one value, trimmed; undefined when absent. Two names of one thing must agree. @throws Refusal */
export const valueOf = (attributes: Attributes, name: AttributeName): string | undefined => {
  const values = new Set<string>();
  for (const spelling of attributeNames[name]) {
    const one = attributes.get(spelling);
    if (one !== undefined) values.add(single(one));
  }
  must(values.size <= 1, 'attribute_differs');
  return [...values][0];
};

export const requiredValue = (attributes: Attributes, name: AttributeName): string =>
  valueOf(attributes, name) ?? refuse('attribute_missing');

const single = (one: XmlElement): string => {
  const [value, ...more] = children(one);
  must(value !== undefined && is(value, NS.assertion, 'AttributeValue'), 'attribute_repeated');
  must(more.length === 0, 'attribute_repeated');
  return plainText(value) ?? refuse('attribute_statement');
};
