import { sql } from 'drizzle-orm';
import type { ActorId, TenantId } from '../domain/ids.ts';
import type { DigestState } from '../domain/notice.ts';
import type { Columns } from './columns.ts';
import type { Grant } from './store.ts';

/** What a foreign key names: a table by its own columns. */
type Actors = { tenantId: never; id: never };

/** Who is told by e-mail how much waits. The address is sealed; the code that confirms it is kept as a keyed hash. */
export const declareNoticeTables = (columns: Columns, actorsTable: unknown) => {
  const { table, id, count, instant, flag, document, bytes, primaryKey, foreignKey, index, uniqueIndex } =
    columns;
  const actors = actorsTable as Actors;
  const noticeRecipients = table(
    'notice_recipients',
    {
      tenantId: id('tenant_id').$type<TenantId>().notNull(),
      actor: id('actor').$type<ActorId>().notNull(),
      /** The same person at other organisations: a login there tells of their roles here as well. */
      person: id('person').notNull(),
      address: bytes('address').notNull(),
      language: id('language').$type<'da' | 'en'>().notNull(),
      wanted: flag('wanted').notNull(),
      confirmedAt: instant('confirmed_at'),
      codeHash: id('code_hash'),
      codeUntil: instant('code_until'),
      codeTries: count('code_tries').notNull(),
      /** Codes sent on that Danish date: nobody's mailbox is filled by typing their address. */
      codeDay: id('code_day').notNull(),
      codesSent: count('codes_sent').notNull(),
      offHash: id('off_hash').notNull(),
      grants: document('grants').$type<readonly Grant[]>().notNull(),
      seenAt: instant('seen_at').notNull(),
      /** The Danish date last dealt with, how, and after how many tries. */
      day: id('day'),
      state: id('state').$type<DigestState>(),
      tries: count('tries').notNull(),
      retryAt: instant('retry_at'),
      lastAt: instant('last_at'),
      lastState: id('last_state').$type<DigestState>(),
    },
    (t) => [
      primaryKey({ name: 'notice_recipients_pk', columns: [t.tenantId, t.actor] }),
      uniqueIndex('notice_recipients_off').on(t.offHash),
      index('notice_recipients_person').on(t.person),
      index('notice_recipients_wanted')
        .on(t.seenAt)
        .where(sql`${t.confirmedAt} is not null`),
      foreignKey({
        name: 'notice_recipients_actor',
        columns: [t.tenantId, t.actor],
        foreignColumns: [actors.tenantId, actors.id],
      }),
    ],
  );
  return { noticeRecipients };
};
