import type { ActorId, TenantId } from '../domain/ids.ts';
import type { Columns } from './columns.ts';
import type { Check, TenantSettings } from './store.ts';

/** What a foreign key names: a table by its own columns. */
type Municipalities = { tenantId: never };

/** What belongs to a municipality's settings beside the settings themselves: published guidelines, and what was last tried. */
export const declareSettingsTables = (columns: Columns, municipalitiesTable: unknown) => {
  const { table, id, text, count, instant, flag, document, primaryKey, foreignKey } = columns;
  const municipalities = municipalitiesTable as Municipalities;
  const tenant = () => id('tenant_id').$type<TenantId>().notNull();
  const ofMunicipality = (name: string, t: { tenantId: never }) =>
    foreignKey({ name, columns: [t.tenantId], foreignColumns: [municipalities.tenantId] });

  const guidelines = table(
    'guidelines',
    {
      tenantId: tenant(),
      version: count('version').notNull(),
      text: document('text').$type<TenantSettings['guidelines']['text']>().notNull(),
      url: text('url'),
      publishedAt: instant('published_at').notNull(),
      publishedBy: id('published_by').$type<ActorId>(),
    },
    (t) => [
      primaryKey({ name: 'guidelines_pk', columns: [t.tenantId, t.version] }),
      ofMunicipality('guidelines_municipality', t as never),
    ],
  );

  const checks = table(
    'checks',
    {
      tenantId: tenant(),
      kind: id('kind').$type<Check['kind']>().notNull(),
      subject: id('subject').notNull(),
      ok: flag('ok').notNull(),
      code: id('code').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'checks_pk', columns: [t.tenantId, t.kind, t.subject] }),
      ofMunicipality('checks_municipality', t as never),
    ],
  );

  return { guidelines, checks };
};
