import type { Issuer } from '../store/store.ts';
import { fetchKeySet, type KeySetFailure, type KeySetFetchOptions } from './key-set-fetch.ts';
import { importKeySet } from './key-set.ts';

/** What a person can do about it is one of three things. */
const codes: Record<KeySetFailure, string> = {
  url_not_allowed: 'address_not_allowed',
  address_not_allowed: 'address_not_allowed',
  unreachable: 'keys_unavailable',
  timeout: 'keys_unavailable',
  status: 'keys_unavailable',
  too_large: 'keys_unreadable',
  not_a_key_set: 'keys_unreadable',
};

/**
 * Whether an issuer's keys can be had and used now; for who sets up a record system.
 * @returns code `ok`; `keys_empty`: no key that fits the registered algorithms, is long enough and public; `keys_unavailable`,
 * `keys_unreadable`, `address_not_allowed`: it could not be fetched, is no key set, or may not be asked from here
 */
export const checkIssuerKeys = async (
  issuer: Pick<Issuer, 'keys' | 'algorithms'>,
  options: KeySetFetchOptions,
): Promise<{ ok: boolean; code: string }> => {
  const fetched =
    issuer.keys.kind === 'inline'
      ? { keys: issuer.keys.jwks.keys }
      : await fetchKeySet(issuer.keys.url, options);
  if ('failed' in fetched) return { ok: false, code: codes[fetched.failed] };
  const usable = (await importKeySet(fetched.keys, issuer.algorithms)).filter(({ key }) => key !== undefined);
  return usable.length > 0 ? { ok: true, code: 'ok' } : { ok: false, code: 'keys_empty' };
};
