import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { ASSERTIONS, NS } from './names.ts';
import { must, refuse } from './rules.ts';
import { canonical, countBelow, escapeXml, is, withXml } from './xml.ts';
import { verifyEnveloped, type Verified } from './xml-signature.ts';

export type Trust = { entityId: string; acs: string; issuer: string; certificates: readonly string[] };

/**
 * Two independent readers verify the assertion, node-saml and our own, and both must arrive at the same bytes: a message that one
 * parser sees differently from another is refused.
 * @param assertion one plain signed assertion
 * @param check the rules on what was signed; run on our reading when the library refuses, so that the log says which rule it was
 * @returns what `check` made of the bytes the library verified
 * @throws Refusal
 */
export const verifyAssertion = async <T>(
  assertion: string,
  requestId: string,
  trust: Trust,
  check: (verified: Verified) => T,
): Promise<T> => {
  const { own, document } = withXml(assertion, (root) => {
    must(is(root, NS.assertion, 'Assertion'), 'assertion_shape');
    // Attack: a forged assertion wrapped around, or hidden inside, the signed one (XSW inside the encryption).
    must(countBelow(root, ...ASSERTIONS) === 0, 'one_assertion');
    return { own: verifyEnveloped(root, trust.certificates), document: canonical(root) };
  });
  const theirs = await askLibrary(document, requestId, trust);
  if (theirs === undefined) {
    check(own);
    return refuse('library_refused');
  }
  const xml = withXml(theirs, canonical);
  // The library writes a carriage return (`&#xD;`, as .NET wraps base64) as it is, which XML then reads as a line feed (XML 1.0, 2.11).
  must(xml === own.xml.replace(/&#xD;\n?/g, '\n'), 'readings_differ');
  return check({ xml, algorithm: own.algorithm });
};

/** Later than any clock: the library compares a request's age with the machine's own time. */
const endOfTime = '9999-12-31T00:00:00.000Z';

/** @returns the assertion as the library verified it; undefined when it refused. Its message may quote the assertion and ends here. */
const askLibrary = async (
  assertion: string,
  requestId: string,
  { entityId, acs, issuer, certificates }: Trust,
): Promise<string | undefined> => {
  const response =
    `<samlp:Response xmlns:samlp="${NS.protocol}" Version="2.0" InResponseTo="${escapeXml(requestId)}">` +
    `${assertion}</samlp:Response>`;
  const saml = new SAML({
    ...{ issuer: entityId, audience: entityId, callbackUrl: acs },
    ...{ idpIssuer: issuer, idpCert: [...certificates] },
    ...{ wantAssertionsSigned: true, wantAuthnResponseSigned: false },
    ...{ signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256', identifierFormat: null },
    ...{ authnContext: [], racComparison: 'minimum' },
    validateInResponseTo: ValidateInResponseTo.always,
    // It knows the one request that was taken out of our store; the library's own store is not atomic.
    cacheProvider: {
      saveAsync: async () => null,
      getAsync: async (id) => (id === requestId ? endOfTime : null),
      removeAsync: async () => null,
    },
    requestIdExpirationPeriodMs: 900_000,
    // Switches off its reading of the machine's clock. Times are checked in checks.ts, with the clock we are given.
    acceptedClockSkewMs: -1,
  });
  try {
    const { profile } = await saml.validatePostResponseAsync({
      SAMLResponse: Buffer.from(response, 'utf8').toString('base64'),
    });
    return profile?.getAssertionXml?.();
  } catch {
    return undefined;
  }
};
