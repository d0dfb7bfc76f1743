import { assertion, forgedAssertion } from './assertion.ts';
import { response } from './response.ts';
import { sign, signatureOf, swap } from './sign.ts';
import * as world from './world.ts';

/**
 * Signature wrapping in the eight forms of Somorovsky et al., "On Breaking SAML" (USENIX Security 2012), as whole Responses. XSW1 and 2
 * wrap a signed Response, the others a signed assertion.
 * @param sameId whether the forged element takes the ID of the signed one
 */
export type Wrap = (sameId: boolean) => string;

const genuineSigned = () => sign(assertion());
const forgedWith = (sameId: boolean) => forgedAssertion(sameId ? world.assertionId : '_f0f0f0f0f0f0f0f0f0f0');
const without = (xml: string, part: string) => swap(xml, part, '');
const atEnd = (xml: string, part: string) => swap(xml, '</saml:Assertion>', `${part}</saml:Assertion>`);
const afterIssuer = (xml: string, part: string) =>
  swap(xml, '</saml:Issuer><saml:Subject>', `</saml:Issuer>${part}<saml:Subject>`);
const insideSignature = (signature: string, part: string) =>
  swap(signature, '</ds:Signature>', `${part}</ds:Signature>`);

const signedResponse = () => sign(response(assertion()));
const forgedResponse = (sameId: boolean, part: string) =>
  response(forgedWith(false), sameId ? {} : { id: '_e1e1e1e1e1e1e1e1e1e1' }).replace(
    '</saml:Issuer><samlp:Status>',
    `</saml:Issuer>${part}<samlp:Status>`,
  );

/** The forged assertion with the genuine one hidden in it: what the encryption can hold as a whole. */
export const nested = {
  xsw4: (sameId: boolean) => atEnd(forgedWith(sameId), genuineSigned()),
  xsw6: (sameId: boolean) => {
    const signature = signatureOf(genuineSigned());
    return afterIssuer(forgedWith(sameId), insideSignature(signature, without(genuineSigned(), signature)));
  },
  xsw8: (sameId: boolean) => {
    const signature = signatureOf(genuineSigned());
    const hidden = `<ds:Object>${without(genuineSigned(), signature)}</ds:Object>`;
    return afterIssuer(forgedWith(sameId), insideSignature(signature, hidden));
  },
} as const satisfies Record<string, Wrap>;

export const wraps = {
  xsw1: (sameId) => {
    const signed = signedResponse();
    const signature = signatureOf(signed);
    return forgedResponse(sameId, insideSignature(signature, without(signed, signature)));
  },
  xsw2: (sameId) => {
    const signed = signedResponse();
    const signature = signatureOf(signed);
    return forgedResponse(sameId, without(signed, signature) + signature);
  },
  xsw3: (sameId) => response(forgedWith(sameId) + genuineSigned()),
  xsw4: (sameId) => response(nested.xsw4(sameId)),
  xsw5: (sameId) => {
    const signature = signatureOf(genuineSigned());
    return response(afterIssuer(forgedWith(sameId), signature) + without(genuineSigned(), signature));
  },
  xsw6: (sameId) => response(nested.xsw6(sameId)),
  xsw7: (sameId) => response(`<samlp:Extensions>${forgedWith(sameId)}</samlp:Extensions>${genuineSigned()}`),
  xsw8: (sameId) => response(nested.xsw8(sameId)),
} as const satisfies Record<string, Wrap>;
