import type { Issuer } from '../store/store.ts';
import { fetchKeySet, type KeySetFetchOptions } from './key-set-fetch.ts';
import { importKeySet } from './key-set.ts';

/**
 * Whether an issuer's keys can be had and used now; for who sets up a record system.
 * @returns `ok`, `no_usable_key` (none fits the registered algorithms, is long enough and public), or why the key set could not be fetched
 */
export const checkIssuerKeys = async (
  issuer: Pick<Issuer, 'keys' | 'algorithms'>,
  options: KeySetFetchOptions,
): Promise<{ ok: boolean; code: string }> => {
  const fetched =
    issuer.keys.kind === 'inline'
      ? { keys: issuer.keys.jwks.keys }
      : await fetchKeySet(issuer.keys.url, options);
  if ('failed' in fetched) return { ok: false, code: fetched.failed };
  const usable = (await importKeySet(fetched.keys, issuer.algorithms)).filter(({ key }) => key !== undefined);
  return usable.length > 0 ? { ok: true, code: 'ok' } : { ok: false, code: 'no_usable_key' };
};
