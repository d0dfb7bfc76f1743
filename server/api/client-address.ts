import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { AppContext } from './context.ts';

/** One subscriber has the whole of a /64, and would otherwise be as many callers as they like (RFC 6177). */
const network = (address: string): string => {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [text = ''] = address.split('%');
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const left = groups(head);
  const right = groups(tail ?? '');
  const gap = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const whole = tail === undefined ? left : [...left, ...gap, ...right];
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/** The client's address; the last X-Forwarded-For entry where a reverse proxy of ours sets it. For rate limits only. */
export const clientAddress = (c: AppContext, trustedProxy: boolean): string => {
  const forwarded = trustedProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return network(forwarded ?? getConnInfo(c).remote.address ?? 'unknown');
};
