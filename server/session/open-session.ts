import { instant, type Cpr, type Cvr, type Instant, type TenantId } from '../domain/ids.ts';
import { StoreUnavailable, type NewSession, type SessionStore, type TenantStore } from '../store/store.ts';
import { actorOf, hashToken } from './identity.ts';
import { sessionLimits } from './limits.ts';
import { toPrincipal, type Principal } from './principal.ts';

export type SessionDependencies = {
  /** The part of the store that sessions need; a `Store` is one. */
  store: { sessions: SessionStore; forTenant: (tenant: TenantId) => Pick<TenantStore, 'citizenRef'> };
  /** Cryptographically secure random bytes. */
  random: (count: number) => Uint8Array;
  /** Unique public id of a session. */
  newId: () => string;
};

/** What a door (a verified launch, later a login) knows of the person and the citizen. */
export type Entrance = Pick<NewSession, 'cvr' | 'origin' | 'intent' | 'locale' | 'roles'> & {
  /** Public id of the login it comes from; absent after a launch. */
  login?: string;
  issuer: { iss: string; tenant: TenantId; cvrs: readonly Cvr[] };
  /** Usable once; unique within the issuer. */
  jti: string;
  /** When what was presented at the door ends. */
  expiresAt: Instant;
  user: { subject: string; name: string; title: string | null; uuid: string | null };
  /** Organisation unit, where the door says: a SOR code or the UUID of FK Organisation. */
  unit: string | null;
  cpr: Cpr;
  citizenName: string | null;
};

/** Why no session was opened. `replayed`: what was presented has been used before. */
export type OpeningRefused = {
  ok: false;
  code: 'replayed' | 'store_unavailable';
  publicCode: 'token_rejected' | 'store_unavailable';
  tenant: TenantId;
  issuer: string;
  /** The door has proved where it came from. */
  signed: true;
};

/** A session as the person's browser gets it. */
export type OpenedSession = {
  ok: true;
  /** Bearer token: 256 random bits, 43 characters of base64url, given out once and never stored. */
  token: string;
  idleSeconds: number;
  expiresAt: Instant;
  principal: Principal;
};

const refuse = (code: OpeningRefused['code'], { issuer: { tenant, iss } }: Entrance): OpeningRefused => ({
  ok: false,
  code,
  publicCode: code === 'replayed' ? 'token_rejected' : code,
  tenant,
  issuer: iss,
  signed: true,
});

/** A consumed token id is kept past the token's own end, so that no tolerance lets it in again. */
const keepAfterExpiryMs = 60_000;

const newSession = async (deps: SessionDependencies, entrance: Entrance, token: string, now: Instant) => {
  const { issuer, user } = entrance;
  return {
    tokenHash: hashToken(token),
    id: deps.newId(),
    tenant: issuer.tenant,
    actor: { id: actorOf(issuer.tenant, issuer.iss, user.subject), issuer: issuer.iss, ...user },
    roles: entrance.roles,
    citizen: await deps.store.forTenant(issuer.tenant).citizenRef(entrance.cpr),
    secret: { cpr: entrance.cpr, citizenName: entrance.citizenName, userName: user.name },
    unit: entrance.unit,
    cvr: entrance.cvr,
    cvrs: issuer.cvrs,
    origin: entrance.origin,
    intent: entrance.intent,
    locale: entrance.locale,
    issuedAt: now,
    idleUntil: instant(now + sessionLimits.idleMs),
    expiresAt: instant(now + sessionLimits.absoluteMs),
    login: entrance.login ?? null,
  } satisfies NewSession;
};

/**
 * Opens the one session an entrance gives. Consuming (`iss`, `jti`) and writing the session are one transaction of the store.
 * @returns the bearer token and the principal, or a refusal: `replayed`, `store_unavailable`.
 */
export const openSession = async (
  deps: SessionDependencies,
  entrance: Entrance,
  now: Instant,
): Promise<OpenedSession | OpeningRefused> => {
  const token = Buffer.from(deps.random(32)).toString('base64url');
  try {
    const session = await newSession(deps, entrance, token, now);
    const outcome = await deps.store.sessions.open(session, {
      issuer: entrance.issuer.iss,
      jti: entrance.jti,
      keepUntil: instant(entrance.expiresAt + keepAfterExpiryMs),
    });
    if (outcome === 'replayed') return refuse('replayed', entrance);
    const { actor, secret, ...rest } = session;
    const record = { ...rest, actor: actor.id, openSecret: () => Promise.resolve(secret) };
    const principal = toPrincipal(record, session.idleUntil, now);
    return { ok: true, token, idleSeconds: principal.idleSeconds, expiresAt: session.expiresAt, principal };
  } catch (error) {
    if (error instanceof StoreUnavailable) return refuse('store_unavailable', entrance);
    throw error;
  }
};
