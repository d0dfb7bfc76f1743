import { Hono } from 'hono';
import { RemoveViewRequest, SaveViewRequest, type SavedViews } from '../../../shared/cases-api.ts';
import { appError } from '../../errors.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import type { PageEnv } from './context.ts';

const bodyLimit = 4_096;

/** `/page/views`: how a person likes to look at the overview. Their own only; no CPR number is kept. */
export const savedViews = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store } = deps;

  app.get('/', async (c) => {
    const { tenant, actor } = c.get('visitor');
    const kept = await store.forTenant(tenant).cases.listViews(actor);
    // A view kept by an earlier version that no longer fits is left out rather than shown wrong.
    const views = kept.flatMap(({ id, view }) => {
      const parsed = SaveViewRequest.safeParse(view);
      return parsed.success ? [{ ...parsed.data, id }] : [];
    });
    return c.json({ views } satisfies SavedViews);
  });

  app.post('/', async (c) => {
    const { tenant, actor } = c.get('visitor');
    const view = await readBody(c, SaveViewRequest, bodyLimit);
    const id = deps.newReference();
    const saved = await store
      .forTenant(tenant)
      .cases.saveView(actor, { id, name: view.name, view, savedAt: deps.now() });
    if (!saved) throw appError('too_many');
    return c.json({ ...view, id }, 201);
  });

  app.post('/remove', async (c) => {
    const { tenant, actor } = c.get('visitor');
    await store
      .forTenant(tenant)
      .cases.removeView(actor, (await readBody(c, RemoveViewRequest, bodyLimit)).id);
    return c.body(null, 204);
  });

  return app;
};
