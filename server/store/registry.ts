import { and, eq, notInArray } from 'drizzle-orm';
import type { Cvr, Instant, TenantId } from '../domain/ids.ts';
import { commonRetention } from '../domain/retention.ts';
import type { PeriodLimit } from '../domain/policy.ts';
import { genesis } from './audit.ts';
import type { Database } from './database.ts';
import type { KeyRing } from './keys.ts';
import { nameActor } from './name-actor.ts';
import {
  CvrTaken,
  IssuerTaken,
  type Issuer,
  type MunicipalityDefinition,
  type Registry,
  type SettingsChange,
  type TenantSettings,
} from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

type Registering = {
  definition: MunicipalityDefinition;
  kind: TenantSettings['kind'];
  wrappedKey: Buffer;
  now: Instant;
  change: SettingsChange | undefined;
};

/**
 * The register keeps one end per CVR number and citizen, and the last call wins: two municipalities with the same CVR number would
 * overwrite each other's blurrings, and each would use the other's certificate.
 */
const claimCvrs = async ({ db, tables }: Unit, tenantId: TenantId, cvrs: readonly Cvr[]): Promise<void> => {
  const { municipalityCvrs: owned, credentials } = tables;
  // A CVR number given up takes its certificate with it: whoever has the number next must not call with it.
  for (const table of [owned, credentials] as const) {
    const own = eq(table.tenantId, tenantId);
    await db.delete(table).where(cvrs.length === 0 ? own : and(own, notInArray(table.cvr, [...cvrs])));
  }
  for (const cvr of cvrs) {
    await db.insert(owned).values({ tenantId, cvr }).onConflictDoNothing();
    const [owner] = await db.select({ id: owned.tenantId }).from(owned).where(eq(owned.cvr, cvr));
    if (owner?.id !== tenantId) throw new CvrTaken(cvr);
  }
};

/** A published version is what people have acknowledged: it is kept, and its text does not change. */
const publishGuidelines = async (
  { db, tables }: Unit,
  tenantId: TenantId,
  { version, text, url }: TenantSettings['guidelines'],
  { now, change }: Registering,
): Promise<void> => {
  const published = { publishedAt: now, publishedBy: change?.by?.actor ?? null };
  await db
    .insert(tables.guidelines)
    .values({ tenantId, version, text, url, ...published })
    .onConflictDoNothing();
};

const replaceIssuers = async ({ db, tables }: Unit, tenantId: TenantId, own: readonly Issuer[]) => {
  const { issuers } = tables;
  const kept = own.map(({ iss }) => iss);
  const others = eq(issuers.tenantId, tenantId);
  await db.delete(issuers).where(kept.length === 0 ? others : and(others, notInArray(issuers.iss, kept)));
  for (const { iss, tenant: _, enabled, ...rest } of own) {
    const [owner] = await db.select({ id: issuers.tenantId }).from(issuers).where(eq(issuers.iss, iss));
    if (owner !== undefined && owner.id !== tenantId) throw new IssuerTaken(iss);
    await db
      .insert(issuers)
      .values({ tenantId, iss, enabled, definition: rest })
      .onConflictDoUpdate({ target: [issuers.tenantId, issuers.iss], set: { enabled, definition: rest } });
  }
};

const register = single(
  async (unit: Unit, registering: Registering): Promise<'created' | 'updated' | 'conflict'> => {
    const { definition, kind, wrappedKey, now, change } = registering;
    const { municipalities } = unit.tables;
    const { id: tenantId, name, issuers: own, ...settings } = definition;
    const [before] = await unit.lock(
      unit.db
        .select({ revision: municipalities.revision })
        .from(municipalities)
        .where(eq(municipalities.tenantId, tenantId)),
    );
    const revision = before?.revision ?? 0;
    if (change !== undefined && change.expectedRevision !== revision) return 'conflict';
    // The data key of an existing municipality stays: the update leaves that column alone.
    const row = { name, settings, revision: revision + 1 };
    await unit.db
      .insert(municipalities)
      .values({ tenantId, kind, wrappedKey, ...row })
      .onConflictDoUpdate({ target: municipalities.tenantId, set: row });
    const cvrs = settings.cvrs.map(({ cvr }) => cvr);
    await claimCvrs(unit, tenantId, cvrs);
    const created = !unit.heads.has(tenantId);
    if (created) unit.heads.set(tenantId, genesis);
    if (kind === 'municipality') await publishGuidelines(unit, tenantId, settings.guidelines, registering);
    await replaceIssuers(unit, tenantId, own);
    if (change?.by) await nameActor(unit, tenantId, change.by);
    const part = change === undefined ? {} : { part: change.part, revision: revision + 1 };
    unit.records.push({
      tenant: tenantId,
      at: now,
      action: created ? 'municipality_created' : 'municipality_updated',
      outcome: 'success',
      actor: change?.by?.actor ?? null,
      session: change?.by?.session ?? null,
      citizen: null,
      subject: tenantId,
      detail: { issuers: own.length, cvrs: cvrs.join(' '), ...part },
    });
    return created ? 'created' : 'updated';
  },
);

