import { Hono } from 'hono';
import { parseCpr, passesModulus11 } from '../../../shared/cpr.ts';
import { OpenCitizenRequest, type OpenedCitizen } from '../../../shared/page-api.ts';
import { cpr, instant } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';
import { handleLifetimeMs, sealHandle } from '../../session/citizen-handle.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import type { PageEnv } from './context.ts';

const bodyLimit = 1_024;

/** `POST /page/citizens`: a typed CPR number for a token that opens the component (UC4). The number is in the body, never in an address. */
export const citizens = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.post('/', async (c) => {
    const { actor, tenant, session } = c.get('visitor');
    deps.changes(actor, deps.now());
    const parsed = parseCpr((await readBody(c, OpenCitizenRequest, bodyLimit)).cpr);
    if (typeof parsed === 'string') throw appError('cpr_invalid');
    // A replacement number means another person at another authority, or nobody at the register (NSP: the patient id is a CPR number).
    if (parsed.kind !== 'cpr') throw appError('citizen_id_unsupported');
    const handle = {
      ...{ tenant, login: session, cpr: cpr(parsed.digits), jti: deps.newSecret() },
      expiresAt: instant(deps.now() + handleLifetimeMs),
    };
    const answer: OpenedCitizen = {
      context_token: sealHandle(deps.handleKey, handle, deps.random),
      modulus_11: passesModulus11(parsed.digits),
    };
    return c.json(answer);
  });
  return app;
};
