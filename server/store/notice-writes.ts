import type { KeyObject } from 'node:crypto';
import { and, eq, gt, isNotNull, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import { instant, type ActorId, type Instant, type TenantId } from '../domain/ids.ts';
import { codeRules, silentAfterMs, type DigestState } from '../domain/notice.ts';
import { seal, unseal, type Random } from './encryption.ts';
import type { NewCode, NoticeClaim, NoticeLogin, NoticeWish } from './notice-store.ts';
import type { Tables } from './schema.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

/** Where an address belongs; authenticated with it, so that nobody's can be put in another's place. */
export const addressPlace = (tenant: TenantId, actor: ActorId) => ({
  tenant,
  table: 'notice_recipients',
  row: actor,
});

const ofPerson = ({ noticeRecipients: t }: Tables, tenant: TenantId, actor: ActorId): SQL | undefined =>
  and(eq(t.tenantId, tenant), eq(t.actor, actor));

type By = { tenant: TenantId; actor: ActorId; session: string | null };
type What = { action: string; at: Instant; refused?: true; detail?: Record<string, string> };

const audit = ({ records }: Unit, by: By, { action, at, refused, detail = {} }: What): void => {
  const outcome = refused ? 'refused' : 'success';
  records.push({ ...by, action, at, outcome, citizen: null, subject: null, detail });
};

/** What a login tells of a person's roles, wherever it was made. Part of the transaction that opens the login. */
export const noteRoles = async (
  { db, tables: { noticeRecipients: t } }: Unit,
  login: { person: string; grants: NoticeLogin['grants']; issuedAt: Instant },
): Promise<void> => {
  await db.update(t).set({ grants: login.grants, seenAt: login.issuedAt }).where(eq(t.person, login.person));
};

type Asking = {
  login: NoticeLogin;
  wish: NoticeWish;
  off: string;
  code: NewCode;
  now: Instant;
  key: KeyObject;
  random: Random;
};

export const askNotices = single(async (unit: Unit, { login, wish, off, code, now, key, random }: Asking) => {
  const { noticeRecipients: t } = unit.tables;
  const { tenant, actor, session, person, grants } = login;
  const by = { tenant, actor, session };
  const where = ofPerson(unit.tables, tenant, actor);
  const [row] = await unit.db.select().from(t).where(where);
  const known = row && unseal(key, addressPlace(tenant, actor), row.address).toString();
  const address = wish.address ?? known;
  if (address === undefined) return 'address_missing' as const;
  const { wanted, language } = wish;
  const common = { wanted, language, person, grants, seenAt: now, offHash: off };
  if (row?.wanted !== wanted)
    audit(unit, by, { action: 'notice_switched', at: now, detail: { to: wanted ? 'on' : 'off' } });
  if (row && (wish.address === null || (address === known && row.confirmedAt !== null))) {
    await unit.db.update(t).set(common).where(where);
    return 'kept' as const;
  }
  const sent = row?.codeDay === code.day ? row.codesSent : 0;
  if (sent >= codeRules.perDay) return 'code_limit' as const;
  const changed = {
    ...common,
    address: seal(key, addressPlace(tenant, actor), address, random),
    confirmedAt: null,
    ...{ codeHash: code.hash, codeUntil: code.until, codeTries: 0 },
    ...{ codeDay: code.day, codesSent: sent + 1 },
  };
  if (row) await unit.db.update(t).set(changed).where(where);
  else await unit.db.insert(t).values({ tenantId: tenant, actor, ...changed, tries: 0 });
  audit(unit, by, { action: 'notice_address_given', at: now });
  return 'code' as const;
});

type Confirming = { login: NoticeLogin; hash: string; now: Instant };

export const confirmNotices = single(async (unit: Unit, { login, hash, now }: Confirming) => {
  const { noticeRecipients: t } = unit.tables;
  const { tenant, actor, session } = login;
  const where = ofPerson(unit.tables, tenant, actor);
  const [row] = await unit.db.select().from(t).where(where);
  const { codeHash = null, codeUntil = null, codeTries = 0 } = row ?? {};
  // The municipality's chain is locked, so guesses made at the same time are counted one after the other.
  if (codeHash === null || codeUntil === null || codeUntil <= now || codeTries >= codeRules.tries)
    return 'code_expired' as const;
  if (codeHash !== hash) {
    await unit.db
      .update(t)
      .set({ codeTries: codeTries + 1 })
      .where(where);
    audit(unit, { tenant, actor, session }, { action: 'notice_code_wrong', at: now, refused: true });
    return 'code_wrong' as const;
  }
  await unit.db.update(t).set({ confirmedAt: now, codeHash: null, codeUntil: null }).where(where);
  audit(unit, { tenant, actor, session }, { action: 'notice_address_confirmed', at: now });
  return 'confirmed' as const;
});

type Off = { off: string; by: 'link' | 'page'; now: Instant };

export const switchNoticesOff = single(async (unit: Unit, { off, by: how, now }: Off) => {
  const { noticeRecipients: t } = unit.tables;
  const changed = await unit.db
    .update(t)
    .set({ wanted: false })
    .where(and(eq(t.offHash, off), eq(t.wanted, true)))
    .returning({ tenant: t.tenantId, actor: t.actor });
  for (const by of changed)
    audit(
      unit,
      { ...by, session: null },
      { action: 'notice_switched', at: now, detail: { to: 'off', by: how } },
    );
});

/** Who may be dealt with on a day: they want it, have shown that the address is theirs, and have been here lately. */
export const isDue = ({ noticeRecipients: t }: Tables, day: string, now: Instant): SQL | undefined =>
  and(
    eq(t.wanted, true),
    isNotNull(t.confirmedAt),
    gt(t.seenAt, instant(now - silentAfterMs)),
    or(isNull(t.day), ne(t.day, day), and(eq(t.state, 'retry'), lte(t.retryAt, now))),
  );

type Claiming = { claim: NoticeClaim; as: 'claimed' | 'nothing' };

/** One statement: of two servers that try at once the second waits for the row, and then finds it dealt with. */
export const claimNotice = single(async ({ db, tables }: Unit, { claim, as }: Claiming) => {
  const { noticeRecipients: t } = tables;
  const { tenant, actor, day, now } = claim;
  const tries = sql`case when ${t.day} = ${day} then ${t.tries} + 1 else 1 end`;
  const [taken] = await db
    .update(t)
    .set({ day, state: as, tries, retryAt: null })
    .where(and(ofPerson(tables, tenant, actor), isDue(tables, day, now)))
    .returning({ tries: t.tries });
  return taken?.tries;
});

type Settling = { claim: NoticeClaim; state: DigestState; retryAt: Instant | null };

export const settleNotice = single(async ({ db, tables }: Unit, { claim, state, retryAt }: Settling) => {
  const { noticeRecipients: t } = tables;
  const { tenant, actor, day, now } = claim;
  await db
    .update(t)
    .set({ state, retryAt, lastAt: now, lastState: state })
    .where(and(ofPerson(tables, tenant, actor), eq(t.day, day), eq(t.state, 'claimed')));
});

export const forgetNotices = single(
  async ({ db, tables: { noticeRecipients: t } }: Unit, before: Instant): Promise<number> => {
    const gone = await db.delete(t).where(lt(t.seenAt, before)).returning({ actor: t.actor });
    return gone.length;
  },
);
