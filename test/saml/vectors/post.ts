import { randomBytes } from 'node:crypto';
import { instant } from '../../../server/domain/ids.ts';
import type { AcceptedLogin, PendingLogin, RefusedLogin } from '../../../server/saml/port.ts';
import { createServiceProvider } from '../../../server/saml/service-provider.ts';
import { kit } from '../forge/kit.ts';
import type { Posted } from '../forge/vector.ts';

/** A store of pending logins with one login under way. Each is given out once, and `asked` lists what was asked for. */
const pendingLogins = (begun: number | null) => {
  const asked: string[] = [];
  const waiting = new Map<string, PendingLogin>();
  if (begun !== null) waiting.set(kit.requestId, { ...kit.pendingLogin, createdAt: instant(begun) });
  const take = async (id: string): Promise<PendingLogin | undefined> => {
    asked.push(id);
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  return { take, asked };
};

export type Outcome = AcceptedLogin | RefusedLogin;

/** Posts a body to a service provider of its own, once or more, and returns every outcome. */
export const post = async (
  posted: string | Posted,
  { times, how }: { times: number; how: 'parallel' | 'in turn' } = { times: 1, how: 'in turn' },
): Promise<{ outcomes: readonly Outcome[]; asked: readonly string[] }> => {
  const { body, settings, provider, now, begun } = typeof posted === 'string' ? { body: posted } : posted;
  const known = { ...kit.provider, ...provider };
  const sp = createServiceProvider({
    settings: { ...kit.settings, ...settings },
    provider: () => known,
    randomBytes,
  });
  const { take, asked } = pendingLogins(begun === undefined ? kit.pendingLogin.createdAt : begun);
  const once = () => sp.acceptLogin(body, take, instant(now ?? kit.now));
  if (how === 'parallel') {
    return { outcomes: await Promise.all(Array.from({ length: times }, once)), asked };
  }
  const outcomes: Outcome[] = [];
  for (let at = 0; at < times; at += 1) outcomes.push(await once());
  return { outcomes, asked };
};
