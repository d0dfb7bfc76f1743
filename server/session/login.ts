import { createHash } from 'node:crypto';
import { cvr, instant, type Cvr, type Instant, type TenantId } from '../domain/ids.ts';
import {
  effectiveRoles,
  mayHold,
  pageStandingOf,
  unitOf,
  type PageStanding,
  type Role,
} from '../domain/permission.ts';
import {
  StoreUnavailable,
  type Grant,
  type LoginRecord,
  type LoginStore,
  type NewLogin,
} from '../store/store.ts';
import { actorOf, hashToken } from './identity.ts';
import { loginLimits } from './limits.ts';

/** A checked answer of the identity provider, as far as a login needs it. */
export type LoginEntrance = {
  /** Entity id of the identity provider. */
  issuer: string;
  assertion: { id: string; keepUntil: Instant };
  person: { cvr: string; serial: string; name: string };
  level: NewLogin['level'];
  /** Roles at organisations that exist here; at least one. */
  grants: readonly Grant[];
  nameId: { value: string; format: string };
  sessionIndex: string;
  authenticatedAt: Instant;
  /** Upper bound the provider sets; null without one. */
  notAfter: Instant | null;
  authority: string | null;
};

export type LoginDependencies = {
  store: {
    logins: LoginStore;
    registry: {
      findByCvr(cvr: Cvr): Promise<{ id: TenantId; kind: 'municipality' | 'national' } | undefined>;
    };
  };
  random: (count: number) => Uint8Array;
  newId: () => string;
};

/** `cookie`: 256 random bits, given to the browser once and never stored. */
export type OpenedLogin = { ok: true; cookie: string; login: NewLogin };
export type LoginNotOpened = { ok: false; code: 'replayed' };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** How a logout from elsewhere finds the logins it means. */
export const subjectHashOf = (nameId: { value: string; format: string }): string =>
  sha256(`${nameId.format}\n${nameId.value}`);
export const indexHashOf = (sessionIndex: string): string => sha256(sessionIndex);
/** The same person whichever organisation they act for. */
export const personHashOf = ({ cvr, serial }: { cvr: string; serial: string }): string =>
  sha256(`${cvr}\n${serial.toLowerCase()}`);

/** Roles that count at one organisation of a login. */
export const rolesAt = (
  grants: readonly Grant[],
  tenant: TenantId,
  kind: 'municipality' | 'national',
): Role[] => effectiveRoles(heldAt(grants, tenant, kind));

const heldAt = (
  grants: readonly Grant[],
  tenant: TenantId,
  kind: 'municipality' | 'national',
): readonly Grant[] => grants.filter((one) => one.tenant === tenant && mayHold(one.role, kind));

/** What a login may do on the page of one organisation. */
export const standingAt = (...at: Parameters<typeof heldAt>): PageStanding => pageStandingOf(heldAt(...at));

/** The unit whose staff a login belongs to at one organisation, where its roles say one. */
export const unitAt = (...at: Parameters<typeof heldAt>): string | null => unitOf(heldAt(...at));

/** Turns roles at CVR numbers into roles at organisations that exist here; the tenant is the scope's, never the person's own. */
export const resolveGrants = async (
  { store }: Pick<LoginDependencies, 'store'>,
  granted: readonly { cvr: Cvr; role: Role; units: readonly string[] | null }[],
): Promise<Grant[]> => {
  const grants: Grant[] = [];
  for (const { cvr, role, units } of granted) {
    const found = await store.registry.findByCvr(cvr);
    if (found && mayHold(role, found.kind)) grants.push({ tenant: found.id, role, units });
  }
  return grants;
};

/**
 * Only an organisation's own authority says which of its people somebody is. Attack: another authority's identity provider sends the id of
 * an employee here, and is shown what that one has registered.
 */
const isHome = async (
  { store }: Pick<LoginDependencies, 'store'>,
  tenant: TenantId,
  authority: string,
): Promise<boolean> => (await store.registry.findByCvr(cvr(authority)))?.id === tenant;

