import { createSecretKey } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { deriveKeys, seal, unseal, type Random, type TenantKeys } from './encryption.ts';

export type KeyRing = {
  /** The municipality's keys; throws for an unknown one. */
  of(tenant: TenantId): Promise<TenantKeys>;
  /** A new data key, wrapped by the master key. */
  create(tenant: TenantId): Buffer;
  random: Random;
};

const place = (tenant: TenantId) => ({ tenant, table: 'municipalities', row: 'data key' });

/** Data keys never change once made, so an unwrapped one is kept in memory. */
export const createKeyRing = (
  { reads, read, tables }: Database,
  masterKey: Buffer,
  random: Random,
): KeyRing => {
  if (masterKey.length !== 32) throw new Error('store: the master key must be 32 bytes');
  const master = createSecretKey(masterKey);
  const opened = new Map<TenantId, TenantKeys>();
  return {
    random,
    create: (tenant) => seal(master, place(tenant), random(32), random),
    of: async (tenant) => {
      const known = opened.get(tenant);
      if (known) return known;
      const { municipalities } = tables;
      const [row] = await read(() =>
        reads
          .select({ key: municipalities.wrappedKey })
          .from(municipalities)
          .where(eq(municipalities.tenantId, tenant)),
      );
      if (!row) throw new Error('store: unknown municipality');
      const keys = deriveKeys(unseal(master, place(tenant), row.key));
      opened.set(tenant, keys);
      return keys;
    },
  };
};
