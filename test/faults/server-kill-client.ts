import { randomUUID } from 'node:crypto';
import type { BlurringView, CitizenBlurrings, OpenedSession } from '../../shared/api.ts';
import { forgotten, remember, type Doubt, type Memory } from './server-kill-compare.ts';
import { origin, type KillSystem, type Municipality } from './server-kill-system.ts';

/** The answer did not come: the server was gone. */
export class Unanswered extends Error {}

/** One session for one citizen at a server that may die at any moment. */
export type Visit = {
  view(): Promise<CitizenBlurrings>;
  /** Sends a change; without an answer it stays in doubt. */
  change(change: Doubt): Promise<void>;
  register(days: number): Promise<void>;
  renew(id: string, days: number): Promise<void>;
  end(id: string): Promise<void>;
  /** Sends once more what nobody answered, as a person who presses again does, and is answered for the same registration. */
  pressAgain(): Promise<void>;
};

export type Visitor = {
  system: KillSystem;
  port: number;
  municipality: Municipality;
  memory: Memory;
  user: string;
  /** Called for every change that was answered. */
  acknowledged: () => void;
};

/** Opens a session, looks, and holds what is there against what was acknowledged before. */
export const visit = async (visitor: Visitor): Promise<Visit> => {
  const { system, port, municipality, memory, user, acknowledged } = visitor;
  let headers: Record<string, string> = { Origin: origin, 'Content-Type': 'application/json' };

  const ask = async (
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...headers, ...more },
      ...(body && { body: JSON.stringify(body) }),
    })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch((cause: unknown) => {
        throw new Unanswered('no answer', { cause });
      });
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as unknown;
  };

  const token = await system.token(municipality, user, memory.cpr);
  const opened = (await ask('POST', '/v1/sessions', { context_token: token })) as OpenedSession;
  headers = { ...headers, Authorization: `Bearer ${opened.session_token}` };
  const citizen_key = opened.context.citizen.key;

  const view = async (): Promise<CitizenBlurrings> => {
    const answer = (await ask('GET', '/v1/citizen')) as CitizenBlurrings;
    const wrong = forgotten(memory, answer);
    if (wrong.length > 0) throw new Error(`${memory.cvr} ${memory.cpr}: ${wrong.join(', ')}`);
    return answer;
  };
  const change: Visit['change'] = async (asked) => {
    memory.doubt = asked;
    const { path, body, key } = asked;
    const answer = (await ask('POST', path, body, { 'Idempotency-Key': key })) as BlurringView;
    memory.doubt = undefined;
    remember(memory, answer);
    acknowledged();
  };
  const fresh = (path: string, on: string | null, body: object): Promise<void> =>
    change({ path, on, body: { ...body, citizen_key }, key: randomUUID(), user });

  return {
    view,
    change,
    register: (days) => fresh('/v1/blurrings', null, { days, reason: { category: 'threat' } }),
    renew: (id, days) => fresh(`/v1/blurrings/${id}/renew`, id, { days }),
    end: (id) => fresh(`/v1/blurrings/${id}/end`, id, {}),
    pressAgain: async () => {
      if (memory.doubt) await change(memory.doubt);
    },
  };
};
