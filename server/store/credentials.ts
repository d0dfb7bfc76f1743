import { and, eq } from 'drizzle-orm';
import type { ActorId, Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { CredentialEntry, CredentialStore, StoredCredential } from './credential-store.ts';
import type { Database } from './database.ts';
import { seal, unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { CvrTaken } from './store.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

const placeOf = (tenant: TenantId, cvr: Cvr) => ({ tenant, table: 'credentials', row: cvr });

const record = (
  unit: Unit,
  action: 'credential_installed' | 'credential_removed',
  { tenant, cvr, thumbprint }: Pick<CredentialEntry, 'tenant' | 'cvr' | 'thumbprint'>,
  at: Instant,
  actor: ActorId | null,
  more: Record<string, number> = {},
): void =>
  void unit.records.push({
    ...{ tenant, at, action, actor, outcome: 'success', session: null, citizen: null },
    subject: cvr,
    detail: { thumbprint, ...more },
  });

type Installing = { entry: CredentialEntry; document: Buffer; by: ActorId | null };

const installCredential = single(async (unit: Unit, { entry, document, by }: Installing): Promise<void> => {
  const { credentials, municipalityCvrs } = unit.tables;
  const { tenant: tenantId, cvr, thumbprint, notAfter, installedAt } = entry;
  const [owner] = await unit.db
    .select({ id: municipalityCvrs.tenantId })
    .from(municipalityCvrs)
    .where(eq(municipalityCvrs.cvr, cvr));
  if (owner?.id !== tenantId) throw new CvrTaken(cvr);
  const row = { document, thumbprint, notAfter, installedAt };
  await unit.db
    .insert(credentials)
    .values({ tenantId, cvr, ...row })
    .onConflictDoUpdate({ target: [credentials.tenantId, credentials.cvr], set: row });
  record(unit, 'credential_installed', entry, installedAt, by, { not_after: notAfter });
});

type Removing = { tenant: TenantId; cvr: Cvr; now: Instant; by: ActorId | null };

const removeCredential = single(async (unit: Unit, { tenant, cvr, now, by }: Removing): Promise<boolean> => {
  const { credentials } = unit.tables;
  const [removed] = await unit.db
    .delete(credentials)
    .where(and(eq(credentials.tenantId, tenant), eq(credentials.cvr, cvr)))
    .returning({ thumbprint: credentials.thumbprint });
  if (removed === undefined) return false;
  record(unit, 'credential_removed', { tenant, cvr, ...removed }, now, by);
  return true;
});

export const createCredentialStore = (
  { reads, read, tables, writer }: Database,
  keys: KeyRing,
): CredentialStore => {
  const { credentials } = tables;
  return {
    find: async (cvr) => {
      const [row] = await read(() => reads.select().from(credentials).where(eq(credentials.cvr, cvr)));
      if (row === undefined) return undefined;
      const { data } = await keys.of(row.tenantId);
      try {
        const text = unseal(data, placeOf(row.tenantId, cvr), row.document).toString('utf8');
        return JSON.parse(text) as StoredCredential;
      } catch {
        return 'unreadable';
      }
    },
    install: async (entry, { certificatePem, privateKeyPem }, by) => {
      const { data } = await keys.of(entry.tenant);
      const text = JSON.stringify({ certificatePem, privateKeyPem });
      const document = seal(data, placeOf(entry.tenant, entry.cvr), text, keys.random);
      await writer.submit(installCredential, { entry, document, by }, entry.tenant);
    },
    installedAt: async (tenant) => {
      const columns = { cvr: credentials.cvr, at: credentials.installedAt };
      const rows = await read(() =>
        reads.select(columns).from(credentials).where(eq(credentials.tenantId, tenant)),
      );
      return new Map(rows.map(({ cvr, at }) => [cvr, at]));
    },
    remove: ({ tenant, cvr }, now, by) => writer.submit(removeCredential, { tenant, cvr, now, by }, tenant),
  };
};
