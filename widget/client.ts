import type { Problem } from '../shared/problem.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './problems.ts';

export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export type Call = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the API base, with a leading slash. */
  path: string;
  body?: object;
  bearer?: string;
  /** Sent unchanged when a lost answer makes the call repeat itself. */
  key?: string;
  signal?: AbortSignal;
};

/** Seconds without an answer after which a call is given up. */
const answerWithin = 20;

/**
 * One call to the server. Sends no cookies and no referrer. A call with an idempotency key is repeated once when its
 * answer was lost; the server answers the repeat with the first result. Never throws.
 */
export const call = async <T>(
  apiBase: string,
  environment: Environment,
  request: Call,
): Promise<Reply<T>> => {
  const first = await attempt<T>(apiBase, environment, request);
  const lost = !first.ok && first.failure.code === 'network' && !request.signal?.aborted;
  return lost && request.key ? attempt<T>(apiBase, environment, request) : first;
};

const attempt = async <T>(
  apiBase: string,
  environment: Environment,
  { method, path, body, bearer, key, signal }: Call,
): Promise<Reply<T>> => {
  const limit = new AbortController();
  const stop = (): void => limit.abort();
  const cancel = environment.after(answerWithin * 1000, stop);
  signal?.addEventListener('abort', stop);
  try {
    const response = await environment.fetch(apiBase.replace(/\/$/, '') + path, {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(bearer && { Authorization: `Bearer ${bearer}` }),
        ...(key && { 'Idempotency-Key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      // Lets the goodbye of a closing page reach the server.
      keepalive: method === 'DELETE',
      signal: limit.signal,
    });
    if (!response.ok) return { ok: false, failure: await readProblem(response) };
    return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
  } catch {
    const code = !environment.online() ? 'offline' : limit.signal.aborted ? 'load_timeout' : 'network';
    return { ok: false, failure: { code, retryable: true } };
  } finally {
    cancel();
    signal?.removeEventListener('abort', stop);
  }
};

const readProblem = async (response: Response): Promise<Failure> => {
  // A proxy in between answers with pages of its own.
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const { code = 'unknown', retryable = response.status >= 500, reference, limits } = problem;
  return { code, retryable, ...(reference && { reference }), ...(limits && { limits }) };
};
