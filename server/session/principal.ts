import type { Permissions } from '../../shared/api.ts';
import type { ActorId, CitizenRef, Cvr, Instant, TenantId } from '../domain/ids.ts';
import { permissionsOf, type Role } from '../domain/permission.ts';
import type { SessionRecord, SessionSecret } from '../store/store.ts';

/** Who calls and about whom. Nothing after this knows through which door they came. */
export type Principal = {
  tenant: TenantId;
  actor: ActorId;
  /** Public id of the session, for audit and logs. */
  session: string;
  /** Names the session in the store; SHA-256 of the bearer token, no credential. */
  tokenHash: string;
  roles: readonly Role[];
  permissions: Permissions;
  citizen: CitizenRef;
  /** Organisation unit of the person, where the door said. */
  unit: string | null;
  /** The organisation of the launch. */
  cvr: Cvr;
  /** Organisations the person may choose from. */
  cvrs: readonly Cvr[];
  /** The page the session was opened for; null outside in-page launches. */
  origin: string | null;
  intent: 'create' | 'status' | 'extend';
  locale: 'da' | 'en' | null;
  /** Whole seconds without a call after which the session ends, counted from this call. */
  idleSeconds: number;
  expiresAt: Instant;
  /** Decrypts the citizen's number and the names. */
  openSecret(): Promise<SessionSecret>;
};

/** The principal of a session at `now`, whose idle limit is `idleUntil`. */
export const toPrincipal = (
  session: Omit<SessionRecord, 'idleUntil' | 'issuedAt'>,
  idleUntil: Instant,
  now: Instant,
): Principal => ({
  tenant: session.tenant,
  actor: session.actor,
  session: session.id,
  tokenHash: session.tokenHash,
  roles: session.roles,
  permissions: permissionsOf(session.roles),
  citizen: session.citizen,
  unit: session.unit,
  cvr: session.cvr,
  cvrs: session.cvrs,
  origin: session.origin,
  intent: session.intent,
  locale: session.locale,
  idleSeconds: Math.floor((idleUntil - now) / 1000),
  expiresAt: session.expiresAt,
  openSecret: () => session.openSecret(),
});
