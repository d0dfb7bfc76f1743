import type { Environment } from '../../../widget/environment.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import { blurring, none, opened } from './answers.ts';

export type Sent = { route: string; body: unknown; headers: Record<string, string>; init: RequestInit };
export type Answer = { status: number; body: unknown } | 'lost' | 'never';

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const refused = (
  code: ProblemCode,
  status: number,
  retryable = false,
  limits?: Record<string, number>,
): Answer => ({
  status,
  body: {
    type: `urn:sloering:problem:${code}`,
    code,
    status,
    title: code,
    reference: 'R-5D81',
    retryable,
    limits,
  },
});

/**
 * A scripted server and a clock that stands still. `answer` queues one answer for a route (`POST /v1/blurrings`); without a queue
 * the route answers as if all were well.
 */
export const createWorld = () => {
  const sent: Sent[] = [];
  const queues = new Map<string, Answer[]>();
  const usual = new Map<string, Answer>([
    ['POST /v1/sessions', ok(opened(), 201)],
    ['GET /v1/citizen', ok(none)],
    ['POST /v1/blurrings', ok(blurring(), 201)],
    ['GET /v1/session', ok({ idle_seconds: 900, expires_at: '2026-11-16T17:42:00.000Z' })],
    ['DELETE /v1/session', ok(null, 204)],
  ]);
  const timers: { at: number; act: () => void }[] = [];
  let now = Date.parse('2026-11-16T09:41:00.000Z');
  let keys = 0;
  const weather = { online: true, visible: true };

  const environment: Environment = {
    online: () => weather.online,
    visible: () => weather.visible,
    newKey: () => `key-${(keys += 1).toString().padStart(16, '0')}`,
    after: (ms, act) => {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    fetch: async (url, init) => {
      const { pathname } = new URL(url);
      const route = `${init.method} ${pathname}`;
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      sent.push({ route, body, headers: init.headers as Record<string, string>, init });
      const found =
        queues.get(route)?.shift() ??
        usual.get(route) ??
        usual.get(`${init.method} ${pathname.replace(/[^/]+$/, ':id')}`);
      if (!weather.online || found === 'lost' || found === undefined) throw new TypeError('Failed to fetch');
      if (found === 'never') return new Promise<Response>(() => undefined);
      return new Response(found.status === 204 ? null : JSON.stringify(found.body), { status: found.status });
    },
  };

  return {
    environment,
    sent,
    weather,
    usual,
    routes: () => sent.map(({ route }) => route),
    answer: (route: string, ...answers: Answer[]) =>
      queues.set(route, [...(queues.get(route) ?? []), ...answers]),
    /** Milliseconds until each waiting timer, soonest first. */
    waiting: () => timers.map(({ at }) => at - now).sort((a, b) => a - b),
    pass: (ms: number) => {
      const until = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.splice(timers.indexOf(next), 1);
        now = next.at;
        next.act();
      }
      now = until;
    },
  };
};
export type World = ReturnType<typeof createWorld>;

/** Lets everything that is already answered reach the screen. */
export const settled = async (element: HTMLElement & { updateComplete: Promise<boolean> }): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) {
    // One macrotask lets all chained promises of fetch, JSON and rendering run; no time is waited for.
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
    await element.updateComplete;
  }
};
