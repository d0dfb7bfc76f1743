import { Hono } from 'hono';
import {
  GuidelinesRequest,
  OrganisationRequest,
  PolicyRequest,
  ReasonsRequest,
} from '../../../shared/page-api.ts';
import { cvr } from '../../domain/ids.ts';
import { danishDate, startOfDay } from '../../domain/period.ts';
import { effectivePolicy } from '../../domain/policy.ts';
import { AppError } from '../../errors.ts';
import { commonReasons } from '../../municipality-defaults.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { changeMunicipality, namedMunicipality, type Definition } from './change.ts';
import type { PageContext, PageEnv } from './context.ts';
import { municipalityView } from './municipality-view.ts';

/** Largest body: guidelines in two languages at six bytes a character when escaped, and room. */
const bodyLimit = 65_536;

/** Name and CVR numbers, policy, reasons, guidelines. Each answers 200 with the municipality as it stands afterwards. */
export const settings = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now } = deps;

  const change = async (
    c: PageContext,
    part: string,
    revision: number,
    how: (before: Definition) => Definition,
  ): Promise<Response> => {
    const id = await namedMunicipality(store, c);
    await changeMunicipality(deps, c.get('visitor'), id, { part, revision, change: how });
    return c.json(await municipalityView(deps, id));
  };

  app.put('/:id/organisation', async (c) => {
    const { revision, name, cvrs } = await readBody(c, OrganisationRequest, bodyLimit);
    const kept = new Set(cvrs.map((one) => one.cvr));
    const { onboard } = c.get('visitor').permissions;
    const response = await change(c, 'organisation', revision, (before) => ({
      ...before,
      name,
      cvrs: cvrs.map((one, at) => {
        // Attack: a municipality takes a number that is another's, and its people's logins with it. Whose it is, the national body knows.
        if (!onboard && !before.cvrs.some((had) => had.cvr === one.cvr))
          throw new AppError({ code: 'cvr_not_allowed' }, [
            { pointer: `/cvrs/${at}/cvr`, code: 'cvr_not_allowed' },
          ]);
        return { ...one, cvr: cvr(one.cvr) };
      }),
      // A record system must not go on for a CVR number that was given up. One that is left without any would have to be given another:
      // that is for a person to decide, in its own form.
      issuers: before.issuers.map((issuer) => {
        const left = issuer.cvrs.filter((one) => kept.has(one));
        if (left.length === 0)
          throw new AppError({ code: 'cvr_not_allowed' }, [{ pointer: '/cvrs', code: 'cvr_not_allowed' }]);
        return { ...issuer, cvrs: left };
      }),
    }));
    await deps.municipalities.lookAtCertificates();
    return response;
  });

  app.put('/:id/policy', async (c) => {
    const asked = await readBody(c, PolicyRequest, bodyLimit);
    const today = danishDate(now());
    // From today means from now: what applied this morning stays as it was.
    const appliesFrom = asked.applies_from === today ? now() : startOfDay(asked.applies_from);
    if (asked.applies_from < today)
      throw new AppError({ code: 'body_invalid' }, [{ pointer: '/applies_from', code: 'body_invalid' }]);
    const id = await namedMunicipality(store, c);
    const limits = (await store.forTenant(id).loadSettings())?.limits ?? [];
    const widest = {
      appliesFrom,
      defaultDays: 728,
      maxDays: 728,
      reasonText: 'off',
      acknowledgement: false,
    } as const;
    const { maxDays } = effectivePolicy([{ ...widest, reviewMonths: 12 }], limits, appliesFrom);
    if (asked.max_days > maxDays)
      throw new AppError({ code: 'period_over_policy', pointer: '/max_days', limits: { maxDays } });
    const policy = {
      appliesFrom,
      defaultDays: asked.default_days,
      maxDays: asked.max_days,
      reasonText: asked.reason_text,
      acknowledgement: asked.acknowledgement,
      reviewMonths: asked.review_months,
    };
    // What has applied is history; only a policy for the same day, not yet over, is replaced.
    return change(c, 'policy', asked.revision, (before) => ({
      ...before,
      policies: [...before.policies.filter((one) => one.appliesFrom !== appliesFrom), policy],
    }));
  });

  app.put('/:id/reasons', async (c) => {
    const { revision, reasons } = await readBody(c, ReasonsRequest, bodyLimit);
    const codes = new Set(reasons.map(({ code }) => code));
    if (!commonReasons.every(({ code }) => codes.has(code)))
      throw new AppError({ code: 'body_invalid' }, [{ pointer: '/reasons', code: 'body_invalid' }]);
    return change(c, 'reasons', revision, (before) => ({ ...before, reasons }));
  });

  app.post('/:id/guidelines', async (c) => {
    const { revision, text, url } = await readBody(c, GuidelinesRequest, bodyLimit);
    const versions = await store.forTenant(await namedMunicipality(store, c)).loadGuidelines();
    return change(c, 'guidelines', revision, (before) => ({
      ...before,
      guidelines: {
        version: Math.max(before.guidelines.version, ...versions.map(({ version }) => version)) + 1,
        ...{ text, url },
      },
    }));
  });

  return app;
};
