import { createHash, createHmac, type KeyObject } from 'node:crypto';
import type { ActorId, TenantId } from '../domain/ids.ts';

/** What is stored of a token that stands in somebody's mails. 256 bits need no salt. */
export const offHashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** How tokens are written; nothing else is looked up. */
export const offTokenForm = /^[A-Za-z0-9_-]{43}$/;

/** Keyed hashes, each with its purpose in it, so that none can serve as another. */
export const createNoticeSecrets = (key: KeyObject) => {
  const keyed = (...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
  return {
    codeHash: (tenant: TenantId, actor: ActorId, code: string): string => keyed('code', tenant, actor, code),
    /** Stands in the link that switches off: who it belongs to can be read out of our database only. */
    offToken: (tenant: TenantId, actor: ActorId): string => keyed('off', tenant, actor),
    /** The same for one person and one occasion: a mail server that gets it twice can tell. */
    messageId: (tenant: TenantId, actor: ActorId, occasion: string): string =>
      keyed('message', tenant, actor, occasion).slice(0, 32),
  };
};