const setLimit = single(
  async (unit: Unit, { limit, now, tenants }: { limit: PeriodLimit; now: Instant; tenants: TenantId[] }) => {
    const { periodLimits } = unit.tables;
    await unit.db
      .insert(periodLimits)
      .values(limit)
      .onConflictDoUpdate({ target: periodLimits.appliesFrom, set: { maxDays: limit.maxDays } });
    // The limit binds every municipality, so each one's chain tells of it.
    for (const tenant of tenants) {
      const who = { actor: null, session: null, citizen: null, subject: null };
      const detail = { applies_from: limit.appliesFrom, max_days: limit.maxDays };
      unit.records.push({ tenant, at: now, action: 'period_limit_set', outcome: 'success', ...who, detail });
    }
  },
);

type Settings = {
  issuers: Map<string, Issuer>;
  tenants: Map<TenantId, TenantSettings>;
  cvrs: Map<Cvr, TenantId>;
  origins: Set<string>;
};

/** How long another server's change to settings or issuers may go unseen. */
const settingsMs = 2000;

/** Municipalities, issuers and limits. Kept in memory for at most two seconds; a change made here is seen at once. */
export const createRegistry = (database: Database, keys: KeyRing) => {
  const { reads, read, tables, writer } = database;
  let known: Promise<Settings> | undefined;
  let expiry: NodeJS.Timeout | undefined;

  const forget = (): void => {
    clearTimeout(expiry);
    known = undefined;
  };

  const load = async (): Promise<Settings> => {
    const limits = await read(() => reads.select().from(tables.periodLimits));
    const rows = await read(() => reads.select().from(tables.municipalities));
    const issuerRows = await read(() => reads.select().from(tables.issuers));
    const issuers = issuerRows.map(({ tenantId, iss, enabled, definition }) => ({
      ...definition,
      iss,
      tenant: tenantId,
      enabled,
    }));
    const tenants = rows.map(({ tenantId, settings, wrappedKey: _, ...row }) => ({
      ...settings,
      units: settings.units ?? [],
      retention: settings.retention ?? commonRetention,
      ...row,
      id: tenantId,
      limits,
    }));
    return {
      issuers: new Map(issuers.map((one) => [one.iss, one])),
      tenants: new Map(tenants.map((one) => [one.id, one])),
      cvrs: new Map(tenants.flatMap(({ id, cvrs }) => cvrs.map(({ cvr }) => [cvr, id] as const))),
      origins: new Set(issuers.filter(({ enabled }) => enabled).flatMap(({ origins }) => origins)),
    };
  };

  const current = (): Promise<Settings> => {
    if (known) return known;
    const loading = load();
    known = loading;
    loading.catch(() => {
      if (known === loading) forget();
    });
    expiry = setTimeout(forget, settingsMs).unref();
    return loading;
  };

  const changed = async <T>(write: Promise<T>): Promise<T> => {
    try {
      return await write;
    } finally {
      forget();
    }
  };

  const put = (
    kind: TenantSettings['kind'],
    definition: MunicipalityDefinition,
    now: Instant,
    change: SettingsChange | undefined,
  ) => {
    const { id } = definition;
    return changed(
      writer.submit(register, { definition, kind, wrappedKey: keys.create(id), now, change }, id),
    );
  };

  const registry: Registry = {
    findIssuer: async (iss) => (await current()).issuers.get(iss),
    listIssuers: async (tenant) =>
      [...(await current()).issuers.values()].filter((one) => one.tenant === tenant),
    listChains: async () => [...(await current()).tenants.keys()],
    listTenants: async () =>
      [...(await current()).tenants.values()]
        .filter(({ kind }) => kind === 'municipality')
        .map(({ id, name }) => ({ id, name })),
    findByCvr: async (cvr) => {
      const { cvrs, tenants } = await current();
      const found = tenants.get(cvrs.get(cvr) ?? ('' as TenantId));
      return found && { id: found.id, name: found.name, kind: found.kind };
    },
    allowsOrigin: async (origin) => (await current()).origins.has(origin),
    registerMunicipality: (definition, now, change) => put('municipality', definition, now, change),
    registerNationalBody: async ({ id, name, cvr }, now) => {
      const guidelines = { version: 0, text: { da: '', en: '' }, url: null };
      const definition = {
        id,
        name,
        cvrs: [{ cvr, name, main: true }],
        policies: [],
        reasons: [],
        guidelines,
      };
      const outcome = await put('national', { ...definition, issuers: [], units: [] }, now, undefined);
      return outcome === 'created' ? 'created' : 'updated';
    },
    setPeriodLimit: (limit, now) =>
      changed(
        (async () => {
          const rows = await read(() =>
            reads.select({ id: tables.municipalities.tenantId }).from(tables.municipalities),
          );
          const tenants = rows.map(({ id }) => id);
          await writer.submit(setLimit, { limit, now, tenants }, tenants);
        })(),
      ),
  };
  return {
    registry,
    loadSettings: async (tenant: TenantId) => (await current()).tenants.get(tenant),
    close: forget,
  };
};
