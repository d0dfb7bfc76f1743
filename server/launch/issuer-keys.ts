import type { Instant } from '../domain/ids.ts';
import type { Issuer } from '../store/store.ts';
import {
  fetchKeySet,
  type FetchedKeySet,
  type KeySetFailure,
  type KeySetFetchOptions,
} from './key-set-fetch.ts';
import { importKeySet, selectKey, type KeyAnswer, type KeyQuestion, type KeySet } from './key-set.ts';

/** The keys of all issuers, imported once and kept in memory. */
export type IssuerKeys = {
  /** The one key of the issuer that a token names; `keys_unavailable` where its key set cannot be fetched and none is kept. */
  find(
    issuer: Issuer,
    question: KeyQuestion,
    now: Instant,
  ): Promise<KeyAnswer | { refused: 'keys_unavailable' }>;
};

export type IssuerKeysOptions = KeySetFetchOptions & {
  /** Fetches a key set; `fetchKeySet` by default. */
  fetch?: (url: string) => Promise<FetchedKeySet | { failed: KeySetFailure }>;
  /** Told when a key set could not be fetched; for log and alarm. */
  onFailure?: (iss: string, failure: KeySetFailure) => void;
};

/** Keys are never kept longer than this, however long the host's cache header or outage. */
const keepLimitMs = 24 * 3_600_000;
/** One issuer's keys are fetched at most this often on account of an unknown `kid`, a failure or a shorter cache header. */
const pauseMs = 60_000;

type Kept = {
  fingerprint: string;
  keys: KeySet | undefined;
  fetchedAt: number;
  freshUntil: number;
  pausedUntil: number;
  fetching: Promise<void> | undefined;
};

const fingerprintOf = ({ keys, algorithms }: Issuer): string =>
  JSON.stringify([algorithms, keys.kind === 'url' ? keys.url : keys.jwks]);

/** Creates the key memory of one server. */
export const createIssuerKeys = (options: IssuerKeysOptions = {}): IssuerKeys => {
  const kept = new Map<string, Kept>();
  const fetch = options.fetch ?? ((url: string) => fetchKeySet(url, options));

  const load = async (entry: Kept, issuer: Issuer, now: Instant): Promise<void> => {
    if (issuer.keys.kind === 'inline') {
      entry.keys = await importKeySet(issuer.keys.jwks.keys, issuer.algorithms);
      entry.freshUntil = entry.pausedUntil = Infinity;
      return;
    }
    const fetched = await fetch(issuer.keys.url);
    if ('failed' in fetched) {
      entry.pausedUntil = now + pauseMs;
      options.onFailure?.(issuer.iss, fetched.failed);
      return;
    }
    entry.keys = await importKeySet(fetched.keys, issuer.algorithms);
    entry.fetchedAt = now;
    entry.freshUntil = now + Math.min(Math.max(fetched.maxAgeMs, pauseMs), keepLimitMs);
  };

  /** Single flight: launches that arrive meanwhile wait for the same fetch. */
  const loadOnce = (entry: Kept, issuer: Issuer, now: Instant): Promise<void> => {
    entry.fetching ??= load(entry, issuer, now).finally(() => {
      entry.fetching = undefined;
    });
    return entry.fetching;
  };

  const entryOf = (issuer: Issuer): Kept => {
    const fingerprint = fingerprintOf(issuer);
    const known = kept.get(issuer.iss);
    // A changed registration counts at once: keys of the old one are forgotten.
    if (known?.fingerprint === fingerprint) return known;
    const entry = {
      fingerprint,
      keys: undefined,
      fetchedAt: 0,
      freshUntil: 0,
      pausedUntil: 0,
      fetching: undefined,
    };
    kept.set(issuer.iss, entry);
    return entry;
  };

  return {
    async find(issuer, question, now) {
      const entry = entryOf(issuer);
      if (now >= entry.freshUntil && now >= entry.pausedUntil) await loadOnce(entry, issuer, now);
      if (entry.keys && issuer.keys.kind === 'url' && now >= entry.fetchedAt + keepLimitMs)
        entry.keys = undefined;
      if (!entry.keys) return { refused: 'keys_unavailable' };
      const answer = selectKey(entry.keys, question);
      if ('key' in answer || answer.refused !== 'key_unknown') return answer;
      // The host may have begun to use a new key: look once, then not again for a minute.
      if (!entry.fetching) {
        if (now < entry.pausedUntil) return answer;
        entry.pausedUntil = now + pauseMs;
      }
      await loadOnce(entry, issuer, now);
      return selectKey(entry.keys, question);
    },
  };
};
