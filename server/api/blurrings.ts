import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import {
  EndBlurringRequest,
  RegisterBlurringRequest,
  RenewBlurringRequest,
  type CitizenBlurrings,
} from '../../shared/api.ts';
import { isInForce, type Blurring } from '../domain/blurring.ts';
import { endBlurring, registerBlurring, renewBlurring, type Decided } from '../domain/decide.ts';
import { refuse } from '../domain/errors.ts';
import { initialsOf } from '../domain/initials.ts';
import { isBlank } from '../domain/free-text.ts';
import { blurringId, cvr, type BlurringId } from '../domain/ids.ts';
import { effectivePolicy } from '../domain/policy.ts';
import { canonicalUnit } from '../domain/units.ts';
import { runCommand, type Command, type CommandResult } from '../command.ts';
import { appError } from '../errors.ts';
import type { CitizenState, StoredBlurring, TenantSettings, TenantStore } from '../store/store.ts';
import type { Principal } from '../session/session.ts';
import { readBody } from './body.ts';
import type { AppContext, AppDeps, AppEnv } from './context.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { authenticate } from './middleware/authenticate.ts';
import { citizenKey, toView } from './view.ts';

/** Largest body of a change, bytes: 1,000 characters of text at six bytes each when escaped, and room. */
const bodyLimit = 16_384;

/** Register, list, read, renew and end. The citizen comes from the session, never from the body. */
export const blurrings = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  const { store, now } = deps;
  app.use('*', authenticate(deps));

  app.get('/citizen', async (c) => {
    const { principal, tenant } = caller(c);
    const stored = await tenant.loadBlurrings(principal.citizen, {
      withText: principal.permissions.readReasons,
    });
    const at = now();
    const ends = stored.map((one) => one.blurring).filter((one) => isInForce(one, at));
    const until = ends.length === 0 ? null : Math.max(...ends.map((one) => one.endsAt));
    const answer: CitizenBlurrings = {
      blurred_until: until === null ? null : new Date(until).toISOString(),
      blurrings: stored.map((one) => toView(one, at)),
    };
    return c.json(answer);
  });

  app.get('/blurrings/:id', async (c) => {
    const { principal, tenant } = caller(c);
    return c.json(toView(await findOwn(tenant, principal, blurringId(c.req.param('id'))), now()));
  });

  app.post('/blurrings', async (c) => {
    const { principal, tenant } = changer(c);
    const request = await readBody(c, RegisterBlurringRequest, bodyLimit);
    checkCitizen(principal, request.citizen_key);
    const settings = await settingsOf(tenant);
    const at = now();
    const text =
      request.reason.text === undefined || isBlank(request.reason.text) ? null : request.reason.text;
    const command = {
      id: deps.newBlurringId(),
      citizen: principal.citizen,
      by: principal.actor,
      unit: canonicalUnit(settings.units, principal.unit),
      days: request.days,
      cvrs: request.cvrs?.map(cvr) ?? [principal.cvr],
      reason: request.reason.category,
      text,
      acknowledgedGuidelines: request.acknowledged_guidelines ?? null,
    };
    const rules = {
      policy: effectivePolicy(settings.policies, settings.limits, at),
      reasons: settings.reasons.map((one) => one.code),
      allowedCvrs: principal.cvrs,
      guidelinesVersion: settings.guidelines.version,
    };
    const result = await run(c, request, {
      blurring: command.id,
      reasonText: text,
      decide: () => registerBlurring(command, rules, at),
    });
    return c.json(toView(await afterwards(tenant, principal, result, text), now()), 201);
  });

  app.post('/blurrings/:id/renew', async (c) => {
    const { principal, tenant } = changer(c);
    const request = await readBody(c, RenewBlurringRequest, bodyLimit);
    checkCitizen(principal, request.citizen_key);
    const settings = await settingsOf(tenant);
    const policy = effectivePolicy(settings.policies, settings.limits, now());
    return change(c, request, (blurring) =>
      renewBlurring(blurring, { by: principal.actor, days: request.days }, policy, now()),
    );
  });

  app.post('/blurrings/:id/end', async (c) => {
    const { principal } = changer(c);
    const request = await readBody(c, EndBlurringRequest, bodyLimit);
    checkCitizen(principal, request.citizen_key);
    return change(c, request, (blurring) => endBlurring(blurring, { by: principal.actor }, now()));
  });

  const caller = (c: AppContext): { principal: Principal; tenant: TenantStore } => {
    const principal = c.get('principal');
    return { principal, tenant: store.forTenant(principal.tenant) };
  };

  /** Who changes something; whether they may was settled at the door. */
  const changer = (c: AppContext): ReturnType<typeof caller> => {
    const { principal, tenant } = caller(c);
    deps.changes(principal.actor, now());
    return { principal, tenant };
  };

  const run = (c: AppContext, request: object, command: Command): Promise<CommandResult> => {
    const { principal, tenant } = caller(c);
    const key = idempotencyKeyOf(c);
    const hash = createHash('sha256').update(
      `${c.req.method} ${c.req.path}\n${principal.citizen}\n${JSON.stringify(request)}`,
    );
    return runCommand(
      {
        store: tenant,
        citizen: principal.citizen,
        openCpr: async () => (await principal.openSecret()).cpr,
        openInitials: async () => initialsOf((await principal.openSecret()).citizenName),
        actor: principal.actor,
        session: principal.session,
        now: now(),
        idempotency: { key, requestHash: hash.digest('base64url') },
      },
      command,
    );
  };

  const change = async (
    c: AppContext,
    request: object,
    decide: (blurring: Blurring) => Decided,
  ): Promise<Response> => {
    const { principal, tenant } = caller(c);
    const id = blurringId(c.req.param('id') ?? '');
    const onState = (state: CitizenState): Decided => {
      const found = state.blurrings.find((one) => one.id === id);
      // Not yours and not there are the same answer.
      return found ? decide(found) : { refused: refuse('not_found') };
    };
    const result = await run(c, request, { blurring: id, reasonText: null, decide: onState });
    return c.json(toView(await findOwn(tenant, principal, result.blurring), now()));
  };

  return app;
};

/** Wrong patient: the form was opened for someone else than this session (launch threat 14). */
const checkCitizen = (principal: Principal, key: string): void => {
  if (key !== citizenKey(principal.citizen)) throw appError('context_changed');
};

const settingsOf = async (tenant: TenantStore): Promise<TenantSettings> => {
  const settings = await tenant.loadSettings();
  if (!settings) throw appError('not_found');
  return settings;
};

const findOwn = async (
  tenant: TenantStore,
  principal: Principal,
  id: BlurringId,
): Promise<StoredBlurring> => {
  const all = await tenant.loadBlurrings(principal.citizen, { withText: principal.permissions.readReasons });
  const found = all.find((one) => one.blurring.id === id);
  if (!found) throw appError('not_found');
  return found;
};

/** A fresh registration that woke the register has no deliveries yet; anything else is read as it stands now. */
const afterwards = async (
  tenant: TenantStore,
  principal: Principal,
  result: CommandResult,
  text: string | null,
): Promise<StoredBlurring> => {
  if (!result.after || !result.woke) return findOwn(tenant, principal, result.blurring);
  const { userName } = await principal.openSecret();
  return {
    blurring: result.after,
    deliveries: [],
    registeredByName: userName,
    text: principal.permissions.readReasons ? text : null,
  };
};
