import type { IdCard, Signer } from './id-card.ts';
import type { Issued, TicketService } from './sts.ts';

export type IdCardCache = {
  /** The card of the signer's CVR: cached while it has more than the margin left, otherwise fetched, once at a time. */
  get(signer: Signer): Promise<Issued>;
  /** Forgets `card`, and only that one: a newer card fetched meanwhile stays. */
  drop(card: IdCard): void;
  clear(): void;
};

/**
 * One ID card per environment and organisation certificate. The certificate is part of the key so that a replaced
 * certificate takes effect at once, and a card can never be used for another organisation.
 */
export const createIdCardCache = (
  service: TicketService,
  options: { readonly environment: string; readonly now: () => number; readonly marginMs: number },
): IdCardCache => {
  const cards = new Map<string, IdCard>();
  const fetching = new Map<string, Promise<Issued>>();

  const fetchCard = (key: string, signer: Signer): Promise<Issued> => {
    // No abort signal: several calls wait for this one card, and one giving up must not fail the others.
    const pending = service
      .issue(signer)
      .then((issued) => {
        if ('card' in issued) cards.set(key, issued.card);
        return issued;
      })
      .finally(() => fetching.delete(key));
    fetching.set(key, pending);
    return pending;
  };

  return {
    get: (signer) => {
      const key = JSON.stringify([options.environment, signer.cvr, signer.certificateHash]);
      const card = cards.get(key);
      if (card && card.notOnOrAfter - options.marginMs > options.now()) return Promise.resolve({ card });
      return fetching.get(key) ?? fetchCard(key, signer);
    },
    drop: (card) => {
      for (const [key, cached] of cards) if (cached === card) cards.delete(key);
    },
    clear: () => cards.clear(),
  };
};
