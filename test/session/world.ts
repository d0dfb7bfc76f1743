import { createHash } from 'node:crypto';
import { citizenRef, cpr, cvr, instant } from '../../server/domain/ids.ts';
import type { VerifiedLaunch } from '../../server/launch/verified-launch.ts';
import type { SessionDependencies } from '../../server/session/open-session.ts';
import { StoreUnavailable, type NewSession, type SessionStore } from '../../server/store/store.ts';
import { issuerA, now, origin, seconds } from '../launch/world.ts';

/** What `verifyContextToken` gives for the good token. */
export const launch: VerifiedLaunch = {
  issuer: issuerA,
  mode: 'in_page',
  jti: 'k3J9dQ2mV7xR5tB1nW8yZg',
  expiresAt: instant((seconds + 55) * 1000),
  user: { subject: 'medarbejder-17', name: 'Villads Prøve Holm', title: null, uuid: null },
  roles: ['employee'],
  cpr: cpr('2512489996'),
  citizenName: 'Nanna Eksempel Berggren',
  cvr: cvr('29190623'),
  unit: null,
  intent: 'create',
  locale: null,
  origin,
  returnUri: null,
  challenge: null,
  transaction: null,
  keyId: 'es256',
};

export const later = (minutes: number) => instant(now + minutes * 60_000);

/** A session store in memory: atomic, as the port asks, and it can be made unavailable. */
export const createMemory = () => {
  const sessions = new Map<string, NewSession>();
  const consumed = new Map<string, number>();
  const calls: string[] = [];
  const state = { down: false };
  const enter = async (call: string): Promise<void> => {
    await Promise.resolve();
    calls.push(call);
    if (state.down) throw new StoreUnavailable('locked');
  };
  const store: SessionStore = {
    async open(session, { issuer, jti, keepUntil }) {
      await enter('open');
      const key = JSON.stringify([issuer, jti]);
      if (consumed.has(key)) return 'replayed';
      consumed.set(key, keepUntil);
      sessions.set(session.tokenHash, session);
      return 'opened';
    },
    async find(tokenHash, at) {
      await enter('find');
      const found = sessions.get(tokenHash);
      if (!found || at >= found.idleUntil || at >= found.expiresAt) return undefined;
      const { secret, actor, ...rest } = found;
      return { ...rest, actor: actor.id, openSecret: () => Promise.resolve(secret) };
    },
    async touch(tokenHash, idleUntil) {
      await enter('touch');
      const found = sessions.get(tokenHash);
      if (found) sessions.set(tokenHash, { ...found, idleUntil });
    },
    async revoke(tokenHash) {
      await enter('revoke');
      sessions.delete(tokenHash);
    },
    refused: () => enter('refused'),
    purge: () => Promise.resolve(0),
  };
  let random = 0;
  const deps: SessionDependencies = {
    store: {
      sessions: store,
      forTenant: (tenant) => ({
        citizenRef: (number) => Promise.resolve(citizenRef(`ref(${tenant}, ${number.length})`)),
      }),
    },
    // Different bytes each time, without chance.
    random: (count) =>
      createHash('sha512')
        .update(`random ${(random += 1)}`)
        .digest()
        .subarray(0, count),
    newId: () => `session-${random}`,
  };
  return { deps, sessions, consumed, calls, state };
};
