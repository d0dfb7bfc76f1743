import type { Instant } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';

/** The door of the service provider: what the login routes need of SAML. No XML, no library type leaves it. */

/** NSIS assurance levels, lowest first (https://data.gov.dk/concept/core/nsis/loa/…). */
export const levels = ['Low', 'Substantial', 'High'] as const;
export type Level = (typeof levels)[number];

export type KeyPair = { certificatePem: string; privateKeyPem: string };

/** What is configured, once for an environment. */
export type SamlSettings = {
  /** Our name in the federation, an https address. */
  entityId: string;
  /** Where people reach us; the routes are `<origin>/auth/saml/{acs,slo,metadata}`. */
  origin: string;
  signing: KeyPair;
  /** The first is in our metadata; the others still open what was encrypted before a roll-over. */
  decryption: readonly KeyPair[];
  /** Role addresses are `<roleBase>/roles/usersystemrole/<name>/1`. */
  roleBase: string;
  /** Name of the constraint that limits a role to organisation units. */
  unitConstraint: string;
  /** Lowest level at which each role counts. */
  roleLevels: Readonly<Record<Role, Level>>;
  /** Seconds the clocks may differ, 60–180. */
  clockSkewSeconds: number;
  /** Off only on this machine, for looking at messages. */
  requireEncryption: boolean;
  /** AES-CBC has no authentication; off unless the Context Handler can do nothing better. */
  allowCbc: boolean;
  /** Whether the older profile's NIST levels 2, 3 and 4 count as Low, Substantial and High. */
  acceptNistLevels: boolean;
  serviceName: string;
  organisation: { name: string; url: string };
  contacts: readonly { type: 'administrative' | 'technical'; company: string; email: string }[];
};

/** What the Context Handler's metadata says. */
export type IdentityProvider = {
  entityId: string;
  ssoRedirect: string;
  sloRedirect: string;
  /** Where a LogoutResponse goes; differs from `sloRedirect` at the Context Handler. */
  sloResponse: string;
  /** Every certificate that may sign now, PEM. */
  certificates: readonly string[];
};

/** A login under way, as it was stored when the browser was sent away. */
export type PendingLogin = {
  id: string;
  forceAuthn: boolean;
  createdAt: Instant;
};

/** A role at one organisation; `units` limits it to organisation units, null for all of it. */
export type SamlGrant = { cvr: string; role: Role; units: readonly string[] | null };

/** Why a grant in the message does not count: an alarm for whoever set up the roles, never a secret. */
export type DroppedGrant = {
  cvr: string | null;
  reason:
    | 'scope_unknown'
    | 'role_unknown'
    | 'job_role'
    | 'constraint_unknown'
    | 'constraint_parametric'
    | 'constraint_empty'
    | 'level_too_low';
};

export type NameId = { value: string; format: string };

/** An answer that has passed every check of its own; used-before and known tenants are the caller's to check. */
export type AcceptedLogin = {
  ok: true;
  pending: PendingLogin;
  assertionId: string;
  /** Until when the assertion id must be remembered. */
  keepUntil: Instant;
  /** The person: the authority they work for and their id there, lower case where it is a UUID. */
  person: { cvr: string; serial: string; name: string; organisation: string };
  level: Level;
  grants: readonly SamlGrant[];
  dropped: readonly DroppedGrant[];
  nameId: NameId;
  sessionIndex: string;
  authnInstant: Instant;
  /** Upper bound of the session where the provider sets one. */
  sessionNotOnOrAfter: Instant | null;
  /** Entity id of the municipality's own identity provider, where stated. */
  authority: string | null;
  /** Algorithm addresses used, for the log. */
  algorithms: { signature: string; content: string | null; keyTransport: string | null };
};

/** What a person can do about a refused login decides which page they see. */
export type LoginPage =
  /** Nothing to do: a silent attempt found nobody logged in. */
  | 'silent'
  /** Cancelled or refused at the login. */
  | 'cancelled'
  /** The login is too weak. */
  | 'too_weak'
  /** The pending login is gone: back button, another tab, too late. */
  | 'start_again'
  | 'failed';

/** `rule` is one of `server/saml/rules.ts`; it is logged, never shown. `status`: the provider's own status codes. */
export type RefusedLogin = { ok: false; rule: string; page: LoginPage; status?: string };

export type AcceptedLogout =
  | {
      ok: true;
      kind: 'request';
      id: string;
      nameId: NameId;
      /** None: every session of the person. */
      sessionIndexes: readonly string[];
      relayState: string | null;
    }
  | { ok: true; kind: 'response'; inResponseTo: string; complete: boolean; relayState: string | null };
export type RefusedLogout = { ok: false; rule: string };

/** How a message came: the raw query string of a GET, or the raw body of a POST. */
export type SamlMessage = { binding: 'redirect'; query: string } | { binding: 'post'; body: string };

export type ServiceProvider = {
  /** Our metadata, signed. */
  metadata(): string;
  /** A new message id: 160 random bits. */
  newId(): string;
  /**
   * The address that starts a login: a signed AuthnRequest by redirect. `relayState`: opaque, at most 80 bytes.
   * @throws like the other addresses, while the identity provider's metadata could not be read even once
   */
  loginAddress(request: {
    id: string;
    relayState: string;
    forceAuthn: boolean;
    level: Level | null;
    now: Instant;
  }): Promise<string>;
  /**
   * Checks an answer in the order of our contract. `take` gives out the pending login of this browser once; it is called with the
   * message's InResponseTo before anything is decrypted. Whether a login that was asked to be fresh is fresh is the caller's to judge
   * by `authnInstant`: it knows the person who must be the same.
   * @param body the raw form body
   * @throws only what `take` throws
   */
  acceptLogin(
    body: string,
    take: (id: string) => Promise<PendingLogin | undefined>,
    now: Instant,
  ): Promise<AcceptedLogin | RefusedLogin>;
  logoutAddress(request: {
    id: string;
    nameId: NameId;
    sessionIndex: string;
    relayState: string;
    now: Instant;
  }): Promise<string>;
  /** Verifies a LogoutRequest or LogoutResponse; nothing unsigned is believed. */
  acceptLogout(message: SamlMessage, now: Instant): Promise<AcceptedLogout | RefusedLogout>;
  logoutAnswerAddress(answer: {
    inResponseTo: string;
    relayState: string | null;
    complete: boolean;
    now: Instant;
  }): Promise<string>;
};
