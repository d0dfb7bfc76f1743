import { Hono } from 'hono';
import type { OwnRegistrations } from '../../../shared/page-api.ts';
import { blurringId } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';
import type { AppDeps } from '../context.ts';
import { toView } from '../view.ts';
import type { PageEnv } from './context.ts';

const pageSize = 25;
const idForm = /^[0-9a-f-]{1,64}$/;

/** `GET /page/registrations?before=…`: what the person has registered, in pages, newest first. */
export const registrations = ({ store, now }: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.get('/', async (c) => {
    const { tenant, actor } = c.get('visitor');
    const before = c.req.query('before');
    if (before !== undefined && !idForm.test(before)) throw appError('body_invalid');
    const found = await store.forTenant(tenant).loadRegisteredBy(actor, {
      before: before === undefined ? null : blurringId(before),
      limit: pageSize + 1,
    });
    const shown = found.slice(0, pageSize);
    const at = now();
    const answer: OwnRegistrations = {
      registrations: shown.map((one) => ({
        ...toView(one, at),
        citizen: `${one.cpr.slice(0, 6)}-••••`,
      })),
      before: found.length > pageSize ? (shown.at(-1)?.blurring.id ?? null) : null,
    };
    return c.json(answer);
  });
  return app;
};
