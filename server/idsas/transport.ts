import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';

export type Post = {
  readonly url: string;
  readonly soapAction: string;
  readonly body: string;
  readonly signal?: AbortSignal;
};

/**
 * How an HTTP call ended. `sent: false` means not one byte of the request left this process, so the other side
 * cannot have acted on it; `sent: true` says only that it may have.
 */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Buffer }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly code: string };

export type Transport = { post(call: Post): Promise<Posted>; close(): void };

/** An idle connection is closed before the usual five seconds of the other side, whose close could meet our request. */
const IDLE_MS = 4000;

type TransportSettings = {
  readonly timeoutMs: number;
  readonly maxReplyBytes: number;
  readonly tlsCertificates?: readonly string[];
};

/**
 * Posts SOAP 1.1 over kept-alive connections. One time-out covers connecting, sending, headers and body, and then
 * destroys the socket, so that a late reply can never be read as the answer to a later call. Redirects are not
 * followed: they would send a citizen's number to an address nobody configured.
 */
export const createTransport = (settings: TransportSettings): Transport => {
  const plain = new HttpAgent({ keepAlive: true, timeout: IDLE_MS });
  const secure = new HttpsAgent({
    keepAlive: true,
    timeout: IDLE_MS,
    ...(settings.tlsCertificates && { ca: [...rootCertificates, ...settings.tlsCertificates] }),
  });
  const open = (url: URL, options: object): ClientRequest =>
    url.protocol === 'https:'
      ? httpsRequest(url, { ...options, agent: secure })
      : httpRequest(url, { ...options, agent: plain });

  return {
    post: (call) => post(open, call, settings),
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
};

const post = (open: (url: URL, options: object) => ClientRequest, call: Post, settings: TransportSettings) =>
  new Promise<Posted>((resolve) => {
    const url = new URL(call.url);
    const body = Buffer.from(call.body, 'utf8');
    let sent = false;
    const fail = (code: string): void => {
      finish({ kind: 'failed', sent, code });
      request.destroy();
    };
    const finish = (posted: Posted): void => {
      clearTimeout(timer);
      call.signal?.removeEventListener('abort', abort);
      resolve(posted);
    };
    const abort = (): void => {
      const reason: unknown = call.signal?.reason;
      fail(reason instanceof Error && reason.name === 'TimeoutError' ? 'network_timeout' : 'network_aborted');
    };

    const request = open(url, {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        'content-length': body.byteLength,
        soapaction: `"${call.soapAction}"`,
        accept: 'text/xml',
      },
    });
    const timer = setTimeout(() => fail('network_timeout'), settings.timeoutMs);
    call.signal?.addEventListener('abort', abort);
    request.on('socket', (socket) => {
      // Node writes the request only once the connection (for https: the handshake) is up.
      if (!socket.connecting) sent = true;
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (sent = true));
    });
    request.on('error', (error: NodeJS.ErrnoException) => fail(networkCode(error)));
    request.on('response', (response) => collect(response, settings.maxReplyBytes, finish, fail));
    if (call.signal?.aborted) abort();
    else request.end(body);
  });

const collect = (
  response: IncomingMessage,
  maxBytes: number,
  finish: (posted: Posted) => void,
  fail: (code: string) => void,
): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > maxBytes) fail('reply_too_large');
    else chunks.push(chunk);
  });
  response.on('error', (error: NodeJS.ErrnoException) => fail(networkCode(error)));
  response.on('end', () => {
    // 'end' also arrives after a cut body; only a complete message counts.
    if (!response.complete) fail('network_cut');
    else finish({ kind: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
  });
};

const named: Record<string, string> = {
  ECONNREFUSED: 'network_refused',
  ECONNRESET: 'network_reset',
  EPIPE: 'network_reset',
  ENOTFOUND: 'network_name',
  EAI_AGAIN: 'network_name',
  ETIMEDOUT: 'network_timeout',
  EHOSTUNREACH: 'network_unreachable',
  ENETUNREACH: 'network_unreachable',
};

const networkCode = (error: NodeJS.ErrnoException): string => {
  const code = error.code ?? '';
  if (/CERT|TLS|SSL|ISSUER|SIGNATURE/.test(code)) return 'network_tls';
  return named[code] ?? 'network_failed';
};
