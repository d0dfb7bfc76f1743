import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Instant } from '../domain/ids.ts';
import type { UnitCode } from '../domain/org-blurring.ts';
import type { Database } from './database.ts';
import type { DeliveryRow, OutboxStore } from './store.ts';

type Reads = Pick<OutboxStore, 'health' | 'countByMunicipality' | 'deliveries'>;

/** What people call a unit's key by: its code, which is public. */
const unitReference = ({ classification, code }: UnitCode): string => `${classification} ${code}`;

/** The unit a reference names; undefined for a citizen's. */
export const unitOfReference = (reference: string): UnitCode | undefined => {
  const [, classification, code] = /^(SOR|SHAK) ([0-9A-Z]{4,18})$/.exec(reference) ?? [];
  return code === undefined ? undefined : { classification: classification === 'SOR' ? 'SOR' : 'SHAK', code };
};

/** What waits or is parked of department blurrings, over all municipalities, for alarms and the operator. */
const createDepartmentDeliveryReads = ({ reads, read, tables }: Database): Reads => {
  const { orgOutbox, orgAttempts, pausedCvrs } = tables;
  const total = sql<number>`count(*)`.mapWith(Number);
  const behind = isNotNull(orgOutbox.waitingSince);

  const health: Reads['health'] = () =>
    read(async () => {
      const oldest = sql<Instant | null>`min(${orgOutbox.waitingSince})`.mapWith(orgOutbox.waitingSince);
      const [waiting] = await reads.select({ total, oldest }).from(orgOutbox).where(behind);
      const [parked] = await reads.select({ total }).from(orgOutbox).where(isNotNull(orgOutbox.parkedAt));
      const [stopped] = await reads
        .select({ total })
        .from(orgOutbox)
        .innerJoin(
          pausedCvrs,
          and(eq(pausedCvrs.tenantId, orgOutbox.tenantId), eq(pausedCvrs.cvr, orgOutbox.cvr)),
        )
        .where(and(isNull(orgOutbox.parkedAt), behind));
      return {
        waiting: waiting?.total ?? 0,
        parked: (parked?.total ?? 0) + (stopped?.total ?? 0),
        oldestWaitingSince: waiting?.oldest ?? null,
      };
    });

  const countByMunicipality: Reads['countByMunicipality'] = () =>
    read(async () => {
      const parked = sql<number>`count(${orgOutbox.parkedAt})`.mapWith(Number);
      const rows = await reads
        .select({ tenant: orgOutbox.tenantId, parked, total })
        .from(orgOutbox)
        .where(or(behind, isNotNull(orgOutbox.parkedAt)))
        .groupBy(orgOutbox.tenantId);
      return rows.map((row) => ({ tenant: row.tenant, parked: row.parked, waiting: row.total - row.parked }));
    });

  const deliveries: Reads['deliveries'] = (state, limit) =>
    read(async () => {
      const { startedAt, outcome, failure } = orgAttempts;
      const rows = await reads
        .select({ key: orgOutbox, startedAt, outcome, failure })
        .from(orgOutbox)
        .leftJoin(
          orgAttempts,
          and(
            ...[eq(orgAttempts.tenantId, orgOutbox.tenantId), eq(orgAttempts.cvr, orgOutbox.cvr)],
            ...[
              eq(orgAttempts.classification, orgOutbox.classification),
              eq(orgAttempts.code, orgOutbox.code),
            ],
            eq(orgAttempts.number, orgOutbox.calls),
          ),
        )
        .where(state === 'parked' ? isNotNull(orgOutbox.parkedAt) : and(isNull(orgOutbox.parkedAt), behind))
        .orderBy(asc(state === 'parked' ? orgOutbox.parkedAt : orgOutbox.waitingSince))
        .limit(limit);
      return rows.map(({ key, startedAt: at, outcome: last, failure: code }) => ({
        ...{ tenant: key.tenantId, cvr: key.cvr, reference: unitReference(key) },
        ...{ waitingSince: key.waitingSince, parkedSince: key.parkedAt, attempts: key.attempts },
        nextAt: key.parkedAt === null ? key.dueAt : null,
        last: at === null ? null : { at, outcome: last, code },
        reason: key.parkedReason,
      }));
    });

  return { health, countByMunicipality, deliveries };
};

const since = (row: DeliveryRow): number => row.parkedSince ?? row.waitingSince ?? 0;

/** Citizens' and units' keys as one: an alarm or an operator asks for all that waits. */
export const withDepartments = (database: Database, citizens: Reads): Reads => {
  const units = createDepartmentDeliveryReads(database);
  return {
    health: async (now) => {
      const [one, other] = await Promise.all([citizens.health(now), units.health(now)]);
      const oldest = [one.oldestWaitingSince, other.oldestWaitingSince].filter((at) => at !== null);
      return {
        waiting: one.waiting + other.waiting,
        parked: one.parked + other.parked,
        oldestWaitingSince: oldest.reduce<Instant | null>(
          (first, at) => (first === null || at < first ? at : first),
          null,
        ),
      };
    },
    countByMunicipality: async () => {
      const all = await Promise.all([citizens.countByMunicipality(), units.countByMunicipality()]);
      return [...Map.groupBy(all.flat(), ({ tenant }) => tenant)].map(([tenant, rows]) => ({
        tenant,
        waiting: rows.reduce((sum, { waiting }) => sum + waiting, 0),
        parked: rows.reduce((sum, { parked }) => sum + parked, 0),
      }));
    },
    deliveries: async (state, limit) => {
      const all = await Promise.all([citizens.deliveries(state, limit), units.deliveries(state, limit)]);
      return all
        .flat()
        .sort((one, other) => since(one) - since(other))
        .slice(0, limit);
    },
  };
};
