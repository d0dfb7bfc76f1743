import { sql } from 'drizzle-orm';
import type { ActorId, TenantId } from '../domain/ids.ts';
import type { Columns } from './columns.ts';
import type { Grant, LoginRequest, NewLogin } from './store.ts';

/** What a foreign key names: a table by its own columns. */
type Actors = { tenantId: never; id: never };

/** Logins of the hosted page. Requests and used assertions hold no municipality's data: who somebody is, is not known yet. */
export const declareLoginTables = (columns: Columns, actorsTable: unknown) => {
  const { table, id, text, instant, document, bytes, primaryKey, foreignKey, index, uniqueIndex } = columns;
  const actors = actorsTable as Actors;
  const logins = table(
    'logins',
    {
      tenantId: id('tenant_id').$type<TenantId>().notNull(),
      tokenHash: id('token_hash').notNull(),
      id: id('id').notNull(),
      actor: id('actor').$type<ActorId>().notNull(),
      person: id('person').notNull(),
      grants: document('grants').$type<readonly Grant[]>().notNull(),
      level: id('level').$type<NewLogin['level']>().notNull(),
      secret: bytes('secret').notNull(),
      subjectHash: id('subject_hash').notNull(),
      indexHash: id('index_hash').notNull(),
      authority: text('authority'),
      authenticatedAt: instant('authenticated_at').notNull(),
      issuedAt: instant('issued_at').notNull(),
      idleUntil: instant('idle_until').notNull(),
      expiresAt: instant('expires_at').notNull(),
      endedAt: instant('ended_at'),
    },
    (t) => [
      primaryKey({ name: 'logins_pk', columns: [t.tenantId, t.tokenHash] }),
      uniqueIndex('logins_token').on(t.tokenHash),
      uniqueIndex('logins_id').on(t.tenantId, t.id),
      // A logout from elsewhere names a person, not an organisation.
      index('logins_subject')
        .on(t.subjectHash)
        .where(sql`${t.endedAt} is null`),
      foreignKey({
        name: 'logins_actor',
        columns: [t.tenantId, t.actor],
        foreignColumns: [actors.tenantId, actors.id],
      }),
    ],
  );

  const loginRequests = table(
    'login_requests',
    {
      id: id('id').primaryKey(),
      browser: id('browser').notNull(),
      purpose: id('purpose').$type<LoginRequest['purpose']>().notNull(),
      returnTo: text('return_to').notNull(),
      login: id('login'),
      createdAt: instant('created_at').notNull(),
      expiresAt: instant('expires_at').notNull(),
    },
    (t) => [index('login_requests_expiry').on(t.expiresAt)],
  );

  const consumedAssertions = table(
    'consumed_assertions',
    { issuer: id('issuer').notNull(), id: id('id').notNull(), keepUntil: instant('keep_until').notNull() },
    (t) => [primaryKey({ name: 'consumed_assertions_pk', columns: [t.issuer, t.id] })],
  );

  return { logins, loginRequests, consumedAssertions };
};
