import { and } from 'drizzle-orm';
import type { Tables } from './schema.ts';
import { isOneOf, prepared, some } from './statements.ts';
import type { RegisterKey } from './store.ts';
import type { Unit } from './unit.ts';

/** A register key as it is stored. */
export type KeyRow = Tables['outbox']['$inferSelect'];

/** Who claims to hold a key: the token of the lease it was claimed under. */
export type Holder = { key: RegisterKey; leaseToken: string };

const nameOf = (tenant: string, { cvr, citizen }: Pick<RegisterKey, 'cvr' | 'citizen'>): string =>
  `${tenant}\n${cvr}\n${citizen}`;

/**
 * Reads and locks the keys of all holders at once. What it returns gives a holder's row, or undefined when the lease is no longer
 * theirs; rows may be changed in place, so that a later input of the same transaction sees what an earlier one did.
 */
export const lockHeld = async (
  { db, tables, lock }: Unit,
  holders: readonly Holder[],
): Promise<(holder: Holder) => KeyRow | undefined> => {
  const { outbox } = tables;
  const tenants = some('tenant', [...new Set(holders.map(({ key }) => key.tenant))]);
  const citizens = some('citizen', [...new Set(holders.map(({ key }) => key.citizen))]);
  const tokens = some('token', [...new Set(holders.map(({ leaseToken }) => leaseToken))]);
  const name = `lock_held_${tenants.size}_${citizens.size}_${tokens.size}`;
  const statement = prepared(db, name, () =>
    lock(
      db
        .select()
        .from(outbox)
        .where(
          and(
            isOneOf(outbox.tenantId, 'tenant', tenants.size),
            isOneOf(outbox.citizen, 'citizen', citizens.size),
            isOneOf(outbox.leaseToken, 'token', tokens.size),
          ),
        )
        // Rows are locked in this order, as registrations lock them: two transactions can then not wait for each other.
        .orderBy(outbox.tenantId, outbox.citizen, outbox.cvr),
    ).prepare(name),
  );
  const rows = await statement.execute({
    ...tenants.parameters,
    ...citizens.parameters,
    ...tokens.parameters,
  });
  const known = new Map(rows.map((row) => [nameOf(row.tenantId, row), row]));
  return ({ key, leaseToken }) => {
    const row = known.get(nameOf(key.tenant, key));
    return row?.leaseToken === leaseToken ? row : undefined;
  };
};
