import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, or, gt, sql, type SQL } from 'drizzle-orm';
import type { Instant, TenantId } from '../domain/ids.ts';
import type { CaseCursor, CaseFilter, CaseSort } from './case-store.ts';
import type { Tables } from './schema.ts';
import type { Db } from './unit.ts';

/** How a list is ordered: along one column, newest or oldest first, and by id where two are of the same moment. */
export const orderOf = ({ blurrings }: Pick<Tables, 'blurrings'>, sort: CaseSort) => {
  const column = sort.startsWith('ends') ? blurrings.endsAt : blurrings.registeredAt;
  const descending = sort.endsWith('desc');
  const direction = sql.raw(descending ? 'desc' : 'asc');
  return {
    column,
    by: [sql`${column} ${direction}`, sql`${blurrings.id} ${direction}`],
    /** What comes after a page's last row. */
    beyond: (after: CaseCursor | null): SQL | undefined => {
      if (after === null) return undefined;
      const at = sql.param(after.at, column);
      return descending
        ? sql`(${column}, ${blurrings.id}) < (${at}, ${after.id})`
        : sql`(${column}, ${blurrings.id}) > (${at}, ${after.id})`;
    },
  };
};

/** The conditions of a filter, within one municipality. */
export const matching = (
  { blurrings, outbox }: Pick<Tables, 'blurrings' | 'outbox'>,
  db: Db,
  tenant: TenantId,
  filter: CaseFilter,
  now: Instant,
): SQL | undefined => {
  const { within } = filter;
  const open = and(isNull(blurrings.endedAt), gt(blurrings.endsAt, now));
  const ended = or(isNotNull(blurrings.endedAt), lte(blurrings.endsAt, now));
  const given = <T>(value: T | undefined, condition: (value: T) => SQL | undefined): SQL | undefined =>
    value === undefined ? undefined : condition(value);
  return and(
    eq(blurrings.tenantId, tenant),
    given(filter.state, (state) => (state === 'open' ? open : ended)),
    given(filter.decision, (decision) => eq(blurrings.decision, decision)),
    given(filter.reason, (reason) => eq(blurrings.reason, reason)),
    given(filter.unit, (unit) => eq(blurrings.unit, unit)),
    // A registration without a unit is nobody's who is limited to units.
    within ? inArray(blurrings.unit, [...within]) : undefined,
    given(filter.registrants, (people) => inArray(blurrings.registeredBy, [...people])),
    given(filter.citizen, (citizen) => eq(blurrings.citizen, citizen)),
    given(filter.registeredFrom, (at) => gte(blurrings.registeredAt, at)),
    given(filter.registeredTo, (at) => lt(blurrings.registeredAt, at)),
    given(filter.endsFrom, (at) => gte(blurrings.endsAt, at)),
    given(filter.endsTo, (at) => lt(blurrings.endsAt, at)),
    given(filter.expiredUnseen, () =>
      and(eq(blurrings.endedCause, 'expired'), isNull(blurrings.expirySeenAt)),
    ),
    given(filter.undelivered, () =>
      inArray(
        blurrings.citizen,
        db
          .select({ citizen: outbox.citizen })
          .from(outbox)
          .where(
            and(eq(outbox.tenantId, tenant), or(isNotNull(outbox.waitingSince), isNotNull(outbox.parkedAt))),
          ),
      ),
    ),
  );
};
