import type { ActorId, Instant, TenantId } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';

/** A login under way: what was remembered when the browser was sent to the identity provider. Holds nobody's data. */
export type LoginRequest = {
  /** The id of the AuthnRequest or LogoutRequest. */
  id: string;
  /** SHA-256 of the browser's own cookie: an answer counts in the browser that asked. */
  browser: string;
  /** `fresh`: the person of `login` proves again who they are. */
  purpose: 'login' | 'fresh' | 'logout';
  /** A path of ours. */
  returnTo: string;
  /** The login that is made fresh; null otherwise. */
  login: string | null;
  createdAt: Instant;
  expiresAt: Instant;
};

/** A role at one organisation that exists here. */
export type Grant = { tenant: TenantId; role: Role; units: readonly string[] | null };

/** What names the person. The first three are told to the identity provider at logout, exactly as received. */
export type LoginSecret = {
  nameId: string;
  format: string;
  sessionIndex: string;
  name: string;
  /** How the actor is known: entity id of the identity provider, the person's own authority and id there. */
  issuer: string;
  subject: string;
  uuid: string | null;
};

/** A login session. The cookie's value is never stored, only its SHA-256. */
export type NewLogin = {
  tokenHash: string;
  /** Public id, for audit, logs and the list of who is logged in. */
  id: string;
  /** The organisation the person acts for. */
  tenant: TenantId;
  /** The person as this organisation knows them. */
  actor: { id: ActorId; issuer: string; subject: string; name: string; title: null; uuid: string | null };
  /** SHA-256 of the authority's CVR number and the person's id there: the same person under another organisation. */
  person: string;
  grants: readonly Grant[];
  level: 'Low' | 'Substantial' | 'High';
  /** Sealed by the store. */
  secret: LoginSecret;
  /** SHA-256 of the NameID with its format, and of the session index: how a logout from elsewhere finds it. */
  subjectHash: string;
  indexHash: string;
  /** Entity id of the person's own identity provider. */
  authority: string | null;
  authenticatedAt: Instant;
  issuedAt: Instant;
  idleUntil: Instant;
  expiresAt: Instant;
};

export type LoginRecord = Omit<NewLogin, 'secret' | 'actor'> & {
  actor: ActorId;
  openSecret(): Promise<LoginSecret>;
};

/** Why a login ended; kept in the audit log. */
export type LoginEnd = 'logout' | 'logout_elsewhere' | 'administrator' | 'replaced';

export type OpenLogin = { id: string; actor: ActorId; name: string; roles: readonly Role[]; since: Instant };

export type LoginStore = {
  begin(request: LoginRequest): Promise<void>;
  /** Gives the request out once, to the browser that began it; undefined when it is gone, too old or another's. */
  take(id: string, browser: string, now: Instant): Promise<LoginRequest | undefined>;
  /**
   * Consumes the assertion and opens the login in one transaction; a second use opens nothing. `replaces`: the login of this browser that
   * ends with it. Audited.
   */
  open(
    login: NewLogin,
    assertion: { issuer: string; id: string; keepUntil: Instant },
    replaces: string | null,
  ): Promise<'opened' | 'replayed'>;
  /** The same person goes on for another organisation: one login ends, one begins. Audited in both. False: it has ended meanwhile. */
  replace(login: NewLogin, former: string): Promise<boolean>;
  /** The login if it is neither ended nor past a limit at `now`. */
  find(tokenHash: string, now: Instant): Promise<LoginRecord | undefined>;
  /** The same by its public id, for sessions of the component opened under it. */
  findById(tenant: TenantId, id: string, now: Instant): Promise<LoginRecord | undefined>;
  touch(tokenHash: string, idleUntil: Instant): Promise<void>;
  /** Ends it and every session of the component opened under it. Audited. */
  end(tokenHash: string, cause: LoginEnd, now: Instant): Promise<void>;
  /** Ends every login of a person, or those of one session index, at every organisation; returns how many. */
  endSubject(subjectHash: string, indexHash: string | null, now: Instant): Promise<number>;
  /** Ends one by its public id, for an administrator of that organisation; false when there is none. */
  endById(
    tenant: TenantId,
    id: string,
    by: { actor: ActorId; session: string },
    now: Instant,
  ): Promise<boolean>;
  /** Who is logged in at an organisation at `now`, newest first, at most 500. */
  list(tenant: TenantId, now: Instant): Promise<OpenLogin[]>;
  /** Audits a refused login at an organisation that the signed answer named. */
  refused(refusal: { tenant: TenantId; rule: string; reference: string; now: Instant }): Promise<void>;
  /** Removes logins, requests and assertion ids that can no longer matter; returns how many. */
  purge(now: Instant): Promise<number>;
};
