import { and, asc, eq } from 'drizzle-orm';
import type { ActorId, Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { CredentialEntry, CredentialStore, StoredCredential } from './credential-store.ts';
import type { Database } from './database.ts';
import { seal, unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import type { Unit } from './unit.ts';
import { single } from './writer.ts';

const placeOf = (tenant: TenantId, cvr: Cvr) => ({ tenant, table: 'credentials', row: cvr });

const record = (
  unit: Unit,
  action: 'credential_installed' | 'credential_removed',
  { tenant, cvr, thumbprint }: Pick<CredentialEntry, 'tenant' | 'cvr' | 'thumbprint'>,
  at: Instant,
  actor: ActorId | null,
): void =>
  void unit.records.push({
    ...{ tenant, at, action, actor, outcome: 'success', session: null, citizen: null },
    subject: cvr,
    detail: { thumbprint },
  });

type Installing = { entry: CredentialEntry; document: Buffer; by: ActorId | null };

const installCredential = single(async (unit: Unit, { entry, document, by }: Installing): Promise<void> => {
  const { credentials } = unit.tables;
  const { tenant: tenantId, cvr, thumbprint, notAfter, installedAt } = entry;
  const row = { document, thumbprint, notAfter, installedAt };
  await unit.db
    .insert(credentials)
    .values({ tenantId, cvr, ...row })
    .onConflictDoUpdate({ target: [credentials.tenantId, credentials.cvr], set: row });
  record(unit, 'credential_installed', entry, installedAt, by);
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
      const text = unseal(data, placeOf(row.tenantId, cvr), row.document).toString('utf8');
      return JSON.parse(text) as StoredCredential;
    },
    install: async (entry, { certificatePem, privateKeyPem }, by) => {
      const { data } = await keys.of(entry.tenant);
      const text = JSON.stringify({ certificatePem, privateKeyPem });
      const document = seal(data, placeOf(entry.tenant, entry.cvr), text, keys.random);
      await writer.submit(installCredential, { entry, document, by }, entry.tenant);
    },
    remove: ({ tenant, cvr }, now, by) => writer.submit(removeCredential, { tenant, cvr, now, by }, tenant),
    list: async () => {
      const rows = await read(() =>
        reads.select().from(credentials).orderBy(asc(credentials.tenantId), asc(credentials.cvr)),
      );
      return rows.map(({ tenantId: tenant, cvr, thumbprint, notAfter, installedAt }) => ({
        ...{ tenant, cvr, thumbprint, notAfter, installedAt },
      }));
    },
  };
};
