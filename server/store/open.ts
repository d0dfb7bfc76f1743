import { citizenRef } from '../domain/ids.ts';
import { createAssembly } from './assemble.ts';
import { createAuditSearch } from './audit-search.ts';
import { createBlurringReads } from './blurrings.ts';
import { createCaseStore } from './cases.ts';
import { createAuditReads } from './chain.ts';
import { commitOperation } from './commit.ts';
import { createCredentialStore } from './credentials.ts';
import type { Database } from './database.ts';
import { withDepartments } from './department-deliveries.ts';
import { createDepartmentOutbox } from './department-outbox.ts';
import { createTenantDepartments } from './department-tenant.ts';
import { createDeliveryReads } from './deliveries.ts';
import { blindIndex, type Random } from './encryption.ts';
import { createFigureStore } from './figures.ts';
import { createKeyRing } from './keys.ts';
import { createLoadKey } from './load-key.ts';
import { createLoginStore } from './logins.ts';
import { createNoticeStore } from './notices.ts';
import { beginAttempt, claimKeys, createOutboxReads, releaseKeys } from './outbox.ts';
import { probe } from './probe.ts';
import { createRegisteredBy } from './registered-by.ts';
import { createRegistry } from './registry.ts';
import { createRetentionStore } from './retention.ts';
import { createSessionStore } from './sessions.ts';
import { pauseKeys, resumeKey, resumeKeys } from './pause.ts';
import { createSettingsReads } from './settings.ts';
import { settleKey } from './settle.ts';
import { createUnitStore } from './units.ts';
import type { Store, TenantStore } from './store.ts';

export type StoreOptions = {
  /** `sqlite:<file>` or `postgres://…`. */
  url: string;
  /** 32 bytes; wraps the municipalities' data keys. */
  masterKey: Buffer;
  /** Sortable unique ids; names this server towards the others. */
  newId: () => string;
  random: Random;
  /** The disk failed under a write: the process must stop, and start again from what the disk holds. */
  onFatal?: (code: 'io') => void;
};

const openDatabase = async ({ url, newId, onFatal = () => undefined }: StoreOptions): Promise<Database> => {
  // Only the database in use is loaded: the other one's driver and tables would cost a third of a second at every start.
  if (url.startsWith('sqlite:')) {
    const { openSqlite } = await import('./sqlite.ts');
    return openSqlite(url.slice('sqlite:'.length), onFatal);
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(url, { server: newId(), onFatal });
  }
  throw new Error('store: the address must begin with sqlite: or postgres://');
};

/** Migrates and opens the store; refuses to open one whose settings would weaken what a commit promises. */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const database = await openDatabase(options);
  const { writer, relayWriter } = database;
  const keys = createKeyRing(database, options.masterKey, options.random);
  const { registry, loadSettings, close } = createRegistry(database, keys);
  const assemble = createAssembly(database, keys);
  const blurrings = createBlurringReads(database, assemble);
  const audit = createAuditSearch(database);
  const retention = createRetentionStore(database, keys);
  const cases = createCaseStore(database, keys, assemble);
  const { readAudit, verifyAudit } = createAuditReads(database);
  const registeredBy = createRegisteredBy(database, keys, blurrings);
  const settings = createSettingsReads(database);
  const commit = commitOperation(options.random);
  const departments = createTenantDepartments(database, keys);
  const outboxReads = { ...createDeliveryReads(database), ...createOutboxReads(database) };

  const forTenant: Store['forTenant'] = (tenant): TenantStore => ({
    loadCitizen: (citizen) => blurrings.loadCitizen(tenant, citizen),
    findIdempotent: (actor, key) => blurrings.findUse(tenant, actor, key),
    commit: async (change) =>
      writer.submit(commit, { tenant, keys: await keys.of(tenant), commit: change }, tenant),
    loadBlurrings: (citizen, { withText }) => blurrings.loadBlurrings(tenant, citizen, withText),
    loadSettings: () => loadSettings(tenant),
    citizenRef: async (cpr) => citizenRef(blindIndex(await keys.of(tenant), cpr)),
    verifyAudit: () => verifyAudit(tenant),
    readAudit: (fromSequence, limit) => readAudit(tenant, fromSequence, limit),
    loadRegisteredBy: (actor, page) => registeredBy(tenant, actor, page),
    loadGuidelines: () => settings.loadGuidelines(tenant),
    loadChecks: () => settings.loadChecks(tenant),
    recordCheck: (check, by) => settings.recordCheck(tenant, check, by),
    readSettingsChanges: (limit) => settings.readSettingsChanges(tenant, limit),
    cases: cases(tenant),
    audit: audit(tenant),
    retention: retention(tenant),
    findExpired: (now, limit) => blurrings.findExpired(tenant, now, limit),
    departments: departments(tenant),
  });

  return {
    dialect: database.dialect,
    forTenant,
    sessions: createSessionStore(database, keys),
    logins: createLoginStore(database, keys),
    notices: createNoticeStore(database, keys),
    outbox: {
      claim: (request) => relayWriter.submit(claimKeys, request, null),
      loadKey: createLoadKey(database, keys, blurrings),
      beginAttempt: (attempt) => relayWriter.submit(beginAttempt, attempt, null),
      settle: (key, leaseToken, messageId, settlement, now) =>
        relayWriter.submit(settleKey, { key, leaseToken, messageId, settlement, now }, null, 'patient'),
      release: (held, leaseToken) =>
        relayWriter.submit(releaseKeys, { keys: held, leaseToken }, null, 'patient'),
      pause: ({ tenant, cvr }, reason, now, by) =>
        writer.submit(pauseKeys, { tenant, cvr, reason, now, by }, tenant),
      resume: ({ tenant, cvr }, now, by) =>
        writer.submit(resumeKeys, { tenant, cvr, now, by: by ?? null }, tenant),
      resumeKey: (key, now, by) => writer.submit(resumeKey, { ...key, now, by }, key.tenant),
      ...outboxReads,
      ...withDepartments(database, outboxReads),
    },
    departments: createDepartmentOutbox(database),
    units: createUnitStore(database),
    registry,
    figures: createFigureStore(database),
    credentials: createCredentialStore(database, keys),
    onWanted: database.onWanted,
    probe: (now) => relayWriter.submit(probe, now, null),
    close: async () => {
      close();
      await database.close();
    },
  };
};
