/** Namespaces and algorithm identifiers of SOAP 1.1, DGWS 1.0.1, WS-Trust 2005/02 and XML-DSig. */
export const NS = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  medcom: 'http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  wst: 'http://schemas.xmlsoap.org/ws/2005/02/trust',
  wsa: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
} as const;

/** Namespace of the platform's test service (NSP page 51511406 gives its action `http://nspop.dk/nts/2013/05#invoke`). */
export const NTS_NAMESPACE = 'http://nspop.dk/nts/2013/05';

export const ALGORITHM = {
  exclusiveC14n: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  envelopedSignature: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
} as const;

/** DGWS 1.0.1 writes times in UTC with `Z` and whole seconds; a fraction is cut, never rounded up. */
export const dgwsTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
