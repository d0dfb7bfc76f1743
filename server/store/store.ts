import type { Bilingual } from '../../shared/api.ts';
import type { Blurring } from '../domain/blurring.ts';
import type { BlurringEvent } from '../domain/event.ts';
import type { ActorId, BlurringId, CitizenRef, Cpr, Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';
import type { PeriodLimit, Policy } from '../domain/policy.ts';
import type { Delivery } from '../domain/status.ts';

/**
 * The door of the store: everything the rest of the server may ask or write. No SQL, no handle leaves it.
 * Every write answers only after its own commit is durable. A store that cannot write throws `StoreUnavailable`;
 * nothing is then registered. Times are arguments: the store has no clock.
 */
export type Store = {
  readonly dialect: 'sqlite' | 'postgres';
  /** Questions and writes of one municipality; no method takes or returns rows of another. */
  forTenant(tenant: TenantId): TenantStore;
  readonly sessions: SessionStore;
  /** Relay only: the one place that sees the keys of all municipalities. */
  readonly outbox: OutboxStore;
  readonly registry: Registry;
  /** Called after a commit that gave a register key something to deliver, here or on another server. Returns the unsubscribe. */
  onWanted(listener: () => void): () => void;
  /** Proves that a write can be made durable now; throws `StoreUnavailable` otherwise. */
  probe(now: Instant): Promise<void>;
  close(): Promise<void>;
};

export type TenantStore = {
  /** A citizen's registrations and the revision they were read at; revision 0 and none for an unknown citizen. */
  loadCitizen(citizen: CitizenRef): Promise<CitizenState>;
  /** What an idempotency key of this actor was used for. */
  findIdempotent(actor: ActorId, key: string): Promise<IdempotentUse | undefined>;
  /** One transaction: state, audit entries, idempotency use, and the outbox rows of `wake` with a raised wanted revision. */
  commit(commit: BlurringCommit): Promise<CommitOutcome>;
  /** Registrations of a citizen with what is known of their delivery, newest first; `withText` decrypts the free text. */
  loadBlurrings(citizen: CitizenRef, options: { withText: boolean }): Promise<StoredBlurring[]>;
  /** The municipality's own settings; undefined for an unknown municipality. */
  loadSettings(): Promise<TenantSettings | undefined>;
  /** Keyed hash under the municipality's own index key. */
  citizenRef(cpr: Cpr): Promise<CitizenRef>;
  /** Walks the audit chain; names the first entry whose hash does not fit. */
  verifyAudit(): Promise<{ entries: number; broken: number | null; head: string | null }>;
  /** Audit entries of the municipality in order, for display and tests. */
  readAudit(fromSequence: number, limit: number): Promise<AuditEntry[]>;
  /** Citizens with a registration past its end that nobody has recorded as expired, at most `limit`. */
  findExpired(now: Instant, limit: number): Promise<{ citizen: CitizenRef; id: BlurringId }[]>;
};

export type CitizenState = { revision: number; blurrings: Blurring[] };
export type IdempotentUse = { requestHash: string; blurring: BlurringId };

export type BlurringCommit = {
  citizen: CitizenRef;
  /** Needed when the citizen is new (`expectedRevision` 0); encrypted by the store. */
  cpr: Cpr | null;
  expectedRevision: number;
  now: Instant;
  /** Who acts; null for the clock (expiry). */
  actor: ActorId | null;
  /** Audit id of the session, null for the clock. */
  session: string | null;
  events: readonly BlurringEvent[];
  /** The registrations as they are after the events; only those that changed. */
  changed: readonly Blurring[];
  reasonText: { blurring: BlurringId; text: string } | null;
  /** CVR numbers whose register intent changed. */
  wake: readonly Cvr[];
  idempotency: { key: string; requestHash: string; blurring: BlurringId } | null;
};

export type CommitOutcome =
  | { kind: 'committed' }
  /** The citizen changed since it was loaded: load and decide again. */
  | { kind: 'conflict' }
  /** The idempotency key is taken; nothing was written. */
  | ({ kind: 'repeated' } & IdempotentUse);

export type StoredBlurring = {
  blurring: Blurring;
  deliveries: Delivery[];
  registeredByName: string;
  text: string | null;
};

export type TenantSettings = {
  id: TenantId;
  name: string;
  cvrs: { cvr: Cvr; name: string; main: boolean }[];
  policies: Policy[];
  limits: PeriodLimit[];
  reasons: { code: string; label: Bilingual }[];
  guidelines: { version: number; text: Bilingual; url: string | null };
};

export type AuditEntry = {
  sequence: number;
  at: Instant;
  action: string;
  outcome: 'success' | 'refused';
  actor: ActorId | null;
  session: string | null;
  citizen: CitizenRef | null;
  subject: string | null;
  detail: Record<string, string | number | null>;
  hash: string;
};

/** A launch session. The bearer token is never stored, only its SHA-256. */
export type NewSession = {
  /** SHA-256 of the bearer token, base64url. */
  tokenHash: string;
  /** Short public id for audit and logs. */
  id: string;
  tenant: TenantId;
  actor: {
    id: ActorId;
    issuer: string;
    subject: string;
    name: string;
    title: string | null;
    uuid: string | null;
  };
  roles: readonly Role[];
  citizen: CitizenRef;
  /** Encrypted by the store. */
  secret: SessionSecret;
  /** The token's own CVR number. */
  cvr: Cvr;
  /** CVR numbers the session may choose from. */
  cvrs: readonly Cvr[];
  origin: string | null;
  intent: 'create' | 'status' | 'extend';
  locale: 'da' | 'en' | null;
  issuedAt: Instant;
  idleUntil: Instant;
  expiresAt: Instant;
};

export type SessionSecret = { cpr: Cpr; citizenName: string | null; userName: string };

export type SessionRecord = Omit<NewSession, 'secret' | 'actor'> & {
  actor: ActorId;
  /** Decrypts citizen data; called only by those who need it. */
  openSecret(): Promise<SessionSecret>;
};

export type SessionStore = {
  /** Consumes (issuer, jti) and opens the session in one transaction; a second use opens nothing (P6). */
  open(
    session: NewSession,
    token: { issuer: string; jti: string; keepUntil: Instant },
  ): Promise<'opened' | 'replayed'>;
  /** The session if it is neither revoked nor past a limit at `now`. */
  find(tokenHash: string, now: Instant): Promise<SessionRecord | undefined>;
  /** Moves the idle limit forward. Loss of this write on a crash only ends the session earlier. */
  touch(tokenHash: string, idleUntil: Instant): Promise<void>;
  /** Ends the session; audited. Ending an ended one is no error. */
  revoke(tokenHash: string, now: Instant): Promise<void>;
  /** Audits a refused launch under the municipality it was meant for; `code` is the internal code. */
  refused(refusal: {
    tenant: TenantId;
    issuer: string;
    code: string;
    reference: string;
    now: Instant;
  }): Promise<void>;
  /** Removes sessions and consumed tokens that can no longer matter; returns how many. */
  purge(now: Instant): Promise<number>;
};

/** Identity of one entry in the national register. */
export type RegisterKey = { tenant: TenantId; cvr: Cvr; citizen: CitizenRef };

export type Claim = RegisterKey & {
  /** Claims since the last delivery, this one included. */
  attempts: number;
  leasedUntil: Instant;
  /** Since when something has been waiting for this key; the claim's own time for a repeat. */
  waitingSince: Instant;
};

export type Settlement =
  /** `repeatAt`: send the same intent once more then, because an earlier attempt's fate is unknown. */
  | { kind: 'delivered'; revision: number; repeatAt: Instant | null }
  /** Nothing has to be sent (ended before it was ever sent). */
  | { kind: 'nothing_to_send'; revision: number }
  | { kind: 'retry' | 'unknown'; code: string; dueAt: Instant }
  | { kind: 'refused'; code: string; pause: 'key' | 'cvr' };

/** One register key as an operator may see it: no citizen, no CPR number. */
export type DeliveryRow = {
  tenant: TenantId;
  cvr: Cvr;
  /** Twelve characters that stand for the key towards people. */
  reference: string;
  waitingSince: Instant | null;
  parkedSince: Instant | null;
  /** Claims since the last delivery. */
  attempts: number;
  nextAt: Instant | null;
  /** The latest call; an outcome of null is one whose end nobody has written. */
  last: { at: Instant; outcome: string | null; code: string | null } | null;
  /** Why it is parked. */
  reason: string | null;
};

export type PausedCvr = { tenant: TenantId; cvr: Cvr; since: Instant; reason: string; waiting: number };

export type OutboxStore = {
  /** Keys that are due, not parked, whose CVR is not paused and which nobody holds; leased and their attempt count raised. */
  claim(request: { now: Instant; limit: number; leaseMs: number; leaseToken: string }): Promise<Claim[]>;
  /** Revision first, then registrations: what is sent may be newer than the revision, never older. */
  loadKey(key: RegisterKey): Promise<{
    wantedRevision: number;
    blurrings: Blurring[];
    /** Whether any call was ever begun for this key. */
    everAttempted: boolean;
    /** Whether an attempt since the last delivery ended `unknown`. */
    unknownSince: boolean;
    /** Decrypts the citizen's number; the only place it is opened for sending. */
    openCpr(): Promise<Cpr>;
  }>;
  /** Writes the attempt durably before the call; false when the lease is no longer ours. */
  beginAttempt(
    attempt: RegisterKey & { leaseToken: string; revision: number; messageId: string; now: Instant },
  ): Promise<boolean>;
  /** Settles only where the lease token is ours; false otherwise. Due again at once when the wanted revision moved meanwhile. */
  settle(
    key: RegisterKey,
    leaseToken: string,
    messageId: string | null,
    settlement: Settlement,
    now: Instant,
  ): Promise<boolean>;
  /** Gives claimed keys back untouched (shut-down, or a lease too short for another call). */
  release(keys: readonly RegisterKey[], leaseToken: string): Promise<void>;
  /** Stops a CVR number's deliveries until someone resumes them; false when it was stopped already. Audited. */
  pause(scope: { tenant: TenantId; cvr: Cvr }, reason: string, now: Instant, by: ActorId): Promise<boolean>;
  /**
   * A person, or a configuration change (`by` null), lets parked keys and a paused CVR go on; returns how many keys. Audited when there
   * was anything to let go on.
   */
  resume(scope: { tenant: TenantId; cvr: Cvr }, now: Instant, by?: ActorId): Promise<number>;
  /** Lets one parked key go on; false when no parked key has that reference. Audited. */
  resumeKey(
    key: { tenant: TenantId; cvr: Cvr; reference: string },
    now: Instant,
    by: ActorId,
  ): Promise<boolean>;
  /** Keys that wait, or that wait for a person, longest first; at most `limit`. */
  deliveries(state: 'waiting' | 'parked', limit: number): Promise<DeliveryRow[]>;
  /** CVR numbers whose deliveries are stopped. */
  paused(): Promise<PausedCvr[]>;
  /** When the next key falls due (leases considered), or null. */
  nextDueAt(): Promise<Instant | null>;
  health(now: Instant): Promise<{ waiting: number; parked: number; oldestWaitingSince: Instant | null }>;
};

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
export type MunicipalityDefinition = Omit<TenantSettings, 'limits'> & { issuers: Issuer[] };

export type Registry = {
  findIssuer(iss: string): Promise<Issuer | undefined>;
  listTenants(): Promise<{ id: TenantId; name: string }[]>;
  /** All origins of enabled issuers; the server's CORS allow-list. */
  allowsOrigin(origin: string): Promise<boolean>;
  /** Creates or updates a municipality; a new one gets its own data key, wrapped by the master key. Audited. */
  registerMunicipality(definition: MunicipalityDefinition, now: Instant): Promise<'created' | 'updated'>;
  setPeriodLimit(limit: PeriodLimit, now: Instant): Promise<void>;
};

/** The store cannot make a write durable: locked, full, gone. Carries a stable code, never a driver's message. */
export class StoreUnavailable extends Error {
  readonly code: 'locked' | 'full' | 'io' | 'gone';
  constructor(code: 'locked' | 'full' | 'io' | 'gone', options?: { cause?: unknown }) {
    super(`store unavailable: ${code}`, options);
    this.name = 'StoreUnavailable';
    this.code = code;
  }
}
