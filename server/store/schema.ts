import { sql } from 'drizzle-orm';
import type { Decision, EndCause } from '../../shared/blurring.ts';
import type { ActorId, BlurringId, CitizenRef, Cvr, TenantId } from '../domain/ids.ts';
import type { Columns } from './columns.ts';
import { declareCaseTables } from './schema-cases.ts';
import { declareDepartmentTables, ofDepartments } from './schema-departments.ts';
import { declareFigureTables } from './schema-figures.ts';
import { declareLoginTables } from './schema-logins.ts';
import { declareRetentionTables } from './schema-retention.ts';
import { declareSessionTables } from './schema-sessions.ts';
import { declareNoticeTables } from './schema-notices.ts';
import { declareSettingsTables } from './schema-settings.ts';
import type { Issuer, TenantSettings } from './store.ts';

/** Settings of a municipality as they are kept: the identity has its own columns, the limits are the operator's. */
export type SettingsDocument = Omit<
  TenantSettings,
  'id' | 'name' | 'kind' | 'revision' | 'limits' | 'units' | 'retention'
> &
  // Absent from settings written before there were such.
  Partial<Pick<TenantSettings, 'units' | 'retention'>>;

/**
 * Every table, once, for both databases. The municipality comes first in every primary key and is part of every foreign
 * key; the exceptions (`period_limits`, `probes`, `login_requests`, `consumed_assertions`, `sor_units` and its words) hold no municipality's data.
 */
