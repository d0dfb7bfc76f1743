import { instant, type Instant } from '../domain/ids.ts';
import { StoreUnavailable, type SessionRecord, type SessionStore } from '../store/store.ts';
import { hashToken } from './identity.ts';
import { sessionLimits } from './limits.ts';
import {
  openSession,
  type Entrance,
  type OpenedSession,
  type OpeningRefused,
  type SessionDependencies,
} from './open-session.ts';
import { toPrincipal, type Principal } from './principal.ts';

export type { Principal } from './principal.ts';

/** Why a request has no principal; internal and public code are the same here. */
export type SessionRefusalCode =
  'session_required' | 'session_expired' | 'origin_not_allowed' | 'store_unavailable';

export type Authenticated =
  | { ok: true; principal: Principal }
  | { ok: false; code: SessionRefusalCode; publicCode: SessionRefusalCode };

/** Sessions of launched users. */
export type Sessions = {
  /** Opens the one session of a verified launch or login; refuses with `replayed` or `store_unavailable`. */
  open(entrance: Entrance, now: Instant): Promise<OpenedSession | OpeningRefused>;
  /**
   * The principal behind a bearer token, for a request with this `Origin` header. A token that was never given out, was ended, or is past a
   * limit is `session_expired`: the three are not told apart.
   */
  authenticate(
    bearer: string | undefined,
    origin: string | null | undefined,
    now: Instant,
  ): Promise<Authenticated>;
  /** Ends a session at once (done, closed, citizen changed). @throws StoreUnavailable */
  end(principal: Pick<Principal, 'tokenHash'>, now: Instant): Promise<void>;
};

const bearerForm = /^[A-Za-z0-9_-]{43}$/;

const refuse = (code: SessionRefusalCode): Authenticated => ({ ok: false, code, publicCode: code });

/** Browsers leave `Origin` out of same-origin reads only; where it is there, it must be the page the session was opened for. */
const isFromElsewhere = (session: SessionRecord, origin: string | null | undefined): boolean =>
  origin !== null && origin !== undefined && origin !== session.origin;

/** Moves the idle limit, at most once a minute. A write that fails only ends the session earlier. */
const touch = async (store: SessionStore, session: SessionRecord, now: Instant): Promise<Instant> => {
  const idleUntil = instant(Math.min(now + sessionLimits.idleMs, session.expiresAt));
  if (idleUntil - session.idleUntil < sessionLimits.touchEveryMs) return session.idleUntil;
  try {
    await store.touch(session.tokenHash, idleUntil);
    return idleUntil;
  } catch (error) {
    if (error instanceof StoreUnavailable) return session.idleUntil;
    throw error;
  }
};

/** Creates the session door of one server. */
export const createSessions = (deps: SessionDependencies): Sessions => {
  const { sessions } = deps.store;
  return {
    open: (entrance, now) => openSession(deps, entrance, now),
    async authenticate(bearer, origin, now) {
      if (bearer === undefined || !bearerForm.test(bearer)) return refuse('session_required');
      try {
        const session = await sessions.find(hashToken(bearer), now);
        if (!session) return refuse('session_expired');
        if (isFromElsewhere(session, origin)) return refuse('origin_not_allowed');
        return { ok: true, principal: toPrincipal(session, await touch(sessions, session, now), now) };
      } catch (error) {
        if (error instanceof StoreUnavailable) return refuse('store_unavailable');
        throw error;
      }
    },
    end: ({ tokenHash }, now) => sessions.revoke(tokenHash, now),
  };
};
