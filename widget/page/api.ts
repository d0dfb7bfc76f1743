import type { Problem } from '../../shared/problem.ts';
import type { Environment } from '../environment.ts';

/** What went wrong with a call; `code` is the server's, or one of the browser's own. */
export type PageFailure = {
  code: Problem['code'] | 'network' | 'offline' | 'incomplete' | 'cancelled';
  reference?: string;
  fields?: Problem['fields'];
  limits?: Record<string, number>;
};
export type PageReply<T> = { ok: true; value: T } | { ok: false; failure: PageFailure };

export type PostOptions = { key?: string; keepalive?: boolean };

/** A file on its way. */
export type Download = {
  /** Told of every piece; `of` is how many rows the file should have. */
  onPiece: (piece: Uint8Array, of: number) => void;
  signal: AbortSignal;
};
export type DownloadedFile = { pieces: Uint8Array<ArrayBuffer>[]; name: string; type: string; of: number };

export type PageApi = {
  /** Takes a file piece by piece; `incomplete` when the connection breaks, `cancelled` when the person stops it. */
  download: (path: string, body: object, download: Download) => Promise<PageReply<DownloadedFile>>;
  get: <T>(path: string) => Promise<PageReply<T>>;
  /** `key`: the `Idempotency-Key`. `keepalive`: goes on when the page is left. */
  post: <T>(path: string, body?: object, options?: PostOptions) => Promise<PageReply<T>>;
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
    { key, keepalive = false }: PostOptions = {},
  ): Promise<PageReply<T>> => {
    const limit = new AbortController();
    const seconds = body?.content instanceof Blob ? fileWithin : answerWithin;
    const cancel = environment.after(seconds * 1000, () => limit.abort());
    try {
      const response = await environment.fetch(path, {
        method,
        ...(body && {
          headers: { 'Content-Type': body.type, ...(key && { 'Idempotency-Key': key }) },
          body: body.content,
        }),
        ...(keepalive && { keepalive }),
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
  const download: PageApi['download'] = async (path, body, { onPiece, signal }) => {
    const cancelled = (): PageReply<never> => ({ ok: false, failure: { code: 'cancelled' } });
    let begun = false;
    try {
      const response = await environment.fetch(path, {
        ...{ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
        ...{ credentials: 'same-origin', referrerPolicy: 'no-referrer', cache: 'no-store', signal },
      });
      if (!response.ok) {
        const failure = await readFailure(response);
        if (failure.code === 'login_required') onLoginRequired();
        return { ok: false, failure };
      }
      onAlive();
      begun = true;
      const of = Number(response.headers.get('X-Total-Rows') ?? 0);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const reader = response.body?.getReader();
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        pieces.push(next.value);
        onPiece(next.value, of);
      }
      const disposition = response.headers.get('Content-Disposition') ?? '';
      const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'extract';
      return { ok: true, value: { pieces, name, type: response.headers.get('Content-Type') ?? '', of } };
    } catch {
      if (signal.aborted) return cancelled();
      if (begun) return { ok: false, failure: { code: 'incomplete' } };
      return { ok: false, failure: { code: environment.online() ? 'network' : 'offline' } };
    }
  };
  return {
    download,
    get: (path) => call('GET', path),
    post: (path, body = {}, options = {}) => call('POST', path, json(body), options),
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
