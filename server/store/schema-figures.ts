import type { BlurringId, TenantId } from '../domain/ids.ts';
import type { Measure, Span } from '../domain/figures.ts';
import type { Columns } from './columns.ts';

/** What a foreign key names: a table by its own columns. */
type Named = { tenantId: never };

/** Counts rolled up from the audit log: they hold nobody, and stay when what they counted has gone. */
export const declareFigureTables = (columns: Columns, municipalitiesTable: unknown) => {
  const { table, id, ordered, count, instant, primaryKey, foreignKey } = columns;
  const municipalities = municipalitiesTable as Named;
  const tenant = () => id('tenant_id').$type<TenantId>().notNull();
  const ofMunicipality = (name: string, t: { tenantId: never }) =>
    foreignKey({ name, columns: [t.tenantId], foreignColumns: [municipalities.tenantId] });

  const figures = table(
    'figures',
    {
      tenantId: tenant(),
      month: id('month').notNull(),
      measure: id('measure').$type<Measure>().notNull(),
      count: count('count').notNull(),
    },
    (t) => [
      primaryKey({ name: 'figures_pk', columns: [t.tenantId, t.month, t.measure] }),
      ofMunicipality('figures_municipality', t as never),
    ],
  );

  const figureSpans = table(
    'figure_spans',
    {
      tenantId: tenant(),
      month: id('month').notNull(),
      span: id('span').$type<Span>().notNull(),
      step: count('step').notNull(),
      count: count('count').notNull(),
    },
    (t) => [
      primaryKey({ name: 'figure_spans_pk', columns: [t.tenantId, t.month, t.span, t.step] }),
      ofMunicipality('figure_spans_municipality', t as never),
    ],
  );

  // How far the log has been counted.
  const figureCursors = table(
    'figure_cursors',
    { tenantId: id('tenant_id').$type<TenantId>().primaryKey(), sequence: count('sequence').notNull() },
    (t) => [ofMunicipality('figure_cursors_municipality', t as never)],
  );

  // Registrations whose national effect has not been seen yet.
  const figureWaiting = table(
    'figure_waiting',
    {
      tenantId: tenant(),
      blurring: ordered('blurring').$type<BlurringId>().notNull(),
      registeredAt: instant('registered_at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'figure_waiting_pk', columns: [t.tenantId, t.blurring] }),
      ofMunicipality('figure_waiting_municipality', t as never),
    ],
  );

  return { figures, figureSpans, figureCursors, figureWaiting };
};
