import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { birthDateOf } from '../../shared/cpr.ts';
import { reasonTextLimit } from '../../shared/blurring.ts';
import {
  OpenSessionRequest,
  type OpenedSession,
  type SessionContext,
  type SessionState,
} from '../../shared/api.ts';
import { effectivePolicy } from '../domain/policy.ts';
import { danishDate } from '../domain/period.ts';
import type { Instant } from '../domain/ids.ts';
import { appError } from '../errors.ts';
import type { VerifiedLaunch } from '../launch/context-token.ts';
import type { Principal } from '../session/session.ts';
import { readBody } from './body.ts';
import type { AppContext, AppDeps, AppEnv } from './context.ts';
import { authenticate } from './middleware/authenticate.ts';
import { citizenKey } from './view.ts';

/** A token of 8 KiB and its JSON around it. */
const bodyLimit = 8_192 + 64;

/** `POST /v1/sessions`: one verified context token opens one session (launch mode 3, in page). */
export const openSessions = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  app.post('/sessions', async (c) => {
    const now = deps.now();
    deps.launches(clientAddress(c, deps.trustedProxy), now);
    const { context_token } = await readBody(c, OpenSessionRequest, bodyLimit);
    const reference = c.get('reference');
    const verified = await deps.launch(context_token, {
      mode: 'in_page',
      origin: c.req.header('Origin') ?? null,
      now,
    });
    const opened = verified.ok ? await deps.sessions.open(verified.launch, now) : verified;
    if (!opened.ok) {
      const { code, tenant, issuer } = opened;
      deps.log('launch_refused', { code, reference, ...(tenant && issuer ? { tenant, issuer } : {}) });
      // Only a signed token proves whom it concerns; an unsigned claim must not write into a municipality's audit log.
      if (tenant && issuer && opened.signed)
        await deps.store.sessions.refused({ tenant, issuer, code, reference, now });
      throw appError(opened.publicCode);
    }
    if (!verified.ok) throw appError('unknown');
    const { launch } = verified;
    deps.log('session_opened', {
      tenant: launch.issuer.tenant,
      issuer: launch.issuer.iss,
      session: opened.principal.session,
      reference,
    });
    const answer: OpenedSession = {
      session_token: opened.token,
      idle_seconds: opened.idleSeconds,
      expires_at: new Date(opened.expiresAt).toISOString(),
      ...(launch.locale ? { locale: launch.locale } : {}),
      intent: launch.intent,
      context: await contextOf(deps, launch, opened.principal, now),
    };
    return c.json(answer, 201);
  });
  app.all('/sessions', () => Promise.reject(appError('method_not_allowed')));
  return app;
};

/** `GET /v1/session` keeps it alive; `DELETE /v1/session` ends it (done, closed, citizen changed). */
export const session = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  app.use('*', authenticate(deps));
  app.get('/', (c) => {
    const { idleSeconds, expiresAt } = c.get('principal');
    const answer: SessionState = { idle_seconds: idleSeconds, expires_at: new Date(expiresAt).toISOString() };
    return c.json(answer);
  });
  app.delete('/', async (c) => {
    await deps.sessions.end(c.get('principal'), deps.now());
    return c.body(null, 204);
  });
  return app;
};

const contextOf = async (
  deps: AppDeps,
  launch: VerifiedLaunch,
  principal: Principal,
  now: Instant,
): Promise<SessionContext> => {
  const settings = await deps.store.forTenant(principal.tenant).loadSettings();
  if (!settings) throw appError('not_authorised');
  const policy = effectivePolicy(settings.policies, settings.limits, now);
  const { guidelines } = settings;
  return {
    citizen: {
      key: citizenKey(principal.citizen),
      ...(launch.citizenName === null ? {} : { name: launch.citizenName }),
      birth_date: birthDateOf(launch.cpr) ?? '',
      masked_cpr: `${launch.cpr.slice(0, 6)}-••••`,
    },
    user: { name: launch.user.name, ...(launch.user.title === null ? {} : { title: launch.user.title }) },
    municipality: {
      name: settings.name,
      cvrs: settings.cvrs
        .filter((one) => principal.cvrs.includes(one.cvr))
        .map((one) => ({ cvr: one.cvr, name: one.name, selected: one.cvr === principal.cvr })),
    },
    permissions: principal.permissions,
    policy: {
      default_days: policy.defaultDays,
      max_days: policy.maxDays,
      today: danishDate(now),
      reason_text: policy.reasonText,
      reason_text_limit: reasonTextLimit,
      acknowledgement: policy.acknowledgement,
    },
    reasons: settings.reasons,
    guidelines: {
      version: guidelines.version,
      text: guidelines.text,
      ...(guidelines.url === null ? {} : { url: guidelines.url }),
    },
  };
};

const clientAddress = (c: AppContext, trustedProxy: boolean): string => {
  const forwarded = trustedProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return forwarded ?? getConnInfo(c).remote.address ?? 'unknown';
};
