import type { Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';
import type { RetentionPolicy } from '../domain/retention.ts';
import type { PeriodLimit } from '../domain/policy.ts';
import type { ChangeBy, TenantSettings } from './records.ts';

/** Who may sign context tokens, for which municipality: data, not code. */
export type Issuer = {
  /** The `iss` value: one system at one municipality. */
  iss: string;
  tenant: TenantId;
  name: string;
  enabled: boolean;
  /** Algorithms this issuer may use, out of the profile's list. */
  algorithms: readonly string[];
  /** Registered key set address, or keys given inline. */
  keys: { kind: 'url'; url: string } | { kind: 'inline'; jwks: { keys: Record<string, unknown>[] } };
  modes: readonly ('in_page' | 'handle' | 'form_post')[];
  origins: readonly string[];
  returnUris: readonly string[];
  cvrs: readonly Cvr[];
  roles: readonly Role[];
  minimumLoa: 'Substantial' | 'High';
  /** Oldest accepted `auth_time`, seconds. */
  maxAuthAgeSeconds: number;
};

/** A municipality as it is registered from a file; registering it again updates it. */
export type MunicipalityDefinition = Omit<TenantSettings, 'limits' | 'kind' | 'revision' | 'retention'> & {
  issuers: Issuer[];
  /** Absent: as all municipalities have it. */
  retention?: RetentionPolicy;
};

/** A change of settings: what it is about (for the audit log), who makes it, and the revision it was made from (0: it must not exist). */
export type SettingsChange = { part: string; by: ChangeBy | null; expectedRevision: number };

export type Registry = {
  findIssuer(iss: string): Promise<Issuer | undefined>;
  /** Every issuer of a municipality. */
  listIssuers(tenant: TenantId): Promise<Issuer[]>;
  /** Every organisation with an audit chain: the municipalities and the national body. */
  listChains(): Promise<TenantId[]>;
  listTenants(): Promise<{ id: TenantId; name: string }[]>;
  /** The organisation a CVR number belongs to, the national body included. */
  findByCvr(cvr: Cvr): Promise<{ id: TenantId; name: string; kind: TenantSettings['kind'] } | undefined>;
  /** All origins of enabled issuers; the server's CORS allow-list. */
  allowsOrigin(origin: string): Promise<boolean>;
  /**
   * Creates or updates a municipality; a new one gets its own data key, wrapped by the master key. Audited.
   * Every change raises the revision. With `change`, `conflict` when the revision is another one than expected.
   * @throws CvrTaken when another municipality has one of its CVR numbers; IssuerTaken when it has one of its issuers
   */
  registerMunicipality(
    definition: MunicipalityDefinition,
    now: Instant,
    change?: SettingsChange,
  ): Promise<'created' | 'updated' | 'conflict'>;
  /** Creates or updates the national body, whose people may log in. @throws CvrTaken */
  registerNationalBody(
    body: { id: TenantId; name: string; cvr: Cvr },
    now: Instant,
  ): Promise<'created' | 'updated'>;
  setPeriodLimit(limit: PeriodLimit, now: Instant): Promise<void>;
};
