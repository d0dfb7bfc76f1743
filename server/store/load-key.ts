import { and } from 'drizzle-orm';
import { cpr as toCpr } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { createBlurringReads } from './blurrings.ts';
import type { KeyRing } from './keys.ts';
import { isOneOf, prepared, some } from './statements.ts';
import type { OutboxStore, RegisterKey } from './store.ts';

type BlurringReads = Pick<ReturnType<typeof createBlurringReads>, 'loadCitizens'>;
type LoadedKey = Awaited<ReturnType<OutboxStore['loadKey']>>;
type Waiting = { key: RegisterKey; answer(loaded: LoadedKey): void; fail(error: unknown): void };

/** Most keys read together: the largest size lists are prepared for. */
const mostTogether = 64;

/** What the relay needs to know of claimed keys. Those asked for in one go are read together. */
export const createLoadKey = (
  { reads, read, tables }: Database,
  keys: KeyRing,
  blurrings: BlurringReads,
): OutboxStore['loadKey'] => {
  const { outbox, attempts, citizens } = tables;

  const statements = (tenants: number, people: number) => {
    const shape = `${tenants}_${people}`;
    const given = (table: Pick<typeof outbox, 'tenantId' | 'citizen'>) =>
      and(isOneOf(table.tenantId, 'tenant', tenants), isOneOf(table.citizen, 'citizen', people));
    return prepared(reads, `load_keys_${shape}`, () => ({
      keys: reads.select().from(outbox).where(given(outbox)).prepare(`load_keys_${shape}`),
      calls: reads
        .select()
        .from(attempts)
        .where(given(attempts as never))
        .prepare(`load_calls_${shape}`),
      people: reads
        .select()
        .from(citizens)
        .where(given(citizens as never))
        .prepare(`load_people_${shape}`),
    }));
  };

  const load = async (wanted: readonly RegisterKey[]): Promise<(key: RegisterKey) => LoadedKey> => {
    const tenants = some('tenant', [...new Set(wanted.map(({ tenant }) => tenant))]);
    const people = some('citizen', [...new Set(wanted.map(({ citizen }) => citizen))]);
    const given = { ...tenants.parameters, ...people.parameters };
    const find = statements(tenants.size, people.size);
    // Revision first: what is sent may then be newer than the revision it is settled with, never older.
    const rows = await find.keys.execute(given);
    const [calls, persons, all] = await Promise.all([
      rows.some((row) => row.calls > 0) ? find.calls.execute(given) : [],
      find.people.execute(given),
      blurrings.loadCitizens(tenants, people),
    ]);
    return ({ tenant, cvr, citizen }) => {
      const isOf = (one: { tenantId: string; citizen: string }): boolean =>
        one.tenantId === tenant && one.citizen === citizen;
      const row = rows.find((one) => isOf(one) && one.cvr === cvr);
      if (!row) throw new Error('store: unknown register key');
      const own = calls.filter((one) => isOf(one) && one.cvr === cvr);
      const lastDelivered = Math.max(
        0,
        ...own.filter(({ outcome }) => outcome === 'delivered').map(({ number }) => number),
      );
      return {
        wantedRevision: row.wantedRevision,
        blurrings: all(tenant, citizen).filter(({ cvrs }) => cvrs.includes(cvr)),
        everAttempted: row.calls > 0,
        // An attempt that was never finished has an unknown fate too: its process died.
        unknownSince: own.some(
          ({ number, outcome }) => number > lastDelivered && (outcome === 'unknown' || outcome === null),
        ),
        openCpr: async () => {
          const person = persons.find(isOf);
          if (!person) throw new Error('store: unknown citizen');
          const { data } = await keys.of(tenant);
          return toCpr(unseal(data, { tenant, table: 'citizens', row: citizen }, person.cpr).toString());
        },
      };
    };
  };

  const waiting: Waiting[] = [];
  const readWaiting = async (): Promise<void> => {
    const company = waiting.splice(0, mostTogether);
    if (waiting.length > 0) void readWaiting();
    try {
      const of = await read(() => load(company.map(({ key }) => key)));
      for (const { key, answer, fail } of company) {
        try {
          answer(of(key));
        } catch (error) {
          fail(error);
        }
      }
    } catch (error) {
      for (const { fail } of company) fail(error);
    }
  };

  return (key) =>
    new Promise((answer, fail) => {
      waiting.push({ key, answer, fail });
      if (waiting.length === 1) queueMicrotask(() => void readWaiting());
    });
};
