import { getConnInfo } from '@hono/node-server/conninfo';
import type { AppContext } from './context.ts';

/** The client's address; the last X-Forwarded-For entry where a reverse proxy of ours sets it. For rate limits only. */
export const clientAddress = (c: AppContext, trustedProxy: boolean): string => {
  const forwarded = trustedProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return forwarded ?? getConnInfo(c).remote.address ?? 'unknown';
};
