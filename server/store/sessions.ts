import { and, eq, exists, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Instant, TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { seal, unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import type { NewSession, SessionRecord, SessionSecret, SessionStore } from './store.ts';
import type { Unit } from './unit.ts';
import { insertRows } from './statements.ts';
import { single, type Operation } from './writer.ts';

type Opening = {
  session: NewSession;
  secret: Buffer;
  token: { issuer: string; jti: string; keepUntil: Instant };
};
type Refused = Parameters<SessionStore['refused']>[0];

const place = (tenant: TenantId, id: string) => ({ tenant, table: 'sessions', row: id });

/** Consumes the tokens and opens their sessions. Of two uses of one token in the same transaction the first wins. */
const open: Operation<Opening, 'opened' | 'replayed'> = async (unit, inputs) => {
  const { consumedTokens, actors, sessions } = unit.tables;
  const tokens = new Map(
    inputs.map(({ session, token }) => [tokenKey(token), { tenantId: session.tenant, ...token }]),
  );
  const spent = await insertRows<typeof consumedTokens, { issuer: string; jti: string }>(
    unit.db,
    'spend_tokens',
    consumedTokens,
    [...tokens.values()],
    (insert) =>
      insert.onConflictDoNothing().returning({ issuer: consumedTokens.issuer, jti: consumedTokens.jti }),
  );
  const fresh = new Set(spent.map(tokenKey));
  const outcomes = inputs.map(({ token }) => (fresh.delete(tokenKey(token)) ? 'opened' : 'replayed'));
  const opened = inputs.filter((_, index) => outcomes[index] === 'opened');
  const people = new Map(
    opened.map(({ session: { tenant, actor } }) => [
      `${tenant}\n${actor.id}`,
      { tenantId: tenant, ...actor },
    ]),
  );
  await Promise.all([
    insertRows(unit.db, 'put_actors', actors, [...people.values()], (insert) =>
      insert.onConflictDoUpdate({
        target: [actors.tenantId, actors.id],
        set: { name: sql`excluded.name`, title: sql`excluded.title`, uuid: sql`excluded.uuid` },
      }),
    ),
    insertRows(
      unit.db,
      'open_sessions',
      sessions,
      opened.map(({ session: { tenant, actor, secret: _, ...columns }, secret }) => ({
        ...columns,
        tenantId: tenant,
        actor: actor.id,
        secret,
        revokedAt: null,
      })),
    ),
  ]);
  for (const { session } of opened) {
    unit.records.push({
      tenant: session.tenant,
      at: session.issuedAt,
      action: 'session_opened',
      outcome: 'success',
      actor: session.actor.id,
      session: session.id,
      citizen: session.citizen,
      subject: null,
      detail: {
        issuer: session.actor.issuer,
        intent: session.intent,
        cvr: session.cvr,
        roles: session.roles.join(' '),
      },
    });
  }
  return outcomes;
};

const tokenKey = ({ issuer, jti }: { issuer: string; jti: string }): string => `${issuer}\n${jti}`;

const revoke = single(
  async (unit: Unit, { tokenHash, now }: { tokenHash: string; now: Instant }): Promise<void> => {
    const { sessions } = unit.tables;
    const ended = await unit.db
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(eq(sessions.tokenHash, tokenHash), isNull(sessions.revokedAt)))
      .returning({
        tenant: sessions.tenantId,
        id: sessions.id,
        actor: sessions.actor,
        citizen: sessions.citizen,
      });
    for (const { tenant, id, actor, citizen } of ended) {
      const what = { action: 'session_revoked', outcome: 'success', subject: null, detail: {} } as const;
      unit.records.push({ tenant, at: now, actor, session: id, citizen, ...what });
    }
  },
);

const refuse = single(
  async (unit: Unit, { tenant, issuer, code, reference, now }: Refused): Promise<void> => {
    const who = { actor: null, session: null, citizen: null };
    const detail = { issuer, code };
    unit.records.push({
      tenant,
      at: now,
      action: 'launch_refused',
      outcome: 'refused',
      ...who,
      subject: reference,
      detail,
    });
  },
);

const touch = single(
  async ({ db, tables }: Unit, { tokenHash, idleUntil }: { tokenHash: string; idleUntil: Instant }) => {
    const { sessions } = tables;
    // Forward only: two requests may arrive out of order.
    await db
      .update(sessions)
      .set({ idleUntil })
      .where(and(eq(sessions.tokenHash, tokenHash), lt(sessions.idleUntil, idleUntil)));
  },
);

const purge = single(async ({ db, tables }: Unit, now: Instant): Promise<number> => {
  const { sessions, consumedTokens } = tables;
  const gone = await db.delete(sessions).where(lt(sessions.expiresAt, now)).returning({ id: sessions.id });
  const spent = await db
    .delete(consumedTokens)
    .where(lt(consumedTokens.keepUntil, now))
    .returning({ jti: consumedTokens.jti });
  return gone.length + spent.length;
});

/** Launch sessions. The database holds a hash of the bearer token and, sealed, what may identify the citizen. */
export const createSessionStore = (database: Database, keys: KeyRing): SessionStore => {
  const { reads, read, tables, writer, relayWriter } = database;
  const { sessions, logins } = tables;
  /** The login it was opened under is alive: whatever ends the one ends the other, also in the same instant. */
  const underLogin = reads
    .select({ id: logins.id })
    .from(logins)
    .where(
      and(
        eq(logins.tenantId, sessions.tenantId),
        eq(logins.id, sessions.login),
        isNull(logins.endedAt),
        gt(logins.expiresAt, sql.param(sql.placeholder('now'), logins.expiresAt)),
      ),
    );
  const findAlive = reads
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.tokenHash, sql.placeholder('hash')),
        isNull(sessions.revokedAt),
        gt(sessions.idleUntil, sql.param(sql.placeholder('now'), sessions.idleUntil)),
        gt(sessions.expiresAt, sql.param(sql.placeholder('now'), sessions.expiresAt)),
        or(isNull(sessions.login), exists(underLogin)),
      ),
    )
    .prepare('find_session');

  const find = async (hash: string, at: Instant): Promise<SessionRecord | undefined> => {
    const [row] = await read(() => findAlive.execute({ hash, now: at }));
    if (!row) return undefined;
    const { tenantId: tenant, secret, revokedAt: _, ...columns } = row;
    const openSecret = async (): Promise<SessionSecret> => {
      const { data } = await keys.of(tenant);
      return JSON.parse(unseal(data, place(tenant, row.id), secret).toString()) as SessionSecret;
    };
    return { ...columns, tenant, openSecret };
  };

  return {
    find,
    open: async (session, token) => {
      const { data } = await keys.of(session.tenant);
      const secret = seal(
        data,
        place(session.tenant, session.id),
        JSON.stringify(session.secret),
        keys.random,
      );
      return writer.submit(open, { session, secret, token }, session.tenant);
    },
    touch: (tokenHash, idleUntil) => relayWriter.submit(touch, { tokenHash, idleUntil }, null),
    revoke: async (tokenHash, at) => {
      const owner = () =>
        reads.select({ tenant: sessions.tenantId }).from(sessions).where(eq(sessions.tokenHash, tokenHash));
      const [row] = await read(owner);
      if (row) await writer.submit(revoke, { tokenHash, now: at }, row.tenant);
    },
    refused: (refusal) => writer.submit(refuse, refusal, refusal.tenant),
    purge: (at) => relayWriter.submit(purge, at, null),
  };
};
