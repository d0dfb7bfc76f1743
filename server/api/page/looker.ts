import { appError } from '../../errors.ts';
import type { TenantSettings } from '../../store/store.ts';
import type { AppDeps } from '../context.ts';
import type { Looker } from './case-view.ts';
import type { PageContext } from './context.ts';

/** The caller's store and what a line depends on. */
export const lookerOf = async (
  deps: Pick<AppDeps, 'store' | 'now'>,
  c: PageContext,
): Promise<Looker & { settings: TenantSettings }> => {
  const { tenant: id, actor } = c.get('visitor');
  const tenant = deps.store.forTenant(id);
  const [settings, own] = await Promise.all([tenant.loadSettings(), tenant.cases.identitiesOf(actor)]);
  if (!settings) throw appError('not_found');
  return { own, units: settings.units, now: deps.now(), settings };
};
