import { Hono } from 'hono';
import {
  HoldRequest,
  LiftHoldRequest,
  RetentionPolicyRequest,
  type RetentionReceipt,
  type RetentionView,
} from '../../../shared/retention-api.ts';
import { danishDate } from '../../domain/period.ts';
import { cutoffsAt, nextRun } from '../../domain/retention.ts';
import { hasUnwanted } from '../../domain/free-text.ts';
import type { Instant } from '../../domain/ids.ts';
import { AppError, appError } from '../../errors.ts';
import { runRetention } from '../../run-retention.ts';
import type { ChangeBy, RetentionRun } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { typedCpr } from './case-filter.ts';
import { birthDate } from './case-view.ts';
import { changeMunicipality } from './change.ts';
import type { PageContext, PageEnv } from './context.ts';

const bodyLimit = 8_192;
const runsShown = 20;
const iso = (at: Instant): string => new Date(at).toISOString();

const receiptOf = ({ id, startedAt, finishedAt, by, counts }: RetentionRun): RetentionReceipt => ({
  ...{ id, by, counts, started_at: iso(startedAt) },
  finished_at: finishedAt === null ? null : iso(finishedAt),
});

/** `/page/retention`: what would go, who is on hold, what has gone. */
export const retention = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now } = deps;
  const tenantOf = (c: PageContext) => store.forTenant(c.get('visitor').tenant);
  const byOf = (c: PageContext): ChangeBy => {
    const { actor, session, name } = c.get('visitor');
    return { actor, session, name };
  };

  const view = async (c: PageContext): Promise<RetentionView> => {
    const tenant = tenantOf(c);
    const settings = await tenant.loadSettings();
    if (!settings) throw appError('not_found');
    const { textMonths, registrationMonths, auditMonths } = settings.retention;
    const at = now();
    const cutoffs = cutoffsAt(settings.retention, at);
    const { oldestEnd, ...counts } = await tenant.retention.preview(cutoffs);
    return {
      revision: settings.revision,
      policy: {
        ...{ text_months: textMonths, registration_months: registrationMonths },
        audit_months: auditMonths,
      },
      cutoffs: {
        ...{ texts: danishDate(cutoffs.texts), registrations: danishDate(cutoffs.registrations) },
        audit: danishDate(cutoffs.audit),
      },
      preview: { ...counts, oldest_end: oldestEnd === null ? null : iso(oldestEnd) },
      next_run: iso(nextRun(at)),
      holds: (await tenant.retention.holds()).map(({ id, since, by, reason, cpr }) => ({
        ...{ id, by, reason, since: iso(since), birth_date: birthDate(cpr) },
      })),
      runs: (await tenant.retention.runs(runsShown)).map(receiptOf),
    };
  };

  app.get('/', async (c) => c.json(await view(c)));

  app.put('/policy', async (c) => {
    const asked = await readBody(c, RetentionPolicyRequest, bodyLimit);
    const visitor = c.get('visitor');
    const wanted = {
      ...{ textMonths: asked.text_months, registrationMonths: asked.registration_months },
      auditMonths: asked.audit_months,
    };
    await changeMunicipality(deps, visitor, visitor.tenant, {
      ...{ part: 'retention', revision: asked.revision },
      change: (before) => ({ ...before, retention: wanted }),
    });
    return c.json(await view(c));
  });

  app.post('/run', async (c) => {
    deps.changes(c.get('visitor').actor, now());
    const run = await runRetention(tenantOf(c), { id: deps.newReference(), now: now(), by: byOf(c) });
    if (!run) throw appError('conflict');
    deps.log('retention_run', { tenant: c.get('visitor').tenant, ...run.counts });
    return c.json(receiptOf(run));
  });

  app.post('/holds', async (c) => {
    deps.changes(c.get('visitor').actor, now());
    const tenant = tenantOf(c);
    const { cpr, reason } = await readBody(c, HoldRequest, bodyLimit);
    if (hasUnwanted(reason))
      throw new AppError({ code: 'reason_text_control_characters', pointer: '/reason' });
    const citizen = await tenant.citizenRef(typedCpr(cpr));
    if ((await tenant.loadCitizen(citizen)).revision === 0) throw appError('not_found');
    const hold = { id: deps.newReference(), citizen, reason, now: now(), by: byOf(c) };
    if (!(await tenant.retention.hold(hold))) throw appError('conflict');
    return c.json(await view(c), 201);
  });

  app.post('/holds/lift', async (c) => {
    const { id } = await readBody(c, LiftHoldRequest, bodyLimit);
    if (!(await tenantOf(c).retention.lift(id, now(), byOf(c)))) throw appError('not_found');
    return c.json(await view(c));
  });

  return app;
};
