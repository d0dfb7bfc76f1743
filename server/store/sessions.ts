import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Instant, TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { seal, unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import type { NewSession, SessionRecord, SessionSecret, SessionStore } from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Opening = {
  session: NewSession;
  secret: Buffer;
  token: { issuer: string; jti: string; keepUntil: Instant };
};
type Refused = Parameters<SessionStore['refused']>[0];

const place = (tenant: TenantId, id: string) => ({ tenant, table: 'sessions', row: id });

const open = single(
  async (unit: Unit, { session, secret, token }: Opening): Promise<'opened' | 'replayed'> => {
    const { consumedTokens, actors, sessions } = unit.tables;
    const { tenant, actor, secret: _, ...columns } = session;
    const { id, issuer, subject, name, title, uuid } = actor;
    const spent = await unit.db
      .insert(consumedTokens)
      .values({ tenantId: tenant, ...token })
      .onConflictDoNothing()
      .returning({ jti: consumedTokens.jti });
    if (spent.length === 0) return 'replayed';
    await unit.db
      .insert(actors)
      .values({ tenantId: tenant, id, issuer, subject, name, title, uuid })
      .onConflictDoUpdate({ target: [actors.tenantId, actors.id], set: { name, title, uuid } });
    await unit.db.insert(sessions).values({ ...columns, tenantId: tenant, actor: id, secret });
    unit.records.push({
      tenant,
      at: session.issuedAt,
      action: 'session_opened',
      outcome: 'success',
      actor: id,
      session: session.id,
      citizen: session.citizen,
      subject: null,
      detail: { issuer, intent: session.intent, cvr: session.cvr, roles: session.roles.join(' ') },
    });
    return 'opened';
  },
);

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
  const { sessions } = tables;
  const findAlive = reads
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.tokenHash, sql.placeholder('hash')),
        isNull(sessions.revokedAt),
        gt(sessions.idleUntil, sql.param(sql.placeholder('now'), sessions.idleUntil)),
        gt(sessions.expiresAt, sql.param(sql.placeholder('now'), sessions.expiresAt)),
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
