import type { PageContext } from '../context.ts';
import type { PageFailure, PageReply } from '../api.ts';

type Saved<T> =
  | { kind: 'saved'; value: T }
  /** The person did not log in again; nothing was sent. */
  | { kind: 'not_fresh' }
  | { kind: 'conflict' }
  | { kind: 'refused'; failure: PageFailure };

/**
 * Sends, and where the server wants a fresh login, asks for it and sends the same once more. Never loops: a second demand is a refusal.
 * `onFresh` tells that a login is being waited for.
 */
export const save = async <T>(
  page: Pick<PageContext, 'freshLogin'>,
  send: () => Promise<PageReply<T>>,
  onFresh: () => void = () => undefined,
): Promise<Saved<T>> => {
  const first = await send();
  if (first.ok) return { kind: 'saved', value: first.value };
  if (first.failure.code !== 'fresh_login_required') return refusal(first.failure);
  onFresh();
  if (!(await page.freshLogin())) return { kind: 'not_fresh' };
  const second = await send();
  return second.ok ? { kind: 'saved', value: second.value } : refusal(second.failure);
};

const refusal = (failure: PageFailure): Saved<never> =>
  failure.code === 'conflict' ? { kind: 'conflict' } : { kind: 'refused', failure };
