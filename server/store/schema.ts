import { sql } from 'drizzle-orm';
import type { Decision, EndCause } from '../../shared/blurring.ts';
import type { ActorId, BlurringId, CitizenRef, Cvr, TenantId } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';
import type { Columns } from './columns.ts';
import { declareLoginTables } from './schema-logins.ts';
import { declareNoticeTables } from './schema-notices.ts';
import { declareSettingsTables } from './schema-settings.ts';
import type { Issuer, TenantSettings } from './store.ts';

/** Settings of a municipality as they are kept: the identity has its own columns, the limits are the operator's. */
export type SettingsDocument = Omit<TenantSettings, 'id' | 'name' | 'kind' | 'revision' | 'limits'>;

/**
 * Every table, once, for both databases. The municipality comes first in every primary key and is part of every foreign
 * key; the exceptions (`period_limits`, `probes`, `login_requests`, `consumed_assertions`) hold no municipality's data.
 */
export const declareTables = (columns: Columns) => {
  const { table, id, text, count, instant, flag, document, bytes } = columns;
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
      id: id('id').$type<BlurringId>().notNull(),
      citizen: citizen(),
      reason: id('reason').notNull(),
      registeredBy: id('registered_by').$type<ActorId>().notNull(),
      registeredAt: instant('registered_at').notNull(),
      endsAt: instant('ends_at').notNull(),
      decision: id('decision').$type<Decision>().notNull(),
      endedAt: instant('ended_at'),
      endedCause: id('ended_cause').$type<EndCause>(),
      endedBy: id('ended_by').$type<ActorId>(),
    },
    (t) => [
      primaryKey({ name: 'blurrings_pk', columns: [t.tenantId, t.id] }),
      foreignKey({
        name: 'blurrings_citizen',
        columns: [t.tenantId, t.citizen],
        foreignColumns: [citizens.tenantId, citizens.citizen],
      }),
      index('blurrings_by_citizen').on(t.tenantId, t.citizen),
      index('blurrings_by_registrar').on(t.tenantId, t.registeredBy),
      index('blurrings_open')
        .on(t.tenantId, t.endsAt)
        .where(sql`${t.endedAt} is null`),
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
      blurring: id('blurring').$type<BlurringId>().notNull(),
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
      blurring: id('blurring').$type<BlurringId>().notNull(),
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
      blurring: id('blurring').$type<BlurringId>().notNull(),
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

  const sessions = table(
    'sessions',
    {
      tenantId: tenant(),
      tokenHash: id('token_hash').notNull(),
      id: id('id').notNull(),
      actor: id('actor').$type<ActorId>().notNull(),
      citizen: citizen(),
      cvr: cvr(),
      secret: bytes('secret').notNull(),
      roles: document('roles').$type<readonly Role[]>().notNull(),
      cvrs: document('cvrs').$type<readonly Cvr[]>().notNull(),
      origin: text('origin'),
      intent: id('intent').$type<'create' | 'status' | 'extend'>().notNull(),
      locale: id('locale').$type<'da' | 'en'>(),
      issuedAt: instant('issued_at').notNull(),
      idleUntil: instant('idle_until').notNull(),
      expiresAt: instant('expires_at').notNull(),
      revokedAt: instant('revoked_at'),
      /** The login it was opened under; it ends with it. */
      login: id('login'),
    },
    (t) => [
      primaryKey({ name: 'sessions_pk', columns: [t.tenantId, t.tokenHash] }),
      uniqueIndex('sessions_token').on(t.tokenHash),
      foreignKey({
        name: 'sessions_actor',
        columns: [t.tenantId, t.actor],
        foreignColumns: [actors.tenantId, actors.id],
      }),
      index('sessions_login')
        .on(t.tenantId, t.login)
        .where(sql`${t.login} is not null`),
    ],
  );

  const consumedTokens = table(
    'consumed_tokens',
    {
      tenantId: tenant(),
      issuer: id('issuer').notNull(),
      jti: id('jti').notNull(),
      keepUntil: instant('keep_until').notNull(),
    },
    (t) => [
      primaryKey({ name: 'consumed_tokens_pk', columns: [t.tenantId, t.issuer, t.jti] }),
      ofMunicipality('consumed_tokens_municipality', t as never),
    ],
  );

  const probes = table('probes', { id: count('id').primaryKey(), at: instant('at').notNull() });

  return {
    ...declareLoginTables(columns, actors),
    ...declareNoticeTables(columns, actors),
    ...declareSettingsTables(columns, municipalities),
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
    sessions,
    consumedTokens,
    probes,
  };
};

export type { Columns } from './columns.ts';
export type Tables = ReturnType<typeof declareTables>;
