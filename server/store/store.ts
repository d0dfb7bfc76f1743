import type { Bilingual } from '../../shared/api.ts';
import type { Blurring } from '../domain/blurring.ts';
import type { BlurringEvent } from '../domain/event.ts';
import type { ActorId, BlurringId, CitizenRef, Cpr, Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';
import type { PeriodLimit, Policy } from '../domain/policy.ts';
import type { Delivery } from '../domain/status.ts';
import type { CredentialStore } from './credential-store.ts';
import type { LoginStore } from './login-store.ts';
import type { NoticeStore } from './notice-store.ts';
import type { OutboxStore } from './outbox-store.ts';

export type * from './credential-store.ts';
export type * from './login-store.ts';
export type * from './notice-store.ts';
export type * from './outbox-store.ts';
export * from './store-errors.ts';

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
  readonly logins: LoginStore;
  readonly notices: NoticeStore;
  /** Relay only: the one place that sees the keys of all municipalities. */
  readonly outbox: OutboxStore;
  readonly registry: Registry;
  readonly credentials: CredentialStore;
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
  /** What this person, under any of their actors here, has registered; newest first, `limit` a page. */
  loadRegisteredBy(
    actor: ActorId,
    page: { before: BlurringId | null; limit: number },
  ): Promise<(StoredBlurring & { cpr: Cpr })[]>;
  /** Every published version of the guidelines, newest first. */
  loadGuidelines(): Promise<PublishedGuidelines[]>;
  /** The last result of every check that has been made. */
  loadChecks(): Promise<Check[]>;
  /** Remembers the result of a check; audited when somebody made it. */
  recordCheck(check: Check, by: ChangeBy | null): Promise<void>;
  /** Audit entries about settings, newest first, at most `limit`, with the name of who acted where it is known here. */
  readSettingsChanges(limit: number): Promise<(AuditEntry & { by: string | null })[]>;
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
  /** `national`: the body that runs the solution; it registers nothing and has no record system. */
  kind: 'municipality' | 'national';
  /** Counts the changes of these settings, from 1. */
  revision: number;
  cvrs: { cvr: Cvr; name: string; main: boolean }[];
  policies: Policy[];
  limits: PeriodLimit[];
  reasons: { code: string; label: Bilingual }[];
  guidelines: { version: number; text: Bilingual; url: string | null };
};

export type PublishedGuidelines = TenantSettings['guidelines'] & { publishedAt: Instant };

/** The last time something outside was tried: a ticket (subject: CVR), a record system's keys (iss), a login by somebody with a role (role). */
export type Check = {
  kind: 'ticket' | 'keys' | 'login';
  subject: string;
  ok: boolean;
  code: string;
  at: Instant;
};

/** Who changes settings, and in which login. */
export type ChangeBy = { actor: ActorId; session: string; name: string };

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
  /** Public id of the login it was opened under; null after a launch. */
  login: string | null;
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
export type MunicipalityDefinition = Omit<TenantSettings, 'limits' | 'kind' | 'revision'> & {
  issuers: Issuer[];
};

/** A change of settings: what it is about (for the audit log), who makes it, and the revision it was made from (0: it must not exist). */
export type SettingsChange = { part: string; by: ChangeBy | null; expectedRevision: number };

export type Registry = {
  findIssuer(iss: string): Promise<Issuer | undefined>;
  /** Every issuer of a municipality. */
  listIssuers(tenant: TenantId): Promise<Issuer[]>;
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
