import type { IdCardCache } from './id-card-cache.ts';
import type { Signer } from './id-card.ts';
import { dgwsEnvelope } from './envelope.ts';
import type { CallIds, IdsasOutcome } from './port.ts';
import { readReply } from './reply.ts';
import type { Expected, Reply } from './reply.ts';
import type { Issued } from './sts.ts';
import type { Transport } from './transport.ts';

/** One operation at one address, and what its success looks like. `request` is asked at the moment of sending. */
export type Exchange<T> = {
  readonly url: string;
  readonly soapAction: string;
  readonly request: (moment: number) => string;
  readonly expected: Expected<T>;
};

/** How a call ended; a delivered one with what the reply held. */
export type Exchanged<T> = {
  readonly outcome: IdsasOutcome;
  readonly content?: T;
  readonly flowStatus?: string | undefined;
};

export type LimitedIds = CallIds & { readonly signal: AbortSignal };

type Dependencies = {
  readonly transport: Transport;
  readonly cards: IdCardCache;
  readonly now: () => number;
  readonly newId: () => string;
};

/**
 * One call with an ID card. When the register refuses the card, the card is dropped and the call repeated once at once with a new
 * one; refused again, the whole organisation is paused.
 */
export const createExchange = ({ transport, cards, now, newId }: Dependencies) => {
  const send = async <T>(
    exchange: Exchange<T>,
    ids: LimitedIds,
    idCard: string,
    messageId: string,
  ): Promise<Reply<T>> => {
    const created = now();
    const headers = { idCard, created, messageId, flowId: ids.flowId };
    const posted = await transport.post({
      url: exchange.url,
      soapAction: exchange.soapAction,
      body: dgwsEnvelope(headers, exchange.request(created)),
      signal: ids.signal,
    });
    if (posted.kind === 'answered')
      return readReply(exchange.expected, posted.status, posted.body, messageId);
    return { verdict: { kind: posted.sent ? 'unknown' : 'retry', code: posted.code } };
  };

  return async <T>(exchange: Exchange<T>, ids: LimitedIds, signer: Signer): Promise<Exchanged<T>> => {
    for (let attempt = 1; ; attempt += 1) {
      const issued = await orAborted(cards.get(signer), ids.signal);
      if ('outcome' in issued) return issued;
      // A provider may answer a repeated MessageID from memory, so the immediate repeat has its own.
      const messageId = attempt === 1 ? ids.messageId : newId();
      const { verdict, ...rest } = await send(exchange, ids, issued.card.xml, messageId);
      if (verdict.kind !== 'renew-id-card') return { outcome: verdict, ...rest };
      cards.drop(issued.card);
      if (attempt === 2) return { outcome: { kind: 'refused', code: verdict.code, pause: 'tenant' } };
    }
  };
};

/** The ID card, or `retry` when time runs out first: nothing has been sent to the register while waiting for it. */
const orAborted = (issued: Promise<Issued>, signal: AbortSignal): Promise<Issued> =>
  new Promise((resolve, reject) => {
    const abort = (): void => resolve({ outcome: { kind: 'retry', code: 'sts_network_aborted' } });
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    issued.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
