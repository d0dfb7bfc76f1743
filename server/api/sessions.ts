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
import type { Instant, TenantId } from '../domain/ids.ts';
import { appError } from '../errors.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { Principal } from '../session/session.ts';
import { isCitizenHandle } from '../session/citizen-handle.ts';
import { handleEntrance } from '../session/handle-entrance.ts';
import type { Entrance } from '../session/open-session.ts';
import { readBody } from './body.ts';
import { clientAddress } from './client-address.ts';
import type { AppDeps, AppEnv } from './context.ts';
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
    const entered = await enter(deps, context_token, c.req.header('Origin') ?? null, now);
    const opened = entered.ok ? await deps.sessions.open(entered.launch, now) : entered;
    if (!opened.ok) {
      const { code, tenant, issuer } = opened;
      deps.log('launch_refused', { code, reference, ...(tenant && issuer ? { tenant, issuer } : {}) });
      // Only a signed token proves whom it concerns; an unsigned claim must not write into a municipality's audit log.
      if (tenant && issuer && opened.signed)
        await deps.store.sessions.refused({ tenant, issuer, code, reference, now });
      throw appError(opened.publicCode);
    }
    if (!entered.ok) throw appError('unknown');
    const { launch } = entered;
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

type NotEntered = {
  ok: false;
  /** Internal, for the log. */
  code: string;
  publicCode: ProblemCode;
  tenant?: TenantId;
  issuer?: string;
  /** Whether who it concerns has been proven. */
  signed: boolean;
};
type Entered = { ok: true; launch: Entrance } | NotEntered;

/** A record system's context token, or the hosted page's own handle. */
const enter = async (deps: AppDeps, token: string, origin: string | null, now: Instant): Promise<Entered> => {
  if (!isCitizenHandle(token)) return deps.launch(token, { mode: 'in_page', origin, now });
  const launch = await handleEntrance(
    {
      ...{ key: deps.handleKey, origin: deps.issuer, logins: deps.store.logins },
      loadSettings: (tenant) => deps.store.forTenant(tenant).loadSettings(),
    },
    token,
    origin,
    now,
  );
  if (launch) return { ok: true, launch };
  return { ok: false, code: 'handle_rejected', publicCode: 'token_rejected', signed: false };
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
  launch: Entrance,
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
