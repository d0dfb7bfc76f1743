import type { IdCard, Signer } from './id-card.ts';
import type { TicketAge } from './port.ts';
import type { Issued, TicketService } from './sts.ts';

export type IdCardCache = {
  /**
   * The card of the signer's CVR. A card inside the margin is still used while one caller's worth of renewal is under way; one that
   * has run out is waited for, and fetched once however many wait.
   */
  get(signer: Signer): Promise<Issued>;
  /** Forgets `card`, and only that one: a newer card fetched meanwhile stays. */
  drop(card: IdCard): void;
  ages(): TicketAge[];
  clear(): void;
};

/** A card this close to its end is not used for a new call: it could run out on the way. */
const lastUseMs = 60_000;
/** After a renewal that failed the ticket service is left alone this long, as long as the old card works. */
const renewalPauseMs = 30_000;

type Kept = { readonly card: IdCard; readonly issuedAt: number; renewAt: number };

/**
 * One ID card per environment and organisation certificate. The certificate is part of the key so that a replaced
 * certificate takes effect at once, and a card can never be used for another organisation.
 */
export const createIdCardCache = (
  service: TicketService,
  options: { readonly environment: string; readonly now: () => number; readonly marginMs: number },
): IdCardCache => {
  const { environment, now, marginMs } = options;
  const cards = new Map<string, Kept>();
  const fetching = new Map<string, Promise<Issued>>();

  const keep = (key: string, card: IdCard): void => {
    // The card of a certificate that has been replaced is of no more use.
    for (const [other, kept] of cards) if (kept.card.cvr === card.cvr) cards.delete(other);
    cards.set(key, { card, issuedAt: now(), renewAt: card.notOnOrAfter - marginMs });
  };

  const fetchCard = (key: string, signer: Signer): Promise<Issued> => {
    // No abort signal: several calls wait for this one card, and one giving up must not fail the others.
    const pending = service
      .issue(signer)
      .then((issued) => {
        const kept = cards.get(key);
        if ('card' in issued) keep(key, issued.card);
        else if (kept) kept.renewAt = now() + renewalPauseMs;
        return issued;
      })
      .finally(() => fetching.delete(key));
    fetching.set(key, pending);
    return pending;
  };

  return {
    get: (signer) => {
      const key = JSON.stringify([environment, signer.cvr, signer.certificateHash]);
      const kept = cards.get(key);
      if (kept === undefined || kept.card.notOnOrAfter - lastUseMs <= now())
        return fetching.get(key) ?? fetchCard(key, signer);
      // A renewal that fails costs nothing yet: it is tried again, and the card in hand still works.
      if (kept.renewAt <= now() && !fetching.has(key)) fetchCard(key, signer).catch(() => undefined);
      return Promise.resolve({ card: kept.card });
    },
    drop: (card) => {
      for (const [key, kept] of cards) if (kept.card === card) cards.delete(key);
    },
    ages: () =>
      [...cards.values()].map(({ card, issuedAt }) => ({
        cvr: card.cvr,
        issuedAt,
        notOnOrAfter: card.notOnOrAfter,
      })),
    clear: () => cards.clear(),
  };
};
