import { Hono, type MiddlewareHandler } from 'hono';
import {
  CreateMunicipalityRequest,
  type MunicipalityList,
  type SettingsChanges,
} from '../../../shared/page-api.ts';
import { cvr, tenantId } from '../../domain/ids.ts';
import { readinessOf } from '../../domain/readiness.ts';
import { AppError } from '../../errors.ts';
import { newMunicipality } from '../../municipality-defaults.ts';
import { CvrTaken } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { certificates } from './certificates.ts';
import { namedMunicipality } from './change.ts';
import type { PageEnv } from './context.ts';
import { factsDeps, factsOf, municipalityView } from './municipality-view.ts';
import { recordSystems } from './record-systems.ts';
import { settings } from './settings.ts';

const bodyLimit = 1_024;
/** How many changes of settings are shown. */
const changesShown = 100;

/** `/page/municipalities`: the list, a new one, and everything about one (UC15). */
export const municipalities = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now } = deps;

  app.get('/', async (c) => {
    const [waiting, paused] = await Promise.all([store.outbox.countByMunicipality(), store.outbox.paused()]);
    const lines: MunicipalityList['municipalities'] = [];
    for (const { id, name } of await store.registry.listTenants()) {
      const found = await store.forTenant(id).loadSettings();
      if (!found) continue;
      const readiness = readinessOf(await factsOf(factsDeps(deps), found));
      const counts = waiting.find(({ tenant }) => tenant === id);
      lines.push({
        ...{ id, name, cvr: found.cvrs.find(({ main }) => main)?.cvr ?? '' },
        ready: readiness.filter(({ state }) => state !== 'missing').length,
        of: readiness.length,
        delivery: {
          waiting: counts?.waiting ?? 0,
          parked: counts?.parked ?? 0,
          paused: paused.filter(({ tenant }) => tenant === id).length,
        },
      });
    }
    lines.sort((a, b) => a.name.localeCompare(b.name, 'da'));
    return c.json({ municipalities: lines } satisfies MunicipalityList);
  });

  app.post('/', async (c) => {
    const visitor = c.get('visitor');
    const asked = await readBody(c, CreateMunicipalityRequest, bodyLimit);
    const id = tenantId(asked.id);
    const definition = newMunicipality(id, asked.name, cvr(asked.cvr));
    const { actor, session, name } = visitor;
    const change = { part: 'created', by: { actor, session, name }, expectedRevision: 0 };
    try {
      const outcome = await store.registry.registerMunicipality(definition, now(), change);
      if (outcome === 'conflict')
        throw new AppError({ code: 'municipality_exists' }, [
          { pointer: '/id', code: 'municipality_exists' },
        ]);
    } catch (thrown) {
      if (thrown instanceof CvrTaken)
        throw new AppError({ code: 'cvr_taken' }, [{ pointer: '/cvr', code: 'cvr_taken' }]);
      throw thrown;
    }
    return c.json(await municipalityView(deps, id), 201);
  });

  // Before a body is read: what is not there has nothing to change.
  const exists: MiddlewareHandler<PageEnv> = async (c, next) => {
    await namedMunicipality(store, c);
    await next();
  };
  app.use('/:id', exists);
  app.use('/:id/*', exists);

  app.get('/:id', async (c) => c.json(await municipalityView(deps, await namedMunicipality(store, c))));

  app.get('/:id/changes', async (c) => {
    const id = await namedMunicipality(store, c);
    const found = await store.forTenant(id).readSettingsChanges(changesShown);
    const answer: SettingsChanges = {
      changes: found.map(({ at, action, by, subject, detail }) => ({
        at: new Date(at).toISOString(),
        action: typeof detail['part'] === 'string' ? `${action}.${detail['part']}` : action,
        by,
        subject,
      })),
    };
    return c.json(answer);
  });

  app.route('/', settings(deps));
  app.route('/', recordSystems(deps));
  app.route('/', certificates(deps));
  return app;
};
