import { sql, type SQL } from 'drizzle-orm';
import type { Classification, Comparison } from '../../shared/departments.ts';
import type { ActorId, Cvr, OrgBlurringId, TenantId } from '../domain/ids.ts';
import type { OrgBlurringState } from '../domain/org-blurring.ts';
import type { Columns } from './columns.ts';

/**
 * Audit entries about department blurrings. Written out, not as parameters: an index of a part is used only where the question holds the
 * same condition word by word.
 */
export const ofDepartments = (action: unknown): SQL =>
  sql`${action} in ('org_blurring_proposed', 'org_blurring_registered', 'org_blurring_rejected', 'org_blurring_withdrawn', 'org_blurring_removed', 'org_blurring_reviewed', 'org_blurring_resent')`;

/** What a foreign key names: a table by its own columns. */
type Municipalities = { tenantId: never };

/**
 * Department blurrings with their own outbox (their register key is a unit, not a citizen), what the register was found to hold, and the
 * nation's list of units, which is no municipality's data.
 */
export const declareDepartmentTables = (columns: Columns, municipalitiesTable: unknown) => {
  const { table, id, text, count, instant, document, bytes } = columns;
  const { primaryKey, foreignKey, index, uniqueIndex, check } = columns;
  const municipalities = municipalitiesTable as Municipalities;
  const tenant = () => id('tenant_id').$type<TenantId>().notNull();
  const cvr = () => id('cvr').$type<Cvr>().notNull();
  const classification = () => id('classification').$type<Classification>().notNull();
  const code = () => id('code').notNull();
  const ofMunicipality = (name: string, t: { tenantId: never }) =>
    foreignKey({ name, columns: [t.tenantId], foreignColumns: [municipalities.tenantId] });

  const units = table(
    'sor_units',
    {
      classification: classification(),
      code: code(),
      name: text('name').notNull(),
      /** Lower case, a space before every word: what a search is compared with. */
      search: text('search').notNull(),
      parent: id('parent'),
      owner: text('owner'),
      validFrom: instant('valid_from'),
      validTo: instant('valid_to'),
      /** The import that named it last. */
      seenAt: instant('seen_at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'sor_units_pk', columns: [t.classification, t.code] }),
      index('sor_units_seen').on(t.seenAt),
    ],
  );

  // Beginnings of words, compared for equality only: the two databases sort letters differently, and so do Postgres installations.
  const unitWords = table(
    'sor_unit_words',
    { begins: id('begins').notNull(), classification: classification(), code: code() },
    (t) => [
      primaryKey({ name: 'sor_unit_words_pk', columns: [t.begins, t.classification, t.code] }),
      index('sor_unit_words_unit').on(t.classification, t.code),
      foreignKey({
        name: 'sor_unit_words_of',
        columns: [t.classification, t.code],
        foreignColumns: [units.classification, units.code],
      }),
    ],
  );

  const orgBlurrings = table(
    'org_blurrings',
    {
      tenantId: tenant(),
      id: id('id').$type<OrgBlurringId>().notNull(),
      revision: count('revision').notNull(),
      cvr: cvr(),
      classification: classification(),
      code: code(),
      name: text('name').notNull(),
      state: id('state').$type<OrgBlurringState>().notNull(),
      proposedBy: id('proposed_by').$type<ActorId>().notNull(),
      proposedAt: instant('proposed_at').notNull(),
      decidedBy: id('decided_by').$type<ActorId>(),
      decidedAt: instant('decided_at'),
      removedBy: id('removed_by').$type<ActorId>(),
      removedAt: instant('removed_at'),
      reviewAt: instant('review_at'),
      /** What the outbox wanted when it was approved and removed: how deliveries are told apart. */
      registeredRevision: count('registered_revision'),
      removedRevision: count('removed_revision'),
      documentation: bytes('documentation'),
      note: bytes('note'),
    },
    (t) => [
      primaryKey({ name: 'org_blurrings_pk', columns: [t.tenantId, t.id] }),
      ofMunicipality('org_blurrings_municipality', t as never),
      // The register holds one entry for a unit: two open ones would end each other.
      uniqueIndex('org_blurrings_open')
        .on(t.tenantId, t.cvr, t.classification, t.code)
        .where(sql`${t.state} in ('proposed', 'registered')`),
      check(
        'org_blurrings_state',
        sql`${t.state} in ('proposed', 'registered', 'rejected', 'withdrawn', 'removed')`,
      ),
      check('org_blurrings_decided', sql`(${t.state} = 'proposed') = (${t.decidedAt} is null)`),
      check('org_blurrings_removed', sql`(${t.state} = 'removed') = (${t.removedAt} is not null)`),
      // What was approved by the proposer is not in here, whoever wrote it.
      check(
        'org_blurrings_two_people',
        sql`${t.state} not in ('registered', 'removed') or ${t.decidedBy} <> ${t.proposedBy}`,
      ),
    ],
  );

  const orgOutbox = table(
    'org_outbox',
    {
      tenantId: tenant(),
      cvr: cvr(),
      classification: classification(),
      code: code(),
      wantedRevision: count('wanted_revision').notNull(),
      deliveredRevision: count('delivered_revision').notNull(),
      waitingSince: instant('waiting_since'),
      dueAt: instant('due_at'),
      repeatAt: instant('repeat_at'),
      attempts: count('attempts').notNull(),
      calls: count('calls').notNull(),
      leaseToken: id('lease_token'),
      leasedUntil: instant('leased_until'),
      parkedAt: instant('parked_at'),
      parkedReason: id('parked_reason'),
    },
    (t) => [
      primaryKey({ name: 'org_outbox_pk', columns: [t.tenantId, t.cvr, t.classification, t.code] }),
      ofMunicipality('org_outbox_municipality', t as never),
      index('org_outbox_due')
        .on(t.dueAt)
        .where(sql`${t.dueAt} is not null`),
      index('org_outbox_repeat')
        .on(t.repeatAt)
        .where(sql`${t.repeatAt} is not null`),
      check('org_outbox_revision', sql`${t.deliveredRevision} <= ${t.wantedRevision}`),
      check('org_outbox_lease', sql`(${t.leaseToken} is null) = (${t.leasedUntil} is null)`),
    ],
  );

  const orgAttempts = table(
    'org_attempts',
    {
      tenantId: tenant(),
      cvr: cvr(),
      classification: classification(),
      code: code(),
      number: count('number').notNull(),
      revision: count('revision').notNull(),
      messageId: id('message_id').notNull(),
      startedAt: instant('started_at').notNull(),
      finishedAt: instant('finished_at'),
      outcome: id('outcome').$type<'delivered' | 'nothing_to_send' | 'retry' | 'unknown' | 'refused'>(),
      /** A code of ours, or the register's. */
      failure: id('failure'),
    },
    (t) => [
      primaryKey({
        name: 'org_attempts_pk',
        columns: [t.tenantId, t.cvr, t.classification, t.code, t.number],
      }),
      foreignKey({
        name: 'org_attempts_key',
        columns: [t.tenantId, t.cvr, t.classification, t.code],
        foreignColumns: [orgOutbox.tenantId, orgOutbox.cvr, orgOutbox.classification, orgOutbox.code],
      }),
      uniqueIndex('org_attempts_message').on(t.tenantId, t.messageId),
      check('org_attempts_finished', sql`(${t.finishedAt} is null) = (${t.outcome} is null)`),
    ],
  );

  const orgComparisons = table(
    'org_comparisons',
    {
      tenantId: tenant(),
      cvr: cvr(),
      at: instant('at').notNull(),
      result: id('result').notNull(),
      differences: document('differences').$type<Comparison['differences']>().notNull(),
    },
    (t) => [
      primaryKey({ name: 'org_comparisons_pk', columns: [t.tenantId, t.cvr] }),
      ofMunicipality('org_comparisons_municipality', t as never),
    ],
  );

  return { units, unitWords, orgBlurrings, orgOutbox, orgAttempts, orgComparisons };
};
