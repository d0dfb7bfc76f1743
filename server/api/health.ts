import { Hono } from 'hono';
import type { Instant } from '../domain/ids.ts';
import type { AppDeps, AppEnv } from './context.ts';

/** Why the service is degraded: it works, and a person should look. */
type Concern =
  'delivery_late' | 'delivery_parked' | 'cvr_paused' | 'certificate_problem' | 'certificate_expires';

/** From this many days left an expiring certificate makes the service degraded; earlier ones are alarms in the log. */
const urgentDays = 14;

/**
 * - `GET /health/live` — 200 while the process answers.
 * - `GET /health/ready` — 200 `{ status: 'ready' | 'degraded', concerns, waiting, parked, oldest_waiting_seconds }` when a write can be
 *   made durable; 503 `{ status: 'unavailable' }` otherwise.
 * - `GET /health/degraded` — the same body, 503 when there is any concern: for monitors that read only the status.
 *
 * Concerns: `delivery_late` (the oldest has waited longer than SLOERING_DELAY_ALARM_MINUTES), `delivery_parked`, `cvr_paused`,
 * `certificate_problem`, `certificate_expires` (within 14 days). Numbers only, over all municipalities.
 */
export const health = ({ store, now, delayAlarmMs, certificates }: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();

  const concernsAt = async (at: Instant) => {
    const [{ waiting, parked, oldestWaitingSince }, paused] = await Promise.all([
      store.outbox.health(at),
      store.outbox.paused(),
    ]);
    const age = oldestWaitingSince === null ? 0 : at - oldestWaitingSince;
    const states = certificates();
    const found: Record<Concern, boolean> = {
      delivery_late: age > delayAlarmMs,
      delivery_parked: parked > 0,
      cvr_paused: paused.length > 0,
      certificate_problem: states.some(({ problem }) => problem !== null),
      certificate_expires: states.some(({ daysLeft }) => daysLeft !== null && daysLeft <= urgentDays),
    };
    const concerns = Object.entries(found).flatMap(([concern, is]) => (is ? [concern] : []));
    const status = concerns.length > 0 ? 'degraded' : 'ready';
    return { status, concerns, waiting, parked, oldest_waiting_seconds: Math.round(age / 1000) };
  };

  app.get('/live', (c) => c.json({ status: 'live' }));
  for (const path of ['/ready', '/degraded'] as const) {
    app.get(path, async (c) => {
      c.header('Cache-Control', 'no-store');
      const at = now();
      try {
        await store.probe(at);
        const body = await concernsAt(at);
        return c.json(body, path === '/degraded' && body.concerns.length > 0 ? 503 : 200);
      } catch {
        return c.json({ status: 'unavailable' }, 503);
      }
    });
  }
  return app;
};
