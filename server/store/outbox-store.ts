import type { Blurring } from '../domain/blurring.ts';
import type { ActorId, CitizenRef, Cpr, Cvr, Instant, TenantId } from '../domain/ids.ts';

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
  /** Writes the attempt durably before the call; false when the lease is no longer ours or the CVR number has been stopped. */
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
  /** How many keys wait and are parked, for each municipality that has any. */
  countByMunicipality(): Promise<{ tenant: TenantId; waiting: number; parked: number }[]>;
  /** Keys that wait, or that wait for a person, longest first; at most `limit`. */
  deliveries(state: 'waiting' | 'parked', limit: number): Promise<DeliveryRow[]>;
  /** CVR numbers whose deliveries are stopped. */
  paused(): Promise<PausedCvr[]>;
  /** When the next key falls due (leases considered), or null. */
  nextDueAt(): Promise<Instant | null>;
  health(now: Instant): Promise<{ waiting: number; parked: number; oldestWaitingSince: Instant | null }>;
};
