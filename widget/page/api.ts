import type { Problem } from '../../shared/problem.ts';
import type { Environment } from '../environment.ts';

/** What went wrong with a call; `code` is the server's, or one of the browser's own. */
export type PageFailure = {
  code: Problem['code'] | 'network' | 'offline';
  reference?: string;
  fields?: Problem['fields'];
  limits?: Record<string, number>;
};
export type PageReply<T> = { ok: true; value: T } | { ok: false; failure: PageFailure };

export type PageApi = {
  get: <T>(path: string) => Promise<PageReply<T>>;
  post: <T>(path: string, body?: object) => Promise<PageReply<T>>;
  put: <T>(path: string, body: object) => Promise<PageReply<T>>;
  /** A file as it is; it may take minutes. */
  send: <T>(path: string, file: Blob, type: 'text/csv') => Promise<PageReply<T>>;
};

export type PageApiOptions = {
  environment: Pick<Environment, 'fetch' | 'after' | 'online'>;
  /** The login is over: told once for every call that is answered so. */
  onLoginRequired: () => void;
  /** A call was answered: the login is alive, and the idle limit has moved. */
  onAlive: () => void;
};

/** Seconds without an answer after which a call is given up. */
const answerWithin = 30;
const fileWithin = 600;

/** Calls of the hosted page: the login's cookie goes along, nothing is cached, nothing is kept. Never throws. */
export const createPageApi = ({ environment, onLoginRequired, onAlive }: PageApiOptions): PageApi => {
  const call = async <T>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: { type: string; content: string | Blob },
  ): Promise<PageReply<T>> => {
    const limit = new AbortController();
    const seconds = body?.content instanceof Blob ? fileWithin : answerWithin;
    const cancel = environment.after(seconds * 1000, () => limit.abort());
    try {
      const response = await environment.fetch(path, {
        method,
        ...(body && { headers: { 'Content-Type': body.type }, body: body.content }),
        credentials: 'same-origin',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: limit.signal,
      });
      if (!response.ok) {
        const failure = await readFailure(response);
        if (failure.code === 'login_required') onLoginRequired();
        return { ok: false, failure };
      }
      // A question only looks: it does not move the limit (`GET /page/session`).
      if (path !== '/page/session' || method !== 'GET') onAlive();
      return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
    } catch {
      return { ok: false, failure: { code: environment.online() ? 'network' : 'offline' } };
    } finally {
      cancel();
    }
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, json(body)),
    put: (path, body) => call('PUT', path, json(body)),
    send: (path, file, type) => call('POST', path, { type, content: file }),
  };
};

const json = (body: object) => ({ type: 'application/json', content: JSON.stringify(body) });

const readFailure = async (response: Response): Promise<PageFailure> => {
  // A proxy in between answers with pages of its own.
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const { code = 'unknown', reference, fields, limits } = problem;
  return { code, ...(reference && { reference }), ...(fields && { fields }), ...(limits && { limits }) };
};
