import type { XmlElement } from 'libxml2-wasm';
import { base64 } from './base64.ts';
import { encryptedPart, type EncryptedPart } from './encrypted-part.ts';
import { parameters } from './form.ts';
import { ASSERTIONS, NS } from './names.ts';
import { must, refuse } from './rules.ts';
import { readSignature } from './signature-shape.ts';
import { readStatus, requireSuccess } from './status.ts';
import { verifyEnveloped } from './xml-signature.ts';
import { attribute, canonical, children, countBelow, is, named, only, plainText, withXml } from './xml.ts';

/** Largest form body, bytes: base64 of the largest message, escaped. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Contract 6.1, step 1: the bytes of the one `SAMLResponse` in a form body. @throws Refusal */
export const responseBytes = (body: string): Buffer => {
  must(Buffer.byteLength(body) <= MAX_BODY_BYTES, 'size');
  const { value } = parameters(body, 'form').get('SAMLResponse') ?? refuse('form');
  return base64(value);
};

/** Steps 2–4. @returns the request the answer says it is for, still unproven. @throws Refusal */
export const readFrame = (bytes: Buffer, expected: { acs: string; issuer: string }): string =>
  withXml(bytes, (root) => {
    must(is(root, NS.protocol, 'Response'), 'message_type');
    must(attribute(root, 'Version') === '2.0' && !!attribute(root, 'ID'), 'message_shape');
    for (const child of children(root)) must(belongs(child), 'message_shape');
    must(attribute(root, 'Destination') === expected.acs, 'destination');
    must(plainText(only(root, NS.assertion, 'Issuer')) === expected.issuer, 'issuer');
    requireSuccess(readStatus(root));
    return attribute(root, 'InResponseTo') ?? refuse('request_unknown');
  });

const belongs = (child: XmlElement): boolean =>
  is(child, NS.ds, 'Signature') ||
  ['Extensions', 'Status'].some((name) => is(child, NS.protocol, name)) ||
  ['Issuer', 'Assertion', 'EncryptedAssertion'].some((name) => is(child, NS.assertion, name));

export type Part = { kind: 'plain'; xml: string } | { kind: 'encrypted'; part: EncryptedPart };

/**
 * Step 6. The Response's own signature is optional, but one that is there must hold: a message that was signed and then changed is
 * nobody's answer.
 * @throws Refusal
 */
export const readPart = (
  bytes: Buffer,
  trust: { certificates: readonly string[]; requireEncryption: boolean },
): Part =>
  withXml(bytes, (root) => {
    const [part, ...more] = children(root).filter(({ name }) => ASSERTIONS.includes(name));
    must(part !== undefined && more.length === 0, 'one_assertion');
    must(countBelow(root, ...ASSERTIONS) === 1, 'one_assertion');
    if (named(root, NS.ds, 'Signature').length > 0) verifyEnveloped(root, trust.certificates, false);
    if (part.name === 'EncryptedAssertion') return { kind: 'encrypted', part: encryptedPart(part) };
    must(!trust.requireEncryption, 'not_encrypted');
    // Here, because taking the assertion out as canonical XML drops the comments that the shape forbids.
    readSignature(part, true);
    return { kind: 'plain', xml: canonical(part) };
  });
