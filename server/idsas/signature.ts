import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { ALGORITHM, NS } from './names.ts';
import { canonicalize, childElements, onlyChild, plainText, withXml } from './xml.ts';

/** What signs a card: a key object made once, because reading the key from PEM at each call halves the speed. */
export type SigningKey = {
  readonly privateKey: KeyObject;
  /** Base64 of the DER certificate, without line breaks. */
  readonly certificate: string;
};

/**
 * Adds an enveloped signature as last child of a `saml:Assertion` whose attribute `id` is `IDCard`
 * (DGWS 1.0.1: exclusive c14n, one reference, RSA-SHA256). The result is in canonical form, so it can be placed in
 * any envelope without its digest changing.
 */
export const signAssertion = (assertion: string, key: SigningKey): string => {
  const canonical = withXml(assertion, canonicalize);
  const digest = createHash('sha256').update(canonical, 'utf8').digest('base64');
  const signedInfo = withXml(
    `<ds:SignedInfo xmlns:ds="${NS.ds}">` +
      `<ds:CanonicalizationMethod Algorithm="${ALGORITHM.exclusiveC14n}"/>` +
      `<ds:SignatureMethod Algorithm="${ALGORITHM.rsaSha256}"/>` +
      `<ds:Reference URI="#IDCard"><ds:Transforms>` +
      `<ds:Transform Algorithm="${ALGORITHM.envelopedSignature}"/>` +
      `<ds:Transform Algorithm="${ALGORITHM.exclusiveC14n}"/></ds:Transforms>` +
      `<ds:DigestMethod Algorithm="${ALGORITHM.sha256}"/><ds:DigestValue>${digest}</ds:DigestValue>` +
      `</ds:Reference></ds:SignedInfo>`,
    canonicalize,
  );
  const value = sign('sha256', Buffer.from(signedInfo, 'utf8'), key.privateKey).toString('base64');
  const signature =
    `<ds:Signature xmlns:ds="${NS.ds}" id="OCESSignature">${signedInfo}` +
    `<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>` +
    `<ds:X509Certificate>${key.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
  const end = canonical.lastIndexOf('</');
  return withXml(canonical.slice(0, end) + signature + canonical.slice(end), canonicalize);
};

export type Trust = { readonly keys: readonly KeyObject[]; readonly allowSha1: boolean };

/**
 * Checks the enveloped signature of an assertion against pinned keys; the certificate inside the message is ignored,
 * because anyone can put one there.
 *
 * Only one shape of signature is accepted (one reference to `#IDCard`, the two transforms in order), and the caller
 * gets the canonical text that was signed rather than the tree it came from: what was not signed cannot be read.
 *
 * @returns the verified assertion as canonical XML with its signature, or undefined. Removes nothing from the document.
 */
export const verifyAssertion = (assertion: XmlElement, trust: Trust): string | undefined => {
  const signature = onlyChild(assertion, 'Signature');
  if (signature?.namespaceUri !== NS.ds || signature.find('.//ds:Signature', NS).length > 0) return undefined;
  const signedInfo = onlyChild(signature, 'SignedInfo');
  if (signedInfo === undefined) return undefined;
  const reference = readSignedInfo(signedInfo, trust.allowSha1);
  const value = plainText(onlyChild(signature, 'SignatureValue'));
  if (reference === undefined || value === undefined) return undefined;

  const signedBytes = Buffer.from(canonicalize(signedInfo), 'utf8');
  const signatureBytes = Buffer.from(value, 'base64');
  if (!trust.keys.some((key) => verify(reference.hash, signedBytes, key, signatureBytes))) return undefined;

  const whole = canonicalize(assertion);
  const covered = withXml(whole, (root) => {
    onlyChild(root, 'Signature')?.remove();
    return canonicalize(root);
  });
  const digest = createHash(reference.digestHash).update(covered, 'utf8').digest('base64');
  return digest === reference.digest ? whole : undefined;
};

type Reference = { readonly hash: string; readonly digestHash: string; readonly digest: string };

const readSignedInfo = (signedInfo: XmlElement, allowSha1: boolean): Reference | undefined => {
  const [method, signatureMethod, reference, ...rest] = childElements(signedInfo);
  if (method?.name !== 'CanonicalizationMethod' || signatureMethod?.name !== 'SignatureMethod')
    return undefined;
  if (reference?.name !== 'Reference' || rest.length > 0) return undefined;
  if (reference.attr('URI')?.value !== '#IDCard' || algorithm(method) !== ALGORITHM.exclusiveC14n)
    return undefined;
  const transforms = onlyChild(reference, 'Transforms');
  const steps = transforms === undefined ? [] : childElements(transforms).map(algorithm);
  if (steps.join(' ') !== `${ALGORITHM.envelopedSignature} ${ALGORITHM.exclusiveC14n}`) return undefined;

  const hash = hashOf(algorithm(signatureMethod), ALGORITHM.rsaSha256, ALGORITHM.rsaSha1, allowSha1);
  const digestMethod = onlyChild(reference, 'DigestMethod');
  const digestHash = hashOf(
    digestMethod && algorithm(digestMethod),
    ALGORITHM.sha256,
    ALGORITHM.sha1,
    allowSha1,
  );
  const digest = plainText(onlyChild(reference, 'DigestValue'))?.replace(/\s/g, '');
  return hash && digestHash && digest ? { hash, digestHash, digest } : undefined;
};

/** The algorithm of an element without parameters; a parameter (such as a prefix list) would change what is signed. */
const algorithm = (element: XmlElement): string | undefined =>
  childElements(element).length === 0 ? element.attr('Algorithm')?.value : undefined;

const hashOf = (named: string | undefined, sha256: string, sha1: string, allowSha1: boolean) => {
  if (named === sha256) return 'sha256';
  return allowSha1 && named === sha1 ? 'sha1' : undefined;
};
