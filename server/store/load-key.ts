import { and, eq } from 'drizzle-orm';
import { cpr } from '../domain/ids.ts';
import { unseal } from './encryption.ts';
import type { Database } from './database.ts';
import type { createBlurringReads } from './blurrings.ts';
import type { KeyRing } from './keys.ts';
import { isKey } from './outbox.ts';
import type { OutboxStore } from './store.ts';

type BlurringReads = Pick<ReturnType<typeof createBlurringReads>, 'loadCitizen'>;

/** What the relay needs to know of a claimed key. */
export const createLoadKey =
  ({ reads, read, tables }: Database, keys: KeyRing, blurrings: BlurringReads): OutboxStore['loadKey'] =>
  async (key) => {
    const { outbox, attempts, citizens } = tables;
    // Revision first: what is sent may then be newer than the revision it is settled with, never older.
    const [row] = await read(() => reads.select().from(outbox).where(isKey(tables, key)));
    if (!row) throw new Error('store: unknown register key');
    const { blurrings: all } = await blurrings.loadCitizen(key.tenant, key.citizen);
    const calls = await read(() =>
      reads
        .select({ number: attempts.number, outcome: attempts.outcome })
        .from(attempts)
        .where(
          and(
            eq(attempts.tenantId, key.tenant),
            eq(attempts.cvr, key.cvr),
            eq(attempts.citizen, key.citizen),
          ),
        ),
    );
    const lastDelivered = Math.max(
      0,
      ...calls.filter(({ outcome }) => outcome === 'delivered').map(({ number }) => number),
    );
    return {
      wantedRevision: row.wantedRevision,
      blurrings: all.filter(({ cvrs }) => cvrs.includes(key.cvr)),
      everAttempted: row.calls > 0,
      // An attempt that was never finished has an unknown fate too: its process died.
      unknownSince: calls.some(
        ({ number, outcome }) => number > lastDelivered && (outcome === 'unknown' || outcome === null),
      ),
      openCpr: async () => {
        const owner = and(eq(citizens.tenantId, key.tenant), eq(citizens.citizen, key.citizen));
        const [person] = await read(() => reads.select({ cpr: citizens.cpr }).from(citizens).where(owner));
        if (!person) throw new Error('store: unknown citizen');
        const { data } = await keys.of(key.tenant);
        return cpr(
          unseal(data, { tenant: key.tenant, table: 'citizens', row: key.citizen }, person.cpr).toString(),
        );
      },
    };
  };
