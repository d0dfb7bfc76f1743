import { createHash } from 'node:crypto';
import { allElements, elementsIn, only, parse } from './dom.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const DS = 'http://www.w3.org/2000/09/xmldsig#';

/** The attributes a system card must have, with the statement each belongs in (DGWS 1.0.1). */
const DEMANDED: Readonly<Record<string, string>> = {
  'sosi:IDCardID': 'IDCardData',
  'sosi:IDCardVersion': 'IDCardData',
  'sosi:IDCardType': 'IDCardData',
  'sosi:AuthenticationLevel': 'IDCardData',
  'sosi:OCESCertHash': 'IDCardData',
  'medcom:ITSystemName': 'SystemLog',
  'medcom:CareProviderID': 'SystemLog',
  'medcom:CareProviderName': 'SystemLog',
};

/**
 * Reads the ID card of a message with the second XML library.
 * @throws unless there is exactly one `saml:Assertion`, exactly one element called `IDCard` by any attribute id/ID/Id, these are the
 * same element, and every attribute of a system card stands once in its own statement. What XSD 1.0 cannot demand is demanded here.
 */
export const readCard = (message: string | Buffer) => {
  const document = parse(message);
  const assertion = only(document, SAML, 'Assertion');
  const named = allElements(document).filter((element) =>
    [...element.attributes].some(
      ({ localName, value }) => /^id$/i.test(localName ?? '') && value === 'IDCard',
    ),
  );
  if (allElements(document).filter(({ localName }) => localName === 'Assertion').length !== 1)
    throw new Error('an assertion in another namespace');
  if (named.length !== 1 || named[0] !== assertion) throw new Error(`${named.length} × IDCard`);

  const attributes = [...assertion.getElementsByTagNameNS(SAML, 'Attribute')].map((element) => ({
    name: element.getAttribute('Name') ?? '',
    format: element.getAttribute('NameFormat'),
    statement: (element.parentNode as typeof element).getAttribute('id'),
    value: only(element, SAML, 'AttributeValue').textContent ?? '',
  }));
  const valueOf = (name: string): string => {
    const found = attributes.filter((each) => each.name === name && each.statement === DEMANDED[name]);
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} × ${name}`);
    return found[0].value;
  };
  const values = Object.fromEntries(Object.keys(DEMANDED).map((name) => [name, valueOf(name)]));
  if (attributes.find(({ name }) => name === 'medcom:CareProviderID')?.format !== 'medcom:cvrnumber')
    throw new Error('CareProviderID is not said to be a CVR number');

  const algorithm = (name: string) => only(assertion, DS, name).getAttribute('Algorithm');
  const certificate = Buffer.from(only(assertion, DS, 'X509Certificate').textContent ?? '', 'base64');
  const conditions = only(assertion, SAML, 'Conditions');
  return {
    cvr: values['medcom:CareProviderID'],
    subject: only(assertion, SAML, 'NameID').textContent,
    issuer: elementsIn(assertion)[0]?.textContent,
    type: values['sosi:IDCardType'],
    version: values['sosi:IDCardVersion'],
    level: values['sosi:AuthenticationLevel'],
    systemName: values['medcom:ITSystemName'],
    organisationName: values['medcom:CareProviderName'],
    notBefore: Date.parse(conditions.getAttribute('NotBefore') ?? ''),
    notOnOrAfter: Date.parse(conditions.getAttribute('NotOnOrAfter') ?? ''),
    statedCertificateHash: values['sosi:OCESCertHash'],
    signerCertificateHash: createHash('sha256').update(certificate).digest('base64'),
    canonicalization: algorithm('CanonicalizationMethod'),
    signature: algorithm('SignatureMethod'),
    digest: algorithm('DigestMethod'),
    transforms: [...assertion.getElementsByTagNameNS(DS, 'Transform')].map((each) =>
      each.getAttribute('Algorithm'),
    ),
    signatureIsLast: elementsIn(assertion).at(-1) === only(assertion, DS, 'Signature'),
  };
};
