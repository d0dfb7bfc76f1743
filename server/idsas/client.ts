import { createBlurringEnvelope } from './envelope.ts';
import { createIdCardCache } from './id-card-cache.ts';
import type { IdCard, Signer } from './id-card.ts';
import type { BlurringCall, IdsasClient, IdsasDependencies, IdsasEvent, IdsasOutcome } from './port.ts';
import { readReply } from './reply.ts';
import type { Reply } from './reply.ts';
import { createSigners } from './signers.ts';
import { createTicketService } from './sts.ts';
import type { Issued } from './sts.ts';
import { createTransport } from './transport.ts';
import { MAX_XML_BYTES } from './xml.ts';

export type * from './port.ts';

/**
 * Opens the register for one NSP environment. Holds connections and ID cards; knows nothing of the store, and which
 * calls to make, in which order and how often to repeat them is the relay's decision.
 * @throws for settings that cannot work: a bad address, an issuer name that is no NCName, no trusted certificate.
 */
export const createIdsasClient = (dependencies: IdsasDependencies): IdsasClient => {
  const { settings, now } = dependencies;
  const operation = settings.operations.CreateBlurring;
  checkAddress(settings.stsUrl);
  checkAddress(operation.url);
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(settings.issuerName)) throw new Error('issuerName is not an NCName');
  if (/["\r\n]/.test(operation.soapAction)) throw new Error('soapAction holds a quote or line break');

  const timeoutMs = settings.requestTimeoutMs ?? 30_000;
  const transport = createTransport({
    timeoutMs,
    maxReplyBytes: MAX_XML_BYTES,
    ...(settings.tlsCertificates && { tlsCertificates: settings.tlsCertificates }),
  });
  const tickets = createTicketService({ ...dependencies, transport });
  const issue = async (signer: Signer): Promise<Issued> => {
    const started = now();
    const issued = await tickets.issue(signer);
    dependencies.log?.({
      event: 'idsas.id-card',
      cvr: signer.cvr,
      ...('outcome' in issued && summary(issued.outcome)),
      durationMs: now() - started,
    });
    return issued;
  };
  const cards = createIdCardCache(
    { issue },
    {
      environment: settings.environment,
      now,
      marginMs: (settings.idCardRenewMarginMinutes ?? 15) * 60_000,
    },
  );
  const signers = createSigners(dependencies.credentials);

  const send = async (call: LimitedCall, cpr: string, card: IdCard): Promise<Reply> => {
    const moment = now();
    const body = createBlurringEnvelope(
      {
        idCard: card.xml,
        created: moment,
        messageId: call.messageId,
        flowId: call.flowId,
        cpr,
        endDateTime: endToSend(call.endDateTime, moment, settings.endNowOffsetSeconds ?? 0),
      },
      operation,
    );
    const posted = await transport.post({
      url: operation.url,
      soapAction: operation.soapAction,
      body,
      signal: call.signal,
    });
    if (posted.kind === 'answered')
      return readReply('CreateBlurring', posted.status, posted.body, call.messageId);
    return { verdict: { kind: posted.sent ? 'unknown' : 'retry', code: posted.code } };
  };

  const deliver = async (call: LimitedCall): Promise<IdsasOutcome> => {
    const cpr = call.cpr.replace(/^(.{6})-/, '$1');
    // Format only: numbers without a valid check digit are issued, and replacement numbers carry letters.
    if (!/^[0-9]{6}[0-9A-Z]{4}$/.test(cpr)) return { kind: 'refused', code: 'cpr_malformed', pause: 'key' };
    if (!(Math.abs(call.endDateTime) < YEAR_10000))
      return { kind: 'refused', code: 'end_malformed', pause: 'key' };
    const signer = await signers.get(call.cvr);
    if ('kind' in signer) return signer;

    for (let attempt = 1; ; attempt += 1) {
      const issued = await orAborted(cards.get(signer), call.signal);
      if ('outcome' in issued) return issued.outcome;
      // A provider may answer a repeated MessageID from memory, so the immediate repeat has its own.
      const messageId = attempt === 1 ? call.messageId : dependencies.newId();
      const { verdict, flowStatus } = await send({ ...call, messageId }, cpr, issued.card);
      if (verdict.kind === 'delivered' && flowStatus !== 'flow_finalized_succesfully') {
        dependencies.log?.({ event: 'idsas.flow-status', cvr: call.cvr, messageId });
      }
      if (verdict.kind !== 'renew-id-card') return verdict;
      cards.drop(issued.card);
      if (attempt === 2) return { kind: 'refused', code: verdict.code, pause: 'tenant' };
    }
  };

  return {
    createBlurring: async (call) => {
      const started = now();
      // One time-out over ticket, call and repeat together: a caller's lease must outlive the whole of it.
      const limits = [AbortSignal.timeout(timeoutMs), ...(call.signal ? [call.signal] : [])];
      const outcome = await deliver({ ...call, signal: AbortSignal.any(limits) });
      dependencies.log?.({
        event: 'idsas.call',
        cvr: call.cvr,
        messageId: call.messageId,
        flowId: call.flowId,
        ...summary(outcome),
        durationMs: now() - started,
      });
      return outcome;
    },
    close: () => {
      transport.close();
      cards.clear();
      signers.clear();
      return Promise.resolve();
    },
  };
};

/** From here on a date no longer has four digits for the year. */
const YEAR_10000 = Date.UTC(10_000, 0);

type LimitedCall = BlurringCall & { readonly signal: AbortSignal };

/** The ID card, or `retry` when time runs out first: nothing has been sent to the register while waiting for it. */
const orAborted = (issued: Promise<Issued>, signal: AbortSignal): Promise<Issued> =>
  new Promise((resolve, reject) => {
    const abort = (): void => resolve({ outcome: { kind: 'retry', code: 'sts_network_aborted' } });
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    issued.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

const summary = (outcome: IdsasOutcome): Pick<IdsasEvent, 'outcome' | 'code'> => ({
  outcome: outcome.kind,
  ...('code' in outcome && { code: outcome.code }),
});

/** A moment that has passed means "end now": the register may not accept an end in the past. */
const endToSend = (end: number, moment: number, offsetSeconds: number): number =>
  end > moment ? end : moment + offsetSeconds * 1000;

const checkAddress = (url: string): void => {
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('the address is neither https nor http');
};
