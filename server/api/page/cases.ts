import { Hono } from 'hono';
import {
  CountCasesRequest,
  FindRegistrantsRequest,
  SearchCasesRequest,
  SeenRequest,
  type CaseCount,
  type CasePage,
  type CaseSummary,
  type FoundRegistrants,
  type Seen,
} from '../../../shared/cases-api.ts';
import { overdueAfterDays } from '../../domain/casework.ts';
import { blurringId, instant, type CitizenRef } from '../../domain/ids.ts';
import { endOfPeriod } from '../../domain/period.ts';
import { effectivePolicy } from '../../domain/policy.ts';
import type { CaseFilter } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { decideCases } from './case-decisions.ts';
import { openCase } from './case-file.ts';
import { readFilter, sortFor } from './case-filter.ts';
import { toLine } from './case-view.ts';
import type { PageContext, PageEnv } from './context.ts';
import { lookerOf } from './looker.ts';

/** Largest body, bytes: a hundred items and a note of 1,000 characters, escaped. */
const bodyLimit = 32_768;
/** Numbers are counted up to here: more says nothing to a person, and counting has a price. */
const countAtMost = 1_000;
const mostRegistrants = 20;
const dayMs = 86_400_000;

/** `/page/cases`: find registrations, decide on them, look back. */
export const cases = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store } = deps;

  /** That somebody asked about a citizen is on record before any answer, be it only how many. */
  const searched = async (c: PageContext, citizen: CitizenRef): Promise<void> => {
    const { tenant, actor, session, name } = c.get('visitor');
    await store.forTenant(tenant).cases.recordReading({
      ...{ action: 'citizen_searched', subject: null, citizen, at: deps.now(), detail: {} },
      by: { actor, session, name },
    });
  };

  app.post('/search', async (c) => {
    const visitor = c.get('visitor');
    const tenant = store.forTenant(visitor.tenant);
    const asked = await readBody(c, SearchCasesRequest, bodyLimit);
    const filter = await readFilter(tenant, visitor, asked.filter);
    const looker = await lookerOf(deps, c);
    if (filter.citizen !== undefined) await searched(c, filter.citizen);
    const sort = sortFor(asked.filter, asked.sort);
    const found = await tenant.cases.search({
      ...{ filter, sort, limit: asked.limit + 1, now: looker.now, withText: true },
      after: asked.after && { at: instant(Date.parse(asked.after.at)), id: blurringId(asked.after.id) },
    });
    const shown = found.slice(0, asked.limit);
    const last = shown.at(-1)?.blurring;
    const at = last && (sort.startsWith('ends') ? last.endsAt : last.registeredAt);
    const answer: CasePage = {
      cases: shown.map((row) => toLine(row, looker)),
      after:
        found.length > shown.length && last && at !== undefined
          ? { at: new Date(at).toISOString(), id: last.id }
          : null,
    };
    return c.json(answer);
  });

  app.post('/count', async (c) => {
    const visitor = c.get('visitor');
    const tenant = store.forTenant(visitor.tenant);
    const { filter: asked } = await readBody(c, CountCasesRequest, bodyLimit);
    const filter = await readFilter(tenant, visitor, asked);
    if (filter.citizen !== undefined) await searched(c, filter.citizen);
    const count = await tenant.cases.count(filter, deps.now(), countAtMost + 1);
    return c.json({ count: Math.min(count, countAtMost), more: count > countAtMost } satisfies CaseCount);
  });

  app.get('/summary', async (c) => {
    const { tenant: id, reads } = c.get('visitor');
    const { settings, now } = await lookerOf(deps, c);
    const count = (filter: CaseFilter): Promise<number> =>
      store.forTenant(id).cases.count({ ...filter, within: reads }, now, countAtMost);
    const pending = { state: 'open', decision: 'pending' } as const;
    const ends = async (days: 7 | 14 | 30) => ({
      days,
      // The whole of the last day, as the page's list asks for it.
      count: await count({ state: 'open', endsTo: instant(endOfPeriod(now, days) + 1000) }),
    });
    const overdue = { ...pending, registeredTo: instant(now - overdueAfterDays * dayMs) };
    const { defaultDays, maxDays } = effectivePolicy(settings.policies, settings.limits, now);
    const answer: CaseSummary = {
      now: new Date(now).toISOString(),
      pending: await count(pending),
      overdue: await count(overdue),
      ends_within: [await ends(7), await ends(14), await ends(30)],
      expired_unseen: await count({ expiredUnseen: true }),
      at_most: countAtMost,
      units: settings.units
        .filter((one) => reads?.has(one.id) ?? true)
        .map((one) => ({ id: one.id, name: one.name })),
      reasons: settings.reasons,
      policy: { default_days: defaultDays, max_days: maxDays },
    };
    return c.json(answer);
  });

  app.post('/registrants', async (c) => {
    const { tenant, reads } = c.get('visitor');
    const { name } = await readBody(c, FindRegistrantsRequest, bodyLimit);
    const people = await store.forTenant(tenant).cases.findRegistrants(name, reads, mostRegistrants);
    return c.json({ people } satisfies FoundRegistrants);
  });

  app.post('/seen', async (c) => {
    const { tenant, actor, session, name, decides } = c.get('visitor');
    deps.changes(actor, deps.now());
    const { ids } = await readBody(c, SeenRequest, bodyLimit);
    const by = { actor, session, name };
    const seen = await store
      .forTenant(tenant)
      .cases.markExpirySeen(ids.map(blurringId), decides, by, deps.now());
    return c.json({ seen } satisfies Seen);
  });

  app.post('/open', openCase(deps));
  app.post('/decide', decideCases(deps));
  return app;
};
