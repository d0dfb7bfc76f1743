import { and, asc, eq, gt, isNull, lte, notInArray, sql, type SQL } from 'drizzle-orm';
import type { ActorId, TenantId } from '../domain/ids.ts';
import type { NoticeCounts, NoticeTimes } from '../domain/notice.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import type { NoticeRecipient, NoticeStore } from './notice-store.ts';
import {
  addressPlace,
  askNotices,
  claimNotice,
  confirmNotices,
  forgetNotices,
  isDue,
  settleNotice,
  switchNoticesOff,
} from './notice-writes.ts';
import { findIdentities } from './identities.ts';
import type { Tables } from './schema.ts';

/** Postgres gives sums as text; null for no rows. */
const number = (sum: string | number | null): number => Number(sum ?? 0);
const sumOf = (condition: SQL | undefined) =>
  sql<string | number | null>`sum(case when ${condition} then 1 else 0 end)`;

const createCounts =
  ({ reads, read, tables }: Database) =>
  async (tenant: TenantId, actor: ActorId, times: NoticeTimes): Promise<NoticeCounts> => {
    const { blurrings: b, orgBlurrings } = tables;
    const { now, overdue, days7, days14, days30 } = times;
    const self = await findIdentities({ reads, tables }, tenant, actor);
    // Nobody decides what they have registered themselves.
    const waits = and(eq(b.decision, 'pending'), notInArray(b.registeredBy, self));
    const [row] = await read(() =>
      reads
        .select({
          pending: sumOf(waits),
          overdue: sumOf(and(waits, lte(b.registeredAt, overdue))),
          days7: sumOf(lte(b.endsAt, days7)),
          days14: sumOf(lte(b.endsAt, days14)),
          days30: sumOf(lte(b.endsAt, days30)),
        })
        .from(b)
        .where(and(eq(b.tenantId, tenant), isNull(b.endedAt), gt(b.endsAt, now))),
    );
    const [reviews] = await read(() =>
      reads
        .select({ due: sql<number>`count(*)` })
        .from(orgBlurrings)
        .where(
          and(
            eq(orgBlurrings.tenantId, tenant),
            eq(orgBlurrings.state, 'registered'),
            lte(orgBlurrings.reviewAt, now),
          ),
        ),
    );
    return {
      pending: number(row?.pending ?? 0),
      overdue: number(row?.overdue ?? 0),
      endingWithin: {
        days7: number(row?.days7 ?? 0),
        days14: number(row?.days14 ?? 0),
        days30: number(row?.days30 ?? 0),
      },
      reviewsDue: number(reviews?.due ?? 0),
    };
  };

type Row = Tables['noticeRecipients']['$inferSelect'];

/** Who is told by e-mail how much waits. The database holds the address sealed, and of codes and links only keyed hashes. */
export const createNoticeStore = (database: Database, keys: KeyRing): NoticeStore => {
  const { reads, read, tables, writer, relayWriter } = database;
  const { noticeRecipients: t } = tables;

  const recipient = async (row: Row): Promise<NoticeRecipient> => {
    const { data } = await keys.of(row.tenantId);
    return {
      ...{ tenant: row.tenantId, actor: row.actor, language: row.language, wanted: row.wanted },
      address: unseal(data, addressPlace(row.tenantId, row.actor), row.address).toString(),
      ...{ confirmedAt: row.confirmedAt, codeUntil: row.codeUntil },
      ...{ grants: row.grants, seenAt: row.seenAt, off: row.offHash },
      last: row.lastAt === null || row.lastState === null ? null : { at: row.lastAt, state: row.lastState },
    };
  };

  const findByOff: NoticeStore['findByOff'] = async (off) => {
    const [row] = await read(() =>
      reads.select({ tenant: t.tenantId, wanted: t.wanted }).from(t).where(eq(t.offHash, off)),
    );
    return row;
  };

  return {
    find: async (tenant, actor) => {
      const [row] = await read(() =>
        reads
          .select()
          .from(t)
          .where(and(eq(t.tenantId, tenant), eq(t.actor, actor))),
      );
      return row && recipient(row);
    },
    ask: async (login, wish, off, code, now) => {
      const { data: key } = await keys.of(login.tenant);
      return writer.submit(
        askNotices,
        { login, wish, off, code, now, key, random: keys.random },
        login.tenant,
      );
    },
    confirm: (login, hash, now) => writer.submit(confirmNotices, { login, hash, now }, login.tenant),
    findByOff,
    switchOff: async (off, by, now) => {
      const found = await findByOff(off);
      if (found) await writer.submit(switchNoticesOff, { off, by, now }, found.tenant);
    },
    due: async (day, now, limit) => {
      const rows = await read(() =>
        reads
          .select()
          .from(t)
          .where(isDue(tables, day, now))
          .orderBy(asc(t.retryAt))
          .limit(limit),
      );
      return Promise.all(rows.map(recipient));
    },
    count: createCounts(database),
    claim: (claim, as) => relayWriter.submit(claimNotice, { claim, as }, null),
    settle: (claim, state, retryAt) => relayWriter.submit(settleNotice, { claim, state, retryAt }, null),
    forget: (before) => relayWriter.submit(forgetNotices, before, null),
  };
};
