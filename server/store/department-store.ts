import type { Comparison } from '../../shared/departments.ts';
import type { ActorId, Cvr, Instant, OrgBlurringId, TenantId } from '../domain/ids.ts';
import type { OrgBlurring, OrgBlurringAction, UnitCode } from '../domain/org-blurring.ts';
import type { OrgDelivery } from '../domain/org-status.ts';
import type { Claim, Settlement } from './outbox-store.ts';

/** What the register holds one entry for: a unit of one organisation. */
export type DepartmentKey = UnitCode & { tenant: TenantId; cvr: Cvr };

export type StoredDepartment = {
  department: OrgBlurring;
  /** Null while nothing was ever wanted in the register. */
  delivery: OrgDelivery | null;
  names: { proposed: string; decided: string | null; removed: string | null };
};

export type DepartmentCommit = {
  /** 0: it must not exist. */
  expectedRevision: number;
  after: OrgBlurring;
  action: OrgBlurringAction;
  /** Encrypted by the store; undefined leaves what is there. */
  documentation?: string;
  note: string | null;
  wake: boolean;
  by: { actor: ActorId; session: string };
  now: Instant;
};

export type DepartmentHistory = {
  at: Instant;
  action: string;
  by: string | null;
  outcome: 'success' | 'refused';
}[];

/** Department blurrings of one municipality. */
export type DepartmentStore = {
  /** Open ones first, then the others, newest first. */
  list(limit: number): Promise<StoredDepartment[]>;
  /** Decrypts documentation and note. */
  find(
    id: OrgBlurringId,
  ): Promise<(StoredDepartment & { documentation: string | null; note: string | null }) | undefined>;
  /** One transaction: state, audit entry, and the outbox row with a raised wanted revision. `unit_blurred`: the unit has an open one. */
  commit(commit: DepartmentCommit): Promise<'committed' | 'conflict' | 'unit_blurred'>;
  /** Audits that somebody tried what they may not. */
  refused(
    id: OrgBlurringId,
    attempt: {
      action: OrgBlurringAction;
      code: string;
      by: { actor: ActorId; session: string };
      now: Instant;
    },
  ): Promise<void>;
  /** Audit entries about it, oldest first, with the names known here. */
  history(id: OrgBlurringId): Promise<DepartmentHistory>;
  /** A person lets its parked key go on; false where nothing is parked. Audited. */
  retry(id: OrgBlurringId, now: Instant, by: { actor: ActorId; session: string }): Promise<boolean>;
  comparisons(): Promise<(Omit<Comparison, 'at' | 'cvr'> & { at: Instant; cvr: Cvr })[]>;
  recordComparison(cvr: Cvr, found: Omit<Comparison, 'at' | 'cvr'>, now: Instant): Promise<void>;
  /** What the register should hold for a CVR number; `settled` where nothing is on its way for the unit. */
  expected(cvr: Cvr): Promise<(UnitCode & { name: string; wanted: boolean; settled: boolean })[]>;
};

export type DepartmentClaim = DepartmentKey & Pick<Claim, 'attempts' | 'leasedUntil' | 'waitingSince'>;

/** The relay's side: keys of all municipalities. Same rules as `OutboxStore`; a stopped CVR number stops both. */
export type DepartmentOutbox = {
  claim(request: {
    now: Instant;
    limit: number;
    leaseMs: number;
    leaseToken: string;
  }): Promise<DepartmentClaim[]>;
  /** Revision first, then what is wanted: what is sent may be newer than the revision, never older. */
  loadKey(key: DepartmentKey): Promise<{
    wantedRevision: number;
    /** Whether the unit is to be blurred now. */
    blurred: boolean;
    everAttempted: boolean;
    unknownSince: boolean;
  }>;
  beginAttempt(
    attempt: DepartmentKey & { leaseToken: string; revision: number; messageId: string; now: Instant },
  ): Promise<boolean>;
  settle(
    key: DepartmentKey,
    leaseToken: string,
    messageId: string | null,
    settlement: Settlement,
    now: Instant,
  ): Promise<boolean>;
  release(key: DepartmentKey, leaseToken: string): Promise<void>;
  nextDueAt(): Promise<Instant | null>;
};
