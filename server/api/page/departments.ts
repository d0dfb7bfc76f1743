import { Hono } from 'hono';
import {
  DecisionRequest,
  NotedRequest,
  ProposeRequest,
  ReviewRequest,
} from '../../../shared/departments-api.ts';
import type { DepartmentView } from '../../../shared/departments.ts';
import { cvr, orgBlurringId, type OrgBlurringId } from '../../domain/ids.ts';
import {
  approveOrgBlurring,
  proposeOrgBlurring,
  rejectOrgBlurring,
  removeOrgBlurring,
  reviewOrgBlurring,
  withdrawOrgBlurring,
  type Deciding,
  type OrgBlurring,
  type OrgDecided,
  type Person,
} from '../../domain/org-blurring.ts';
import { reviewMonths } from '../../domain/policy.ts';
import { AppError, appError, toProblem } from '../../errors.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import type { PageContext, PageEnv } from './context.ts';
import { departmentList, departmentView } from './department-view.ts';

/** Largest body: the documentation at six bytes a character when escaped, and room. */
const bodyLimit = 32_768;
const idForm = /^[0-9a-f-]{1,64}$/;

/** The person who asks, as the same one whichever door they came through. */
const personOf = async (c: PageContext): Promise<Person> => {
  const { actor, login } = c.get('visitor');
  return { actor, uuid: (await login.openSecret()).uuid };
};

/**
 * Department blurrings of the visitor's own municipality. A change names the revision the person saw; when another one is there the
 * answer is 409 with the state as it is now.
 */
export const departments = (deps: AppDeps): Hono<PageEnv> => {
  const { store, now } = deps;
  const app = new Hono<PageEnv>();
  const storeOf = (c: PageContext) => store.forTenant(c.get('visitor').tenant).departments;

  const idOf = (c: PageContext): OrgBlurringId => {
    const id = c.req.param('id') ?? '';
    if (!idForm.test(id)) throw appError('not_found');
    return orgBlurringId(id);
  };

  const settingsOf = async (c: PageContext) => {
    const settings = await store.forTenant(c.get('visitor').tenant).loadSettings();
    if (!settings) throw appError('not_found');
    return settings;
  };

  const view = async (c: PageContext, id: OrgBlurringId): Promise<DepartmentView> => {
    const found = await storeOf(c).find(id);
    if (!found) throw appError('not_found');
    const { policies } = await settingsOf(c);
    const history = await storeOf(c).history(id);
    return departmentView(found, history, await personOf(c), now(), reviewMonths(policies, now()));
  };

  /** RFC 9457 lets a problem carry more: the state as it is, so that nobody decides on what is no longer so. */
  const conflict = async (c: PageContext, id: OrgBlurringId): Promise<Response> => {
    c.set('code', 'conflict');
    c.header('Content-Type', 'application/problem+json');
    const problem = toProblem(appError('conflict'), c.get('reference'));
    return c.body(JSON.stringify({ ...problem, department: await view(c, id) }), 409);
  };

  /** Load → decide → commit. A refusal of the domain that is about who asks is kept in the audit log. */
  const change = async (
    c: PageContext,
    decide: (before: OrgBlurring, deciding: Omit<Deciding, 'revision'>) => OrgDecided,
  ): Promise<Response> => {
    const { actor, session } = c.get('visitor');
    const id = idOf(c);
    const found = await storeOf(c).find(id);
    if (!found) throw appError('not_found');
    const at = now();
    const decided = decide(found.department, { by: await personOf(c), at });
    const by = { actor, session };
    if ('refused' in decided) {
      const { code } = decided.refused;
      if (code === 'conflict') return conflict(c, id);
      if (code === 'own_proposal')
        await storeOf(c).refused(id, { action: 'org_blurring_registered', code, by, now: at });
      throw new AppError(decided.refused);
    }
    const expectedRevision = found.department.revision;
    const outcome = await storeOf(c).commit({ ...decided, expectedRevision, by, now: at });
    return outcome === 'committed' ? c.json(await view(c, id)) : conflict(c, id);
  };

  app.get('/', async (c) => {
    const tenant = store.forTenant(c.get('visitor').tenant);
    return c.json(await departmentList(tenant, await settingsOf(c), await personOf(c), now()));
  });

  app.post('/', async (c) => {
    const { actor, session } = c.get('visitor');
    const asked = await readBody(c, ProposeRequest, bodyLimit);
    const at = now();
    const unit = await store.units.find(asked.unit, at);
    if (!unit) throw new AppError({ code: 'unit_unknown', pointer: '/unit' });
    const { cvrs } = await settingsOf(c);
    const id = orgBlurringId(deps.newBlurringId());
    const { documentation } = asked;
    const decided = proposeOrgBlurring(
      {
        ...{ id, cvr: cvr(asked.cvr), name: unit.name, documentation, at, by: await personOf(c) },
        ...asked.unit,
      },
      cvrs.map((one) => one.cvr),
    );
    if ('refused' in decided) throw new AppError(decided.refused);
    const by = { actor, session };
    const outcome = await storeOf(c).commit({ ...decided, expectedRevision: 0, documentation, by, now: at });
    if (outcome !== 'committed') throw new AppError({ code: 'unit_blurred', pointer: '/unit' });
    return c.json(await view(c, id), 201);
  });

  app.get('/:id', async (c) => c.json(await view(c, idOf(c))));

  app.post('/:id/approve', async (c) => {
    const { revision } = await readBody(c, DecisionRequest, bodyLimit);
    const { policies } = await settingsOf(c);
    return change(c, (before, who) =>
      approveOrgBlurring(before, { ...who, revision }, reviewMonths(policies, who.at)),
    );
  });
  app.post('/:id/withdraw', async (c) => {
    const { revision } = await readBody(c, DecisionRequest, bodyLimit);
    return change(c, (before, who) => withdrawOrgBlurring(before, { ...who, revision }));
  });
  app.post('/:id/reject', async (c) => {
    const { revision, note } = await readBody(c, NotedRequest, bodyLimit);
    return change(c, (before, who) => rejectOrgBlurring(before, { ...who, revision }, note));
  });
  app.post('/:id/remove', async (c) => {
    const { revision, note } = await readBody(c, NotedRequest, bodyLimit);
    return change(c, (before, who) => removeOrgBlurring(before, { ...who, revision }, note));
  });
  app.post('/:id/review', async (c) => {
    const { revision, review_on: day } = await readBody(c, ReviewRequest, bodyLimit);
    return change(c, (before, who) => reviewOrgBlurring(before, { ...who, revision }, day));
  });
  app.post('/:id/retry', async (c) => {
    const { revision } = await readBody(c, DecisionRequest, bodyLimit);
    const { actor, session } = c.get('visitor');
    const id = idOf(c);
    const found = await storeOf(c).find(id);
    if (!found) throw appError('not_found');
    const freed =
      found.department.revision === revision && (await storeOf(c).retry(id, now(), { actor, session }));
    return freed ? c.json(await view(c, id)) : conflict(c, id);
  });
  return app;
};
