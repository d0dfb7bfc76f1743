import { createPublicKey } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { judgeStsFault } from './faults.ts';
import { createIdCard, readIdCard } from './id-card.ts';
import type { IdCard, Signer } from './id-card.ts';
import { dgwsTime, NS } from './names.ts';
import type { IdsasOutcome, IdsasSettings } from './port.ts';
import { verifyAssertion } from './signature.ts';
import type { Trust } from './signature.ts';
import type { Transport } from './transport.ts';
import { childElements, escapeXml, onlyChild, plainText, UnreadableXml, withXml } from './xml.ts';

/** A card, or the outcome of the call that needed it. Until there is a card the register has not been called. */
export type Issued = { readonly card: IdCard } | { readonly outcome: IdsasOutcome };

export type TicketService = {
  issue(signer: Signer): Promise<Issued>;
};

type Dependencies = {
  readonly settings: IdsasSettings;
  readonly transport: Transport;
  readonly now: () => number;
  readonly newId: () => string;
};

/**
 * The national ticket service (STS): WS-Trust 2005/02 `RequestSecurityToken` with our own card as claims, answered
 * with the same card signed by the service.
 * @throws when a trusted certificate is not a certificate, or none is given.
 */
export const createTicketService = (dependencies: Dependencies): TicketService => {
  const { settings, transport, now, newId } = dependencies;
  const skewMs = (settings.clockSkewSeconds ?? 60) * 1000;
  if (settings.trustedStsCertificates.length === 0) throw new Error('trustedStsCertificates is empty');
  const trust: Trust = {
    keys: settings.trustedStsCertificates.map((pem) => createPublicKey(pem)),
    allowSha1: settings.allowSha1FromSts ?? false,
  };

  return {
    issue: async (signer) => {
      const own = createIdCard(signer, settings, { now: now(), skewMs, id: newId() });
      const posted = await transport.post({
        url: settings.stsUrl,
        soapAction: 'Issue',
        body: stsRequest(own, settings.issuerName, now()),
      });
      if (posted.kind === 'failed') return { outcome: { kind: 'retry', code: `sts_${posted.code}` } };
      return readStsReply(posted.status, posted.body, { cvr: signer.cvr, now: now(), skewMs, trust });
    },
  };
};

const stsRequest = (idCard: string, issuerName: string, now: number): string =>
  `<soapenv:Envelope xmlns:soapenv="${NS.soap}" xmlns:wsse="${NS.wsse}" xmlns:wsu="${NS.wsu}" xmlns:wst="${NS.wst}" xmlns:wsa="${NS.wsa}" id="Envelope">` +
  `<soapenv:Header><wsse:Security><wsu:Timestamp><wsu:Created>${dgwsTime(now)}</wsu:Created></wsu:Timestamp></wsse:Security></soapenv:Header>` +
  `<soapenv:Body><wst:RequestSecurityToken Context="www.sosi.dk">` +
  // The token type really ends with a colon.
  `<wst:TokenType>urn:oasis:names:tc:SAML:2.0:assertion:</wst:TokenType>` +
  `<wst:RequestType>http://schemas.xmlsoap.org/ws/2005/02/trust/Issue</wst:RequestType>` +
  `<wst:Claims>${idCard}</wst:Claims>` +
  `<wst:Issuer><wsa:Address>${escapeXml(issuerName)}</wsa:Address></wst:Issuer>` +
  `</wst:RequestSecurityToken></soapenv:Body></soapenv:Envelope>`;

type Expected = {
  readonly cvr: string;
  readonly now: number;
  readonly skewMs: number;
  readonly trust: Trust;
};

/**
 * Reads the answer of the ticket service. A card is accepted only when it stands in the one place the protocol gives
 * it, is the only assertion and the only `IDCard` in the message (signature wrapping), is signed by a pinned key,
 * names our CVR and is valid now.
 */
export const readStsReply = (status: number, body: Buffer, expected: Expected): Issued => {
  try {
    return withXml(body, (envelope) => {
      const soapBody = envelope.name === 'Envelope' ? onlyChild(envelope, 'Body') : undefined;
      // Old versions answer a fault with another status than 500, so the fault is looked for first.
      const fault = onlyChild(soapBody, 'Fault');
      if (fault !== undefined) return { outcome: judgeStsFault(plainText(onlyChild(fault, 'faultcode'))) };
      if (status !== 200) return { outcome: { kind: 'retry', code: `sts_http_${status}` } };
      const reply = onlyChild(soapBody, 'RequestSecurityTokenResponse');
      const assertion = onlyChild(onlyChild(reply, 'RequestedSecurityToken'), 'Assertion');
      return assertion === undefined ? unreadable : acceptCard(envelope, assertion, expected);
    });
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    return status === 200 ? unreadable : { outcome: { kind: 'retry', code: `sts_http_${status}` } };
  }
};

const unreadable: Issued = { outcome: { kind: 'retry', code: 'sts_reply_unreadable' } };

/**
 * A card we cannot trust says something of the ticket service, of our list of its certificates or of our clock, and nothing of the
 * organisation: the same holds for every CVR at once. Nothing was sent, so it is tried again until the platform or the settings
 * are put right; parking all municipalities would need as many people to let them go on.
 */
const untrusted = (code: string): Issued => ({ outcome: { kind: 'retry', code } });

const acceptCard = (envelope: XmlElement, assertion: XmlElement, expected: Expected): Issued => {
  const assertions = envelope.find('//*[local-name()="Assertion"]');
  const named = envelope.find('//*[@*[translate(local-name(), "ID", "id")="id"]="IDCard"]');
  const alone = assertions.length === 1 && named.length === 1 && named[0]?.isSameNode(assertion) === true;
  if (!alone || assertion.namespaceUri !== NS.saml || childElements(assertion).at(-1)?.name !== 'Signature') {
    return untrusted('sts_card_malformed');
  }
  const verified = verifyAssertion(assertion, expected.trust);
  if (verified === undefined) return untrusted('sts_card_untrusted');
  const card = readIdCard(verified);
  if (card === undefined) return untrusted('sts_card_malformed');
  // With this card the register would blur somebody else's staff: the organisation stops until a person has looked.
  if (card.cvr !== expected.cvr)
    return { outcome: { kind: 'refused', code: 'sts_card_other_organisation', pause: 'tenant' } };
  const early = card.notBefore - expected.skewMs > expected.now;
  const late = card.notOnOrAfter + expected.skewMs <= expected.now;
  return early || late ? untrusted('sts_card_not_valid_now') : { card };
};
