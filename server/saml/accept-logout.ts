import { inflateRawSync } from 'node:zlib';
import type { XmlElement } from 'libxml2-wasm';
import type { Instant } from '../domain/ids.ts';
import { addresses } from './addresses.ts';
import { base64 } from './base64.ts';
import { type Parameter, parameters } from './form.ts';
import { NS } from './names.ts';
import type { AcceptedLogout, IdentityProvider, SamlMessage, SamlSettings } from './port.ts';
import { must, refuse } from './rules.ts';
import { readStatus } from './status.ts';
import { signatureHash } from './signature-shape.ts';
import { type Clock, hasBegun, isBefore, samlTime } from './time.ts';
import { verifies, verifyEnveloped } from './xml-signature.ts';
import { attribute, is, MAX_MESSAGE_BYTES, named, only, plainText, rawText, utf8, withXml } from './xml.ts';

/** How old a logout message may be: what a redirect takes, and room. */
const lifeMs = 5 * 60_000;
const deflateEncoding = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

/** What was signed, and the state that came with it. */
type Proven = { xml: string; kind: 'SAMLRequest' | 'SAMLResponse'; relayState: string | null };

/** Contract 6.3: nothing unsigned is believed, whichever way it came. @throws Refusal */
export const acceptLogout = (
  settings: SamlSettings,
  provider: IdentityProvider,
  message: SamlMessage,
  now: Instant,
): Extract<AcceptedLogout, { ok: true }> => {
  const proven =
    message.binding === 'redirect'
      ? proveQuery(message.query, provider.certificates)
      : proveBody(message.body, provider.certificates);
  const clock: Clock = { now, skewMs: settings.clockSkewSeconds * 1000 };
  return withXml(proven.xml, (root) => {
    const id = checkFrame(root, provider.entityId, addresses(settings.origin).slo, clock);
    const { relayState } = proven;
    if (proven.kind === 'SAMLResponse')
      return { ok: true, kind: 'response', ...readAnswer(root), relayState };
    return { ok: true, kind: 'request', id, ...readRequest(root, clock), relayState };
  });
};

const whichKind = (given: ReadonlyMap<string, Parameter>) => {
  const [request, response] = [given.get('SAMLRequest'), given.get('SAMLResponse')];
  if (request !== undefined && response === undefined)
    return { kind: 'SAMLRequest', message: request } as const;
  if (response !== undefined && request === undefined)
    return { kind: 'SAMLResponse', message: response } as const;
  return refuse('query');
};

/** The signature is over the bytes as they were sent, in the binding's order, wherever they stood in the query. */
const proveQuery = (query: string, certificates: readonly string[]): Proven => {
  must(Buffer.byteLength(query) <= MAX_MESSAGE_BYTES, 'size');
  const given = parameters(query, 'query');
  const { kind, message } = whichKind(given);
  const relayState = given.get('RelayState');
  const algorithm = given.get('SigAlg') ?? refuse('signature_missing');
  const signature = given.get('Signature') ?? refuse('signature_missing');
  must((given.get('SAMLEncoding')?.value ?? deflateEncoding) === deflateEncoding, 'query');
  const hash = signatureHash(algorithm.value) ?? refuse('signature_algorithm');
  const state = relayState === undefined ? '' : `&RelayState=${relayState.raw}`;
  const signed = Buffer.from(`${kind}=${message.raw}${state}&SigAlg=${algorithm.raw}`, 'utf8');
  must(verifies(hash, signed, base64(signature.value, 'signature_shape'), certificates), 'signature');
  return { xml: utf8(inflate(base64(message.value))), kind, relayState: relayState?.value ?? null };
};

const inflate = (bytes: Buffer): Buffer => {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_MESSAGE_BYTES });
  } catch {
    return refuse('encoding');
  }
};

const proveBody = (body: string, certificates: readonly string[]): Proven => {
  must(Buffer.byteLength(body) <= 2 * MAX_MESSAGE_BYTES, 'size');
  const given = parameters(body, 'form');
  const { kind, message } = whichKind(given);
  const { xml } = withXml(base64(message.value), (root) => verifyEnveloped(root, certificates));
  return { xml, kind, relayState: given.get('RelayState')?.value ?? null };
};

/** @returns the message's id */
const checkFrame = (root: XmlElement, issuer: string, slo: string, clock: Clock): string => {
  must(attribute(root, 'Version') === '2.0', 'logout_shape');
  must(plainText(only(root, NS.assertion, 'Issuer')) === issuer, 'logout_issuer');
  must(attribute(root, 'Destination') === slo, 'logout_destination');
  const issued = samlTime(attribute(root, 'IssueInstant')) ?? refuse('logout_time');
  must(hasBegun(issued, clock) && isBefore((issued + lifeMs) as Instant, clock), 'logout_time');
  return attribute(root, 'ID') ?? refuse('logout_shape');
};

const readRequest = (root: XmlElement, clock: Clock) => {
  must(is(root, NS.protocol, 'LogoutRequest'), 'message_type');
  const end = attribute(root, 'NotOnOrAfter');
  if (end !== undefined) must(isBefore(samlTime(end) ?? refuse('logout_time'), clock), 'logout_time');
  const name = only(root, NS.assertion, 'NameID') ?? refuse('logout_shape');
  return {
    nameId: {
      value: rawText(name) ?? refuse('logout_shape'),
      format: attribute(name, 'Format') ?? refuse('logout_shape'),
    },
    sessionIndexes: named(root, NS.protocol, 'SessionIndex').map(
      (index) => rawText(index) ?? refuse('logout_shape'),
    ),
  };
};

const readAnswer = (root: XmlElement) => {
  must(is(root, NS.protocol, 'LogoutResponse'), 'message_type');
  const { top, second } = readStatus(root);
  const complete = top === 'Success' && second === null;
  return { inResponseTo: attribute(root, 'InResponseTo') ?? refuse('logout_shape'), complete };
};
