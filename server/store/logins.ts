import { and, desc, eq, gt, isNull, lt, type SQL } from 'drizzle-orm';
import type { ActorId, Instant, TenantId } from '../domain/ids.ts';
import type { Database } from './database.ts';
import { seal, unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import type {
  LoginEnd,
  LoginRecord,
  LoginRequest,
  LoginSecret,
  LoginStore,
  NewLogin,
} from './login-store.ts';
import { noteRoles } from './notice-writes.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

/** How many logins of one organisation are listed, at most. */
const listLimit = 500;

const place = (tenant: TenantId, id: string) => ({ tenant, table: 'logins', row: id });

type Opening = { login: NewLogin; secret: Buffer };
type By = { actor: ActorId; session: string };

const insert = async (unit: Unit, { login, secret }: Opening): Promise<void> => {
  const { db, tables, records } = unit;
  const { actors, logins } = tables;
  const { tenant, actor, secret: _, ...columns } = login;
  const { name, title, uuid } = actor;
  await db
    .insert(actors)
    .values({ tenantId: tenant, ...actor })
    .onConflictDoUpdate({ target: [actors.tenantId, actors.id], set: { name, title, uuid } });
  await db.insert(logins).values({ ...columns, tenantId: tenant, actor: actor.id, secret, endedAt: null });
  await noteRoles(unit, login);
  const held = login.grants.filter((grant) => grant.tenant === tenant).map(({ role }) => role);
  records.push({
    ...{ tenant, at: login.issuedAt, action: 'login_opened', outcome: 'success' },
    ...{ actor: actor.id, session: login.id, citizen: null, subject: null },
    detail: { level: login.level, roles: [...new Set(held)].join(' ') },
  });
};

/** Ends what the condition finds, with every session of the component opened under it. */
const endWhere = async (
  { db, tables, records }: Unit,
  which: SQL | undefined,
  cause: LoginEnd,
  now: Instant,
  by?: By,
): Promise<number> => {
  const { logins, sessions } = tables;
  const ended = await db
    .update(logins)
    .set({ endedAt: now })
    .where(and(which, isNull(logins.endedAt)))
    .returning({ tenant: logins.tenantId, id: logins.id, actor: logins.actor });
  for (const { tenant, id, actor } of ended) {
    const under = and(eq(sessions.tenantId, tenant), eq(sessions.login, id), isNull(sessions.revokedAt));
    await db.update(sessions).set({ revokedAt: now }).where(under);
    records.push({
      ...{ tenant, at: now, action: 'login_ended', outcome: 'success' },
      ...{ actor: by?.actor ?? actor, session: by?.session ?? id, citizen: null, subject: id },
      detail: { cause },
    });
  }
  return ended.length;
};

const begin = single(async ({ db, tables }: Unit, request: LoginRequest): Promise<void> => {
  await db.insert(tables.loginRequests).values(request);
});

const take = single(
  async ({ db, tables }: Unit, { id, browser, now }: { id: string; browser: string; now: Instant }) => {
    const { loginRequests: all } = tables;
    const [taken] = await db
      .delete(all)
      .where(and(eq(all.id, id), eq(all.browser, browser), gt(all.expiresAt, now)))
      .returning();
    return taken;
  },
);

type Assertion = Parameters<LoginStore['open']>[1];
type OpenInput = Opening & { assertion: Assertion; replaces: string | null };

const open = single(
  async (unit: Unit, { assertion, replaces, ...opening }: OpenInput): Promise<'opened' | 'replayed'> => {
    const { consumedAssertions, logins } = unit.tables;
    const spent = await unit.db
      .insert(consumedAssertions)
      .values(assertion)
      .onConflictDoNothing()
      .returning({ id: consumedAssertions.id });
    if (spent.length === 0) return 'replayed';
    const now = opening.login.issuedAt;
    if (replaces !== null) await endWhere(unit, eq(logins.tokenHash, replaces), 'replaced', now);
    await insert(unit, opening);
    return 'opened';
  },
);

const replace = single(
  async (unit: Unit, { former, ...opening }: Opening & { former: string }): Promise<boolean> => {
    const { logins } = unit.tables;
    // Used already, or ended meanwhile: one cookie goes on as one, and an ended login does not come back.
    const ended = await endWhere(unit, eq(logins.tokenHash, former), 'replaced', opening.login.issuedAt);
    if (ended === 0) return false;
    await insert(unit, opening);
    return true;
  },
);

type Touch = { tokenHash: string; idleUntil: Instant };
const touch = single(async ({ db, tables: { logins } }: Unit, { tokenHash, idleUntil }: Touch) => {
  // Forward only: two requests may arrive out of order.
  const earlier = and(eq(logins.tokenHash, tokenHash), lt(logins.idleUntil, idleUntil));
  await db.update(logins).set({ idleUntil }).where(earlier);
});

type Ending = { which: (tables: Unit['tables']['logins']) => SQL | undefined; cause: LoginEnd; now: Instant };
const end = single((unit: Unit, { which, cause, now, by }: Ending & { by?: By }) =>
  endWhere(unit, which(unit.tables.logins), cause, now, by),
);

const refuse = single(
  async ({ records }: Unit, { tenant, rule, reference, now }: Parameters<LoginStore['refused']>[0]) => {
    const who = { actor: null, session: null, citizen: null };
    records.push({
      ...{ tenant, at: now, action: 'login_refused', outcome: 'refused', ...who },
      ...{ subject: reference, detail: { code: rule } },
    });
  },
);

const purge = single(async ({ db, tables }: Unit, now: Instant): Promise<number> => {
  const { logins, loginRequests, consumedAssertions } = tables;
  const gone = [
    await db.delete(logins).where(lt(logins.expiresAt, now)).returning({ id: logins.id }),
    await db
      .delete(loginRequests)
      .where(lt(loginRequests.expiresAt, now))
      .returning({ id: loginRequests.id }),
    await db
      .delete(consumedAssertions)
      .where(lt(consumedAssertions.keepUntil, now))
      .returning({ id: consumedAssertions.id }),
  ];
  return gone.reduce((sum, rows) => sum + rows.length, 0);
});

/** Logins of the hosted page. The database holds a hash of the cookie and, sealed, what names the person towards the identity provider. */
export const createLoginStore = (database: Database, keys: KeyRing): LoginStore => {
  const { reads, read, tables, writer, relayWriter } = database;
  const { logins, actors } = tables;

  const alive = (now: Instant, which: SQL | undefined) =>
    and(which, isNull(logins.endedAt), gt(logins.idleUntil, now), gt(logins.expiresAt, now));

  const findOne = async (which: SQL | undefined, now: Instant): Promise<LoginRecord | undefined> => {
    const [row] = await read(() => reads.select().from(logins).where(alive(now, which)).limit(1));
    if (!row) return undefined;
    const { tenantId: tenant, secret, endedAt: _, ...columns } = row;
    const openSecret = async (): Promise<LoginSecret> => {
      const { data } = await keys.of(tenant);
      return JSON.parse(unseal(data, place(tenant, row.id), secret).toString()) as LoginSecret;
    };
    return { ...columns, tenant, openSecret };
  };

  const sealed = async (login: NewLogin): Promise<Opening> => {
    const { data } = await keys.of(login.tenant);
    const text = JSON.stringify(login.secret);
    return { login, secret: seal(data, place(login.tenant, login.id), text, keys.random) };
  };

  /** Organisations whose audit chain a change of these logins is written to. */
  const owners = async (which: SQL | undefined): Promise<TenantId[]> => {
    const rows = await read(() => reads.selectDistinct({ id: logins.tenantId }).from(logins).where(which));
    return rows.map(({ id }) => id);
  };

  const endAll = async (which: Ending['which'], cause: LoginEnd, now: Instant, by?: By): Promise<number> => {
    const tenants = await owners(which(logins));
    if (tenants.length === 0) return 0;
    return writer.submit(end, { which, cause, now, ...(by && { by }) }, tenants);
  };

  return {
    begin: (request) => writer.submit(begin, request, null),
    take: (id, browser, now) => writer.submit(take, { id, browser, now }, null),
    open: async (login, assertion, replaces) => {
      const others = replaces === null ? [] : await owners(eq(logins.tokenHash, replaces));
      const chains = [...new Set([login.tenant, ...others])];
      return writer.submit(open, { ...(await sealed(login)), assertion, replaces }, chains);
    },
    replace: async (login, former) => {
      const chains = [...new Set([login.tenant, ...(await owners(eq(logins.tokenHash, former)))])];
      return writer.submit(replace, { ...(await sealed(login)), former }, chains);
    },
    find: (tokenHash, now) => findOne(eq(logins.tokenHash, tokenHash), now),
    findById: (tenant, id, now) => findOne(and(eq(logins.tenantId, tenant), eq(logins.id, id)), now),
    touch: (tokenHash, idleUntil) => relayWriter.submit(touch, { tokenHash, idleUntil }, null),
    end: async (tokenHash, cause, now) =>
      void (await endAll((table) => eq(table.tokenHash, tokenHash), cause, now)),
    endSubject: (subjectHash, indexHash, now) =>
      endAll(
        (table) =>
          indexHash === null
            ? eq(table.subjectHash, subjectHash)
            : and(eq(table.subjectHash, subjectHash), eq(table.indexHash, indexHash)),
        'logout_elsewhere',
        now,
      ),
    endById: async (tenant, id, by, now) =>
      (await endAll((table) => and(eq(table.tenantId, tenant), eq(table.id, id)), 'administrator', now, by)) >
      0,
    list: async (tenant, now) => {
      const rows = await read(() =>
        reads
          .select({
            ...{ id: logins.id, actor: logins.actor, name: actors.name },
            ...{ grants: logins.grants, since: logins.issuedAt },
          })
          .from(logins)
          .innerJoin(actors, and(eq(actors.tenantId, logins.tenantId), eq(actors.id, logins.actor)))
          .where(alive(now, eq(logins.tenantId, tenant)))
          .orderBy(desc(logins.issuedAt))
          .limit(listLimit),
      );
      return rows.map(({ grants, ...row }) => ({
        ...row,
        roles: [...new Set(grants.filter((one) => one.tenant === tenant).map(({ role }) => role))],
      }));
    },
    refused: (refusal) => writer.submit(refuse, refusal, refusal.tenant),
    purge: (now) => relayWriter.submit(purge, now, null),
  };
};
