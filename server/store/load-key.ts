import { and, eq, sql } from 'drizzle-orm';
import { cpr as toCpr } from '../domain/ids.ts';
import { unseal } from './encryption.ts';
import type { Database } from './database.ts';
import type { createBlurringReads } from './blurrings.ts';
import type { KeyRing } from './keys.ts';
import { isGivenKey } from './outbox.ts';
import type { OutboxStore } from './store.ts';

type BlurringReads = Pick<ReturnType<typeof createBlurringReads>, 'loadCitizen'>;

/** What the relay needs to know of a claimed key. */
export const createLoadKey = (
  { reads, read, tables }: Database,
  keys: KeyRing,
  blurrings: BlurringReads,
): OutboxStore['loadKey'] => {
  const { outbox, attempts, citizens } = tables;
  const findKey = reads.select().from(outbox).where(isGivenKey(outbox)).prepare('load_key');
  const findCalls = reads
    .select({ number: attempts.number, outcome: attempts.outcome })
    .from(attempts)
    .where(isGivenKey(attempts as never))
    .prepare('load_calls');
  const findPerson = reads
    .select({ cpr: citizens.cpr })
    .from(citizens)
    .where(
      and(eq(citizens.tenantId, sql.placeholder('tenant')), eq(citizens.citizen, sql.placeholder('citizen'))),
    )
    .prepare('load_person');

  return async ({ tenant, cvr, citizen }) => {
    const given = { tenant, cvr, citizen };
    // Revision first: what is sent may then be newer than the revision it is settled with, never older.
    const [row] = await read(() => findKey.execute(given));
    if (!row) throw new Error('store: unknown register key');
    const { blurrings: all } = await blurrings.loadCitizen(tenant, citizen);
    const calls = row.calls === 0 ? [] : await read(() => findCalls.execute(given));
    const lastDelivered = Math.max(
      0,
      ...calls.filter(({ outcome }) => outcome === 'delivered').map(({ number }) => number),
    );
    return {
      wantedRevision: row.wantedRevision,
      blurrings: all.filter(({ cvrs }) => cvrs.includes(cvr)),
      everAttempted: row.calls > 0,
      // An attempt that was never finished has an unknown fate too: its process died.
      unknownSince: calls.some(
        ({ number, outcome }) => number > lastDelivered && (outcome === 'unknown' || outcome === null),
      ),
      openCpr: async () => {
        const [person] = await read(() => findPerson.execute(given));
        if (!person) throw new Error('store: unknown citizen');
        const { data } = await keys.of(tenant);
        return toCpr(unseal(data, { tenant, table: 'citizens', row: citizen }, person.cpr).toString());
      },
    };
  };
};
