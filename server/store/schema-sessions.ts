import { sql } from 'drizzle-orm';
import type { ActorId, CitizenRef, Cvr, TenantId } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';
import type { Columns } from './columns.ts';

/** What a foreign key names: a table by its own columns. */
type Named = { tenantId: never; id: never };

/** Sessions of the component, and the launch tokens that have been used. */
export const declareSessionTables = (
  columns: Columns,
  municipalitiesTable: unknown,
  actorsTable: unknown,
) => {
  const { table, id, text, instant, document, bytes, primaryKey, foreignKey, index, uniqueIndex } = columns;
  const municipalities = municipalitiesTable as Named;
  const actors = actorsTable as Named;
  const tenant = () => id('tenant_id').$type<TenantId>().notNull();
  const citizen = () => id('citizen').$type<CitizenRef>().notNull();
  const cvr = () => id('cvr').$type<Cvr>().notNull();

  const sessions = table(
    'sessions',
    {
      tenantId: tenant(),
      tokenHash: id('token_hash').notNull(),
      id: id('id').notNull(),
      actor: id('actor').$type<ActorId>().notNull(),
      citizen: citizen(),
      cvr: cvr(),
      secret: bytes('secret').notNull(),
      roles: document('roles').$type<readonly Role[]>().notNull(),
      cvrs: document('cvrs').$type<readonly Cvr[]>().notNull(),
      unit: id('unit'),
      origin: text('origin'),
      intent: id('intent').$type<'create' | 'status' | 'extend'>().notNull(),
      locale: id('locale').$type<'da' | 'en'>(),
      issuedAt: instant('issued_at').notNull(),
      idleUntil: instant('idle_until').notNull(),
      expiresAt: instant('expires_at').notNull(),
      revokedAt: instant('revoked_at'),
      /** The login it was opened under; it ends with it. */
      login: id('login'),
    },
    (t) => [
      primaryKey({ name: 'sessions_pk', columns: [t.tenantId, t.tokenHash] }),
      uniqueIndex('sessions_token').on(t.tokenHash),
      foreignKey({
        name: 'sessions_actor',
        columns: [t.tenantId, t.actor],
        foreignColumns: [actors.tenantId, actors.id],
      }),
      index('sessions_login')
        .on(t.tenantId, t.login)
        .where(sql`${t.login} is not null`),
    ],
  );

  const consumedTokens = table(
    'consumed_tokens',
    {
      tenantId: tenant(),
      issuer: id('issuer').notNull(),
      jti: id('jti').notNull(),
      keepUntil: instant('keep_until').notNull(),
    },
    (t) => [
      primaryKey({ name: 'consumed_tokens_pk', columns: [t.tenantId, t.issuer, t.jti] }),
      foreignKey({
        name: 'consumed_tokens_municipality',
        columns: [t.tenantId],
        foreignColumns: [municipalities.tenantId],
      }),
    ],
  );

  return { sessions, consumedTokens };
};
