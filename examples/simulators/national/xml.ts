/** Reading and signing SOAP and SAML for the simulators. Written apart from the server's own code, so that the two check each other. */
import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { XmlC14NMode, XmlDocument, XmlElement, XmlXPath } from 'libxml2-wasm';

export const NAMESPACES = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  medcom: 'http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  wst: 'http://schemas.xmlsoap.org/ws/2005/02/trust',
  wsa: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
} as const;

const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const signatureMethods = {
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
} as const;
const digestMethods = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
} as const;

export type SignatureAlgorithm = keyof typeof signatureMethods;

/** Whole seconds in UTC, as DGWS writes time. */
export const xmlTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** Text as XML content or attribute. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);

/** Runs `use` on the parsed document and frees it. @throws SyntaxError when it is not XML or has a DOCTYPE. */
export const readXml = <T>(source: string | Buffer, use: (root: XmlElement) => T): T => {
  const bytes = Buffer.from(source);
  if (/<!DOCTYPE/i.test(bytes.toString('latin1'))) throw new SyntaxError('document type declaration');
  const document = parse(bytes);
  try {
    return use(document.root);
  } finally {
    document.dispose();
  }
};

const parse = (bytes: Buffer): XmlDocument => {
  try {
    return XmlDocument.fromBuffer(bytes);
  } catch {
    throw new SyntaxError('not XML');
  }
};

export const canonical = (element: XmlElement): string =>
  element.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });

/** Compiled once: compiling a path costs more than following it. */
const compiled = new Map<string, XmlXPath>();
const compile = (path: string): XmlXPath => {
  const xpath = compiled.get(path) ?? XmlXPath.compile(path, NAMESPACES);
  compiled.set(path, xpath);
  return xpath;
};

/** The one element at a path of namespaced steps such as `soap:Body/wst:RequestSecurityToken`. */
export const at = (from: XmlElement, path: string): XmlElement | undefined => {
  const found = from.find(compile(path));
  return found.length === 1 && found[0] instanceof XmlElement ? found[0] : undefined;
};

export const elementsOf = (parent: XmlElement): XmlElement[] =>
  parent.find(compile('*')).filter((node) => node instanceof XmlElement);

export const textAt = (from: XmlElement, path: string): string | undefined => at(from, path)?.content.trim();

/** The value of a SAML attribute of the card by name. */
export const samlAttribute = (assertion: XmlElement, name: string): string | undefined =>
  textAt(assertion, `saml:AttributeStatement/saml:Attribute[@Name="${name}"]/saml:AttributeValue`);

/** Signs an assertion with `id="IDCard"`, the signature as its last child. */
export const signCard = (
  assertion: string,
  key: { readonly privateKey: KeyObject; readonly certificate: string },
  algorithm: SignatureAlgorithm = 'sha256',
): string => {
  const content = readXml(assertion, canonical);
  const digest = createHash(algorithm).update(content).digest('base64');
  const info = readXml(
    `<ds:SignedInfo xmlns:ds="${NAMESPACES.ds}"><ds:CanonicalizationMethod Algorithm="${C14N}"/>` +
      `<ds:SignatureMethod Algorithm="${signatureMethods[algorithm]}"/><ds:Reference URI="#IDCard">` +
      `<ds:Transforms><ds:Transform Algorithm="${ENVELOPED}"/><ds:Transform Algorithm="${C14N}"/></ds:Transforms>` +
      `<ds:DigestMethod Algorithm="${digestMethods[algorithm]}"/><ds:DigestValue>${digest}</ds:DigestValue>` +
      `</ds:Reference></ds:SignedInfo>`,
    canonical,
  );
  const value = sign(algorithm, Buffer.from(info), key.privateKey).toString('base64');
  const signature =
    `<ds:Signature xmlns:ds="${NAMESPACES.ds}" id="OCESSignature">${info}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${key.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
  return content.replace(/<\/saml:Assertion>$/, `${signature}</saml:Assertion>`);
};

/** Whether the assertion carries one enveloped signature over itself, made by `key`. */
export const isSignedBy = (assertion: XmlElement, key: KeyObject): boolean => {
  const signature = at(assertion, 'ds:Signature');
  const info = signature && at(signature, 'ds:SignedInfo');
  const reference = info && at(info, 'ds:Reference[@URI="#IDCard"]');
  if (!signature || !info || !reference || assertion.attr('id')?.value !== 'IDCard') return false;
  const transforms = reference
    .find('ds:Transforms/ds:Transform/@Algorithm', NAMESPACES)
    .map((node) => node.content);
  if (transforms.join() !== [ENVELOPED, C14N].join()) return false;
  const algorithm = (['sha256', 'sha1'] as const).find(
    (name) => at(info, `ds:SignatureMethod[@Algorithm="${signatureMethods[name]}"]`) !== undefined,
  );
  const digestAlgorithm = (['sha256', 'sha1'] as const).find(
    (name) => at(reference, `ds:DigestMethod[@Algorithm="${digestMethods[name]}"]`) !== undefined,
  );
  const value = textAt(signature, 'ds:SignatureValue');
  if (!algorithm || !digestAlgorithm || !value) return false;
  if (!verify(algorithm, Buffer.from(canonical(info)), key, Buffer.from(value, 'base64'))) return false;
  const content = readXml(canonical(assertion), (copy) => {
    at(copy, 'ds:Signature')?.remove();
    return canonical(copy);
  });
  return createHash(digestAlgorithm).update(content).digest('base64') === textAt(reference, 'ds:DigestValue');
};
