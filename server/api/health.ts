import { Hono } from 'hono';
import type { AppDeps, AppEnv } from './context.ts';

/**
 * `GET /health/live` — 200 while the process answers.
 * `GET /health/ready` — 200 `{ status: 'ready' | 'degraded', waiting, parked, oldest_waiting_seconds }` when a write can be made
 * durable; degraded when the oldest delivery has waited longer than the alarm; 503 `{ status: 'unavailable' }` otherwise.
 * Numbers only, over all municipalities.
 */
export const health = ({ store, now, delayAlarmMs }: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  app.get('/live', (c) => c.json({ status: 'live' }));
  app.get('/ready', async (c) => {
    c.header('Cache-Control', 'no-store');
    const at = now();
    try {
      await store.probe(at);
      const { waiting, parked, oldestWaitingSince } = await store.outbox.health(at);
      const age = oldestWaitingSince === null ? 0 : at - oldestWaitingSince;
      const status = age > delayAlarmMs || parked > 0 ? 'degraded' : 'ready';
      return c.json({ status, waiting, parked, oldest_waiting_seconds: Math.round(age / 1000) });
    } catch {
      return c.json({ status: 'unavailable' }, 503);
    }
  });
  return app;
};