const newLogin = (
  deps: Pick<LoginDependencies, 'newId'>,
  entrance: LoginEntrance,
  tenant: TenantId,
  cookie: string,
  now: Instant,
  home: boolean,
): NewLogin => {
  const { issuer, person, nameId, sessionIndex } = entrance;
  const subject = `${person.cvr}:${person.serial}`;
  const uuid = home && uuidForm.test(person.serial) ? person.serial.toLowerCase() : null;
  const limit = Math.min(now + loginLimits.absoluteMs, entrance.notAfter ?? Infinity);
  return {
    tokenHash: hashToken(cookie),
    id: deps.newId(),
    tenant,
    actor: { id: actorOf(tenant, issuer, subject), issuer, subject, name: person.name, title: null, uuid },
    person: personHashOf(person),
    grants: entrance.grants,
    level: entrance.level,
    secret: {
      ...{ nameId: nameId.value, format: nameId.format, sessionIndex },
      ...{ name: person.name, issuer, subject, uuid },
    },
    subjectHash: subjectHashOf(nameId),
    indexHash: indexHashOf(sessionIndex),
    authority: entrance.authority,
    authenticatedAt: entrance.authenticatedAt,
    issuedAt: now,
    idleUntil: instant(Math.min(now + loginLimits.idleMs, limit)),
    expiresAt: instant(limit),
  };
};

/**
 * Opens a login: a new cookie for the organisation `tenant`, the assertion consumed in the same transaction. The browser's former login
 * ends with it, so that no identifier from before the login lives on (ASVS 7.2.4).
 * @throws StoreUnavailable
 */
export const openLogin = async (
  deps: LoginDependencies,
  entrance: LoginEntrance,
  tenant: TenantId,
  former: string | null,
  now: Instant,
): Promise<OpenedLogin | LoginNotOpened> => {
  const cookie = Buffer.from(deps.random(32)).toString('base64url');
  const login = newLogin(
    deps,
    entrance,
    tenant,
    cookie,
    now,
    await isHome(deps, tenant, entrance.person.cvr),
  );
  const outcome = await deps.store.logins.open(
    login,
    { issuer: entrance.issuer, ...entrance.assertion },
    former,
  );
  return outcome === 'opened' ? { ok: true, cookie, login } : { ok: false, code: 'replayed' };
};

/** The same person goes on for another organisation they hold roles in: a new cookie, the same limits; undefined where the
 * login has ended meanwhile. @throws StoreUnavailable */
export const switchOrganisation = async (
  deps: LoginDependencies,
  former: LoginRecord,
  tenant: TenantId,
  now: Instant,
): Promise<{ cookie: string; login: NewLogin } | undefined> => {
  const cookie = Buffer.from(deps.random(32)).toString('base64url');
  const { openSecret, actor: _, ...same } = former;
  const secret = await openSecret();
  const { issuer, subject, name } = secret;
  const [authority = '', serial = ''] = subject.split(':');
  const home = await isHome(deps, tenant, authority);
  const uuid = home && uuidForm.test(serial) ? serial.toLowerCase() : null;
  const login: NewLogin = {
    ...same,
    ...{ tokenHash: hashToken(cookie), id: deps.newId(), tenant, secret: { ...secret, uuid }, issuedAt: now },
    actor: { id: actorOf(tenant, issuer, subject), issuer, subject, name, title: null, uuid },
    idleUntil: instant(Math.min(now + loginLimits.idleMs, former.expiresAt)),
  };
  return (await deps.store.logins.replace(login, former.tokenHash)) ? { cookie, login } : undefined;
};

const cookieForm = /^[A-Za-z0-9_-]{43}$/;

/** The login behind a cookie, or undefined: never given out, ended and past a limit are not told apart. @throws StoreUnavailable */
export const findLogin = async (
  logins: LoginStore,
  cookie: string | undefined,
  now: Instant,
): Promise<LoginRecord | undefined> =>
  cookie !== undefined && cookieForm.test(cookie) ? logins.find(hashToken(cookie), now) : undefined;

/** Moves the idle limit, at most once a minute. A write that fails only ends the login earlier. */
export const touchLogin = async (
  logins: LoginStore,
  login: LoginRecord,
  now: Instant,
): Promise<LoginRecord> => {
  const idleUntil = instant(Math.min(now + loginLimits.idleMs, login.expiresAt));
  if (idleUntil - login.idleUntil < loginLimits.touchEveryMs) return login;
  try {
    await logins.touch(login.tokenHash, idleUntil);
    return { ...login, idleUntil };
  } catch (error) {
    if (error instanceof StoreUnavailable) return login;
    throw error;
  }
};