export const declareTables = (columns: Columns) => {
  const { table, id, ordered, text, count, instant, flag, document, bytes } = columns;
  const { primaryKey, foreignKey, index, uniqueIndex, check } = columns;
  const tenant = () => id('tenant_id').$type<TenantId>().notNull();
  const citizen = () => id('citizen').$type<CitizenRef>().notNull();
  const cvr = () => id('cvr').$type<Cvr>().notNull();

  const municipalities = table('municipalities', {
    tenantId: id('tenant_id').$type<TenantId>().primaryKey(),
    name: text('name').notNull(),
    /** The national body is an organisation like a municipality: its people log in, and what they do is audited. */
    kind: id('kind').$type<TenantSettings['kind']>().notNull().default('municipality'),
    /** Counts the changes of the settings. */
    revision: count('revision').notNull().default(1),
    wrappedKey: bytes('wrapped_key').notNull(),
    settings: document('settings').$type<SettingsDocument>().notNull(),
  });
  const ofMunicipality = (name: string, column: { tenantId: ReturnType<typeof tenant> }) =>
    foreignKey({ name, columns: [column.tenantId as never], foreignColumns: [municipalities.tenantId] });

  // A CVR number belongs to one municipality; the index is what holds it so, whoever writes at the same time.
  const municipalityCvrs = table('municipality_cvrs', { tenantId: tenant(), cvr: cvr() }, (t) => [
    primaryKey({ name: 'municipality_cvrs_pk', columns: [t.tenantId, t.cvr] }),
    uniqueIndex('municipality_cvrs_cvr').on(t.cvr),
    ofMunicipality('municipality_cvrs_municipality', t as never),
  ]);

  const issuers = table(
    'issuers',
    {
      tenantId: tenant(),
      iss: id('iss').notNull(),
      enabled: flag('enabled').notNull(),
      definition: document('definition').$type<Omit<Issuer, 'iss' | 'tenant' | 'enabled'>>().notNull(),
    },
    (t) => [
      primaryKey({ name: 'issuers_pk', columns: [t.tenantId, t.iss] }),
      uniqueIndex('issuers_iss').on(t.iss),
      ofMunicipality('issuers_municipality', t as never),
    ],
  );

  const periodLimits = table('period_limits', {
    appliesFrom: instant('applies_from').primaryKey(),
    maxDays: count('max_days').notNull(),
  });

  const actors = table(
    'actors',
    {
      tenantId: tenant(),
      id: id('id').$type<ActorId>().notNull(),
      issuer: id('issuer').notNull(),
      subject: id('subject').notNull(),
      name: text('name').notNull(),
      title: text('title'),
      uuid: id('uuid'),
    },
    (t) => [
      primaryKey({ name: 'actors_pk', columns: [t.tenantId, t.id] }),
      ofMunicipality('actors_municipality', t as never),
    ],
  );

  const citizens = table(
    'citizens',
    {
      tenantId: tenant(),
      citizen: citizen(),
      revision: count('revision').notNull(),
      cpr: bytes('cpr').notNull(),
      /** Initials, sealed, where a door told the name; the name itself is not kept. */
      initials: bytes('initials'),
    },
    (t) => [
      primaryKey({ name: 'citizens_pk', columns: [t.tenantId, t.citizen] }),
      ofMunicipality('citizens_municipality', t as never),
      check('citizens_revision', sql`${t.revision} >= 1`),
    ],
  );

  const blurrings = table(
    'blurrings',
    {
      tenantId: tenant(),
      id: ordered('id').$type<BlurringId>().notNull(),
      citizen: citizen(),
      reason: id('reason').notNull(),
      registeredBy: id('registered_by').$type<ActorId>().notNull(),
      unit: id('unit'),
      registeredAt: instant('registered_at').notNull(),
      endsAt: instant('ends_at').notNull(),
      decision: id('decision').$type<Decision>().notNull(),
      decidedAt: instant('decided_at'),
      decidedBy: id('decided_by').$type<ActorId>(),
      endedAt: instant('ended_at'),
      endedCause: id('ended_cause').$type<EndCause>(),
      endedBy: id('ended_by').$type<ActorId>(),
      revision: count('revision').notNull().default(0),
      /** When management took note that it had expired. */
      expirySeenAt: instant('expiry_seen_at'),
    },
    (t) => [
      primaryKey({ name: 'blurrings_pk', columns: [t.tenantId, t.id] }),
      foreignKey({
        name: 'blurrings_citizen',
        columns: [t.tenantId, t.citizen],
        foreignColumns: [citizens.tenantId, citizens.citizen],
      }),
      index('blurrings_by_citizen').on(t.tenantId, t.citizen),
      // The overview reads along these, a page from where the last one ended, however many rows there are.
      index('blurrings_by_registration').on(t.tenantId, t.registeredAt, t.id),
      index('blurrings_by_end').on(t.tenantId, t.endsAt, t.id),
      index('blurrings_by_registrar').on(t.tenantId, t.registeredBy, t.registeredAt, t.id),
      index('blurrings_by_unit')
        .on(t.tenantId, t.unit, t.registeredAt, t.id)
        .where(sql`${t.unit} is not null`),
      index('blurrings_open')
        .on(t.tenantId, t.endsAt, t.id)
        .where(sql`${t.endedAt} is null`),
      index('blurrings_pending')
        .on(t.tenantId, t.registeredAt, t.id)
        .where(sql`${t.endedAt} is null and ${t.decision} = 'pending'`),
      // What retention looks for, the oldest first.
      index('blurrings_by_ended')
        .on(t.tenantId, t.endedAt)
        .where(sql`${t.endedAt} is not null`),
      index('blurrings_expired')
        .on(t.tenantId, t.endsAt, t.id)
        .where(sql`${t.endedCause} = 'expired' and ${t.expirySeenAt} is null`),
      check('blurrings_ended', sql`(${t.endedAt} is null) = (${t.endedCause} is null)`),
    ],
  );
  const ofBlurring = (name: string, t: { tenantId: never; blurring: never }) =>
    foreignKey({
      name,
      columns: [t.tenantId, t.blurring],
      foreignColumns: [blurrings.tenantId, blurrings.id],
    });

  const blurringEntries = table(
    'blurring_entries',
    {
      tenantId: tenant(),
      blurring: ordered('blurring').$type<BlurringId>().notNull(),
      cvr: cvr(),
      position: count('position').notNull(),
      firstRevision: count('first_revision').notNull(),
      revision: count('revision').notNull(),
    },
    (t) => [
      primaryKey({ name: 'blurring_entries_pk', columns: [t.tenantId, t.blurring, t.cvr] }),
      ofBlurring('blurring_entries_blurring', t as never),
      check('blurring_entries_revision', sql`${t.revision} >= ${t.firstRevision}`),
    ],
  );

  const blurringTexts = table(
    'blurring_texts',
    {
      tenantId: tenant(),
      blurring: ordered('blurring').$type<BlurringId>().notNull(),
      text: bytes('text').notNull(),
    },
    (t) => [
      primaryKey({ name: 'blurring_texts_pk', columns: [t.tenantId, t.blurring] }),
      ofBlurring('blurring_texts_blurring', t as never),
    ],
  );

  const idempotency = table(
    'idempotency',
    {
      tenantId: tenant(),
      actor: id('actor').$type<ActorId>().notNull(),
      key: id('key').notNull(),
      requestHash: id('request_hash').notNull(),
      blurring: ordered('blurring').$type<BlurringId>().notNull(),
      usedAt: instant('used_at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'idempotency_pk', columns: [t.tenantId, t.key, t.actor] }),
      ofBlurring('idempotency_blurring', t as never),
    ],
  );

  const audit = table(
    'audit',
    {
      tenantId: tenant(),
      sequence: count('sequence').notNull(),
      at: instant('at').notNull(),
      action: id('action').notNull(),
      outcome: id('outcome').$type<'success' | 'refused'>().notNull(),
      actor: id('actor').$type<ActorId>(),
      session: id('session'),
      citizen: id('citizen').$type<CitizenRef>(),
      subject: id('subject'),
      detail: id('detail').notNull(),
      hash: id('hash').notNull(),
    },
    (t) => [
      primaryKey({ name: 'audit_pk', columns: [t.tenantId, t.sequence] }),
      ofMunicipality('audit_municipality', t as never),
      index('audit_by_citizen').on(t.tenantId, t.citizen),
      index('audit_by_time').on(t.tenantId, t.at, t.sequence),
      index('audit_by_actor')
        .on(t.tenantId, t.actor, t.at, t.sequence)
        .where(sql`${t.actor} is not null`),
      index('audit_by_department').on(t.tenantId, t.subject).where(ofDepartments(t.action)),
      check('audit_outcome', sql`${t.outcome} in ('success', 'refused')`),
    ],
  );

  const auditHeads = table(
    'audit_heads',
    {
      tenantId: id('tenant_id').$type<TenantId>().primaryKey(),
      sequence: count('sequence').notNull(),
      hash: id('hash').notNull(),
    },
    (t) => [ofMunicipality('audit_heads_municipality', t as never)],
  );

  const outbox = table(
    'outbox',
    {
      tenantId: tenant(),
      cvr: cvr(),
      citizen: citizen(),
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
      primaryKey({ name: 'outbox_pk', columns: [t.tenantId, t.citizen, t.cvr] }),
      foreignKey({
        name: 'outbox_citizen',
        columns: [t.tenantId, t.citizen],
        foreignColumns: [citizens.tenantId, citizens.citizen],
      }),
      index('outbox_due')
        .on(t.dueAt)
        .where(sql`${t.dueAt} is not null`),
      index('outbox_repeat')
        .on(t.repeatAt)
        .where(sql`${t.repeatAt} is not null`),
      // A row stays for every key there ever was; what is asked all the time finds the few that matter.
      index('outbox_leased')
        .on(t.leasedUntil)
        .where(sql`${t.leasedUntil} is not null`),
      index('outbox_waiting')
        .on(t.waitingSince)
        .where(sql`${t.waitingSince} is not null`),
      index('outbox_parked')
        .on(t.parkedAt)
        .where(sql`${t.parkedAt} is not null`),
      check('outbox_revision', sql`${t.deliveredRevision} <= ${t.wantedRevision}`),
      check('outbox_lease', sql`(${t.leaseToken} is null) = (${t.leasedUntil} is null)`),
    ],
  );

  const attempts = table(
    'attempts',
    {
      tenantId: tenant(),
      cvr: cvr(),
      citizen: citizen(),
      number: count('number').notNull(),
      revision: count('revision').notNull(),
      messageId: id('message_id').notNull(),
      startedAt: instant('started_at').notNull(),
      finishedAt: instant('finished_at'),
      outcome: id('outcome').$type<'delivered' | 'nothing_to_send' | 'retry' | 'unknown' | 'refused'>(),
      code: id('code'),
    },
    (t) => [
      primaryKey({ name: 'attempts_pk', columns: [t.tenantId, t.citizen, t.cvr, t.number] }),
      foreignKey({
        name: 'attempts_key',
        columns: [t.tenantId, t.citizen, t.cvr],
        foreignColumns: [outbox.tenantId, outbox.citizen, outbox.cvr],
      }),
      uniqueIndex('attempts_message').on(t.tenantId, t.messageId),
      check('attempts_finished', sql`(${t.finishedAt} is null) = (${t.outcome} is null)`),
    ],
  );

  const pausedCvrs = table(
    'paused_cvrs',
    {
      tenantId: tenant(),
      cvr: cvr(),
      pausedAt: instant('paused_at').notNull(),
      reason: id('reason').notNull(),
    },
    (t) => [
      primaryKey({ name: 'paused_cvrs_pk', columns: [t.tenantId, t.cvr] }),
      ofMunicipality('paused_cvrs_municipality', t as never),
    ],
  );

  const credentials = table(
    'credentials',
    {
      tenantId: tenant(),
      cvr: cvr(),
      document: bytes('document').notNull(),
      thumbprint: id('thumbprint').notNull(),
      notAfter: instant('not_after').notNull(),
      installedAt: instant('installed_at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'credentials_pk', columns: [t.tenantId, t.cvr] }),
      uniqueIndex('credentials_cvr').on(t.cvr),
      ofMunicipality('credentials_municipality', t as never),
    ],
  );

  const probes = table('probes', { id: count('id').primaryKey(), at: instant('at').notNull() });

  return {
    ...declareSessionTables(columns, municipalities, actors),
    ...declareLoginTables(columns, actors),
    ...declareNoticeTables(columns, actors),
    ...declareSettingsTables(columns, municipalities),
    ...declareCaseTables(columns, blurrings, actors),
    ...declareFigureTables(columns, municipalities),
    ...declareRetentionTables(columns, municipalities, citizens),
    ...declareDepartmentTables(columns, municipalities),
    municipalities,
    municipalityCvrs,
    issuers,
    periodLimits,
    actors,
    citizens,
    blurrings,
    blurringEntries,
    blurringTexts,
    idempotency,
    audit,
    auditHeads,
    outbox,
    attempts,
    pausedCvrs,
    credentials,
    probes,
  };
};

export type { Columns } from './columns.ts';
export type Tables = ReturnType<typeof declareTables>;
