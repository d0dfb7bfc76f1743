import { AppError, appError } from '../../errors.ts';
import { parseMunicipality } from '../../municipality.ts';
import { CvrTaken, IssuerTaken, type MunicipalityDefinition, type Store } from '../../store/store.ts';
import { tenantId, type Instant, type TenantId } from '../../domain/ids.ts';
import type { PageContext, Visitor } from './context.ts';

export type Definition = MunicipalityDefinition;

/** The municipality a path names; the national body is none. What the visitor may not see was refused at the door. */
export const namedMunicipality = async (store: Store, c: PageContext): Promise<TenantId> => {
  const id = tenantId(c.req.param('id') ?? '');
  const settings = await store.forTenant(id).loadSettings();
  if (settings?.kind !== 'municipality') throw appError('not_found');
  return id;
};

/** A municipality as a file would hold it. */
export const loadDefinition = async (
  store: Store,
  id: TenantId,
): Promise<{ definition: Definition; revision: number }> => {
  const settings = await store.forTenant(id).loadSettings();
  if (settings?.kind !== 'municipality') throw appError('not_found');
  const { kind: _, limits: __, revision, ...rest } = settings;
  return { definition: { ...rest, issuers: await store.registry.listIssuers(id) }, revision };
};

/** Instants as a file writes them, so that the whole can be checked as a file is. */
export const asFile = (definition: Definition): object => ({
  ...definition,
  policies: definition.policies.map((one) => ({
    ...one,
    appliesFrom: new Date(one.appliesFrom).toISOString(),
  })),
  issuers: definition.issuers.map(({ tenant: _, ...rest }) => rest),
});

/**
 * The one path by which settings change: load, change one part, check the whole as a file would be checked, write from the revision the
 * form was opened with. Audited with the part and the person.
 * @throws `conflict` when somebody else was faster, `cvr_taken`, `issuer_taken`, `body_invalid`
 */
export const changeMunicipality = async (
  { store, now }: { store: Store; now: () => Instant },
  visitor: Visitor,
  id: TenantId,
  { part, revision, change }: { part: string; revision: number; change: (before: Definition) => Definition },
): Promise<void> => {
  const before = await loadDefinition(store, id);
  if (before.revision !== revision) throw appError('conflict');
  const wanted = change(before.definition);
  const checked = parseMunicipality(asFile(wanted));
  if ('faults' in checked) throw appError('body_invalid');
  const { actor, session, name } = visitor;
  const by = { part, by: { actor, session, name }, expectedRevision: revision };
  try {
    const outcome = await store.registry.registerMunicipality(checked.municipality, now(), by);
    if (outcome === 'conflict') throw appError('conflict');
  } catch (thrown) {
    if (thrown instanceof CvrTaken) {
      const at = wanted.cvrs.findIndex(({ cvr }) => cvr === thrown.cvr);
      throw new AppError({ code: 'cvr_taken' }, [{ pointer: `/cvrs/${at}/cvr`, code: 'cvr_taken' }]);
    }
    if (thrown instanceof IssuerTaken)
      throw new AppError({ code: 'issuer_taken' }, [{ pointer: '/record_system/iss', code: 'issuer_taken' }]);
    throw thrown;
  }
};
