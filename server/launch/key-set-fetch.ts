import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isReachable } from './private-address.ts';

/** Why a key set could not be fetched; for logs. */
export type KeySetFailure =
  | 'url_not_allowed'
  | 'address_not_allowed'
  | 'unreachable'
  | 'timeout'
  | 'status'
  | 'too_large'
  | 'not_a_key_set';

export type FetchedKeySet = { keys: Record<string, unknown>[]; maxAgeMs: number };

export type KeySetFetchOptions = {
  /** Allows plain HTTP and loopback addresses, for both only loopback; the demonstration's simulators. Default false. */
  allowInsecureLoopback?: boolean;
  /** Aborts one fetch; 3 s by default. */
  timeout?: () => AbortSignal;
  /** Name resolution; the system's by default. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
  /** Additional trusted certificate, PEM. */
  ca?: string;
};

const byteLimit = 65_536;
const keyLimit = 20;
const defaultMaxAgeMs = 300_000;

class Failed extends Error {
  readonly failure: KeySetFailure;
  constructor(failure: KeySetFailure) {
    super(failure);
    this.failure = failure;
  }
}

const resolveBySystem = (hostname: string): Promise<LookupAddress[]> =>
  new Promise((done, failed) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? failed(error) : done(addresses)));
  });

/** The socket connects to exactly the addresses judged here: a name that resolves differently the next time (DNS rebinding) gains nothing. */
const guardedLookup =
  (options: KeySetFetchOptions): LookupFunction =>
  (hostname, { all }, callback) => {
    (options.resolve ?? resolveBySystem)(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (
          !first ||
          !addresses.every(({ address }) => isReachable(address, options.allowInsecureLoopback ?? false))
        ) {
          callback(new Failed('address_not_allowed'), '');
        } else if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      () => callback(new Failed('unreachable'), ''),
    );
  };

const checkUrl = (url: URL, options: KeySetFetchOptions): void => {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const insecure = options.allowInsecureLoopback ?? false;
  const local = isLoopback(host) || host === 'localhost';
  if (url.username || url.password) throw new Failed('url_not_allowed');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && insecure && local))
    throw new Failed('url_not_allowed');
  // A literal address is never looked up, so it is judged here.
  if (isIP(host) && !isReachable(host, insecure)) throw new Failed('address_not_allowed');
};

const send = (url: URL, options: KeySetFetchOptions, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((done, failed) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    request(url, {
      agent: false,
      signal,
      lookup: guardedLookup(options),
      headers: { accept: 'application/jwk-set+json, application/json' },
      ...(options.ca ? { ca: options.ca } : {}),
    })
      .on('response', done)
      .on('error', failed)
      .end();
  });

const readBody = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > byteLimit) {
      answer.destroy();
      throw new Failed('too_large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const maxAgeOf = (cacheControl: string | undefined): number => {
  if (cacheControl === undefined) return defaultMaxAgeMs;
  if (/\bno-(?:store|cache)\b/i.test(cacheControl)) return 0;
  const seconds = /\bmax-age=(\d{1,9})\b/i.exec(cacheControl)?.[1];
  return seconds === undefined ? defaultMaxAgeMs : Number(seconds) * 1000;
};

/** A key set: an object with a list of at most 20 objects in `keys`. */
const readKeySet = (value: unknown): Record<string, unknown>[] | undefined => {
  const keys: unknown =
    typeof value === 'object' && value !== null && 'keys' in value ? value.keys : undefined;
  if (!Array.isArray(keys) || keys.length > keyLimit) return undefined;
  const isObject = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one);
  return keys.every(isObject) ? (keys as Record<string, unknown>[]) : undefined;
};

/** Fetches one registered key set within the limits of 2.3 step 5: no redirect, 3 s, 64 KiB, 20 keys, public address. Never throws. */
export const fetchKeySet = async (
  address: string,
  options: KeySetFetchOptions = {},
): Promise<FetchedKeySet | { failed: KeySetFailure }> => {
  const signal = (options.timeout ?? (() => AbortSignal.timeout(3000)))();
  try {
    const url = new URL(address);
    checkUrl(url, options);
    const answer = await send(url, options, signal);
    if (answer.statusCode !== 200) {
      answer.destroy();
      return { failed: 'status' };
    }
    const keys = readKeySet(JSON.parse(await readBody(answer)));
    return keys ? { keys, maxAgeMs: maxAgeOf(answer.headers['cache-control']) } : { failed: 'not_a_key_set' };
  } catch (error) {
    if (error instanceof Failed) return { failed: error.failure };
    if (signal.aborted) return { failed: 'timeout' };
    return { failed: error instanceof SyntaxError ? 'not_a_key_set' : 'unreachable' };
  }
};
