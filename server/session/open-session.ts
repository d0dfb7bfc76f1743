import { instant, type Instant, type TenantId } from '../domain/ids.ts';
import { refuseLaunch, type LaunchRefused } from '../launch/refusal.ts';
import type { VerifiedLaunch } from '../launch/verified-launch.ts';
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

/** A session as the person's browser gets it. */
export type OpenedLaunch = {
  ok: true;
  /** Bearer token: 256 random bits, 43 characters of base64url, given out once and never stored. */
  token: string;
  idleSeconds: number;
  expiresAt: Instant;
  principal: Principal;
};

/** A consumed token id is kept past the token's own end, so that no tolerance lets it in again. */
const keepAfterExpiryMs = 60_000;

const newSession = async (deps: SessionDependencies, launch: VerifiedLaunch, token: string, now: Instant) => {
  const { issuer, user } = launch;
  return {
    tokenHash: hashToken(token),
    id: deps.newId(),
    tenant: issuer.tenant,
    actor: { id: actorOf(issuer.tenant, issuer.iss, user.subject), issuer: issuer.iss, ...user },
    roles: launch.roles,
    citizen: await deps.store.forTenant(issuer.tenant).citizenRef(launch.cpr),
    secret: { cpr: launch.cpr, citizenName: launch.citizenName, userName: user.name },
    cvr: launch.cvr,
    cvrs: issuer.cvrs,
    origin: launch.origin,
    intent: launch.intent,
    locale: launch.locale,
    issuedAt: now,
    idleUntil: instant(now + sessionLimits.idleMs),
    expiresAt: instant(now + sessionLimits.absoluteMs),
  } satisfies NewSession;
};

/**
 * Opens the one session a launch gives. Consuming (`iss`, `jti`) and writing the session are one transaction of the store.
 * @returns the bearer token and the principal, or a refusal: `replayed`, `store_unavailable`.
 */
export const openSession = async (
  deps: SessionDependencies,
  launch: VerifiedLaunch,
  now: Instant,
): Promise<OpenedLaunch | LaunchRefused> => {
  const token = Buffer.from(deps.random(32)).toString('base64url');
  try {
    const session = await newSession(deps, launch, token, now);
    const outcome = await deps.store.sessions.open(session, {
      issuer: launch.issuer.iss,
      jti: launch.jti,
      keepUntil: instant(launch.expiresAt + keepAfterExpiryMs),
    });
    if (outcome === 'replayed') return refuseLaunch('replayed', launch.issuer, true);
    const { actor, secret, ...rest } = session;
    const record = { ...rest, actor: actor.id, openSecret: () => Promise.resolve(secret) };
    const principal = toPrincipal(record, session.idleUntil, now);
    return { ok: true, token, idleSeconds: principal.idleSeconds, expiresAt: session.expiresAt, principal };
  } catch (error) {
    if (error instanceof StoreUnavailable) return refuseLaunch('store_unavailable', launch.issuer, true);
    throw error;
  }
};
