import { randomBytes } from 'node:crypto';
import type { User } from './users.ts';

export type NameId = { readonly text: string; readonly format: string };

/** One login at the broker, in memory only. `systems` holds the name each system was given, by entityID. */
export type Session = {
  readonly id: string;
  readonly user: User;
  readonly sessionIndex: string;
  readonly loggedInAt: number;
  readonly systems: Map<string, NameId>;
};

const COOKIE = 'context-handler-simulator';

export const openSessions = () => {
  const sessions = new Map<string, Session>();
  return {
    all: (): readonly Session[] => [...sessions.values()],
    get: (id: string): Session | undefined => sessions.get(id),
    ofCookie: (header: string | undefined): Session | undefined =>
      sessions.get(new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(header ?? '')?.[1] ?? ''),
    start: (user: User, now: number): Session => {
      const session: Session = {
        id: randomBytes(24).toString('base64url'),
        user,
        sessionIndex: randomBytes(16).toString('base64'),
        loggedInAt: now,
        systems: new Map(),
      };
      sessions.set(session.id, session);
      return session;
    },
    /** The session a system means in a request to log out. */
    meant: (entityId: string, nameId: string, indexes: readonly string[]): Session | undefined =>
      [...sessions.values()].find(
        ({ systems, sessionIndex }) =>
          systems.get(entityId)?.text === nameId && (indexes.length === 0 || indexes.includes(sessionIndex)),
      ),
    end: (id: string): void => {
      sessions.delete(id);
    },
  };
};
export type Sessions = ReturnType<typeof openSessions>;

export const cookieOf = ({ id }: Session): string => `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`;
