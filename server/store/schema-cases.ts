import { sql } from 'drizzle-orm';
import type { ActorId, BlurringId, Instant, TenantId } from '../domain/ids.ts';
import type { ChangeType, SavedView } from './case-store.ts';
import type { Columns } from './columns.ts';

type Named = { tenantId: never; id: never };

/** What management adds to registrations: each change with who, when and why, and how people like to look at the overview. */
export const declareCaseTables = (columns: Columns, blurringsTable: unknown, actorsTable: unknown) => {
  const { table, id, ordered, text, count, instant, document, bytes, primaryKey, foreignKey, index } =
    columns;
  const blurrings = blurringsTable as Named;
  const actors = actorsTable as Named;

  const blurringChanges = table(
    'blurring_changes',
    {
      tenantId: id('tenant_id').$type<TenantId>().notNull(),
      blurring: ordered('blurring').$type<BlurringId>().notNull(),
      /** The registration's revision after the change, from 1. */
      revision: count('revision').notNull(),
      type: id('type').$type<ChangeType>().notNull(),
      at: instant('at').$type<Instant>().notNull(),
      by: id('by').$type<ActorId>(),
      /** A renewal's end before and after. */
      endedBefore: instant('ended_before'),
      endsAfter: instant('ends_after'),
      /** Why, sealed. */
      note: bytes('note'),
    },
    (t) => [
      primaryKey({ name: 'blurring_changes_pk', columns: [t.tenantId, t.blurring, t.revision] }),
      foreignKey({
        name: 'blurring_changes_blurring',
        columns: [t.tenantId, t.blurring],
        foreignColumns: [blurrings.tenantId, blurrings.id],
      }),
      index('blurring_changes_noted')
        .on(t.tenantId, t.blurring, t.revision)
        .where(sql`${t.note} is not null`),
    ],
  );

  const savedViews = table(
    'saved_views',
    {
      tenantId: id('tenant_id').$type<TenantId>().notNull(),
      actor: id('actor').$type<ActorId>().notNull(),
      id: id('id').notNull(),
      name: text('name').notNull(),
      view: document('view').$type<SavedView['view']>().notNull(),
      savedAt: instant('saved_at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'saved_views_pk', columns: [t.tenantId, t.actor, t.id] }),
      foreignKey({
        name: 'saved_views_actor',
        columns: [t.tenantId, t.actor],
        foreignColumns: [actors.tenantId, actors.id],
      }),
    ],
  );

  return { blurringChanges, savedViews };
};
