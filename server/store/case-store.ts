import type { AuditDetail } from '../../shared/audit-actions.ts';
import type { Blurring } from '../domain/blurring.ts';
import type { ActorId, BlurringId, CitizenRef, Cpr, Cvr, Instant } from '../domain/ids.ts';
import type { ChangeBy, StoredBlurring } from './records.ts';

export type ChangeType = 'confirmed' | 'rejected' | 'renewed' | 'ended' | 'expired';

/** What registrations are looked for by; all that is given must hold. */
export type CaseFilter = {
  /** `open`: in force. `ended`: ended by somebody or by time. */
  state?: 'open' | 'ended';
  decision?: Blurring['decision'];
  reason?: string;
  unit?: string;
  /** Units the asker is limited to; null or absent: all, and those without a unit. */
  within?: ReadonlySet<string> | null;
  /** Every identity of one registrant. */
  registrants?: readonly ActorId[];
  citizen?: CitizenRef;
  registeredFrom?: Instant;
  /** Exclusive, as all ends here. */
  registeredTo?: Instant;
  endsFrom?: Instant;
  endsTo?: Instant;
  /** Something for the register waits, or was set aside. */
  undelivered?: true;
  /** Expired, and nobody has taken note. */
  expiredUnseen?: true;
};

export type CaseSort = 'registered_desc' | 'registered_asc' | 'ends_asc' | 'ends_desc';

/** Where a page ended: the sort column's value and the registration. */
export type CaseCursor = { at: Instant; id: BlurringId };

export type CaseQuery = {
  filter: CaseFilter;
  sort: CaseSort;
  after: CaseCursor | null;
  limit: number;
  now: Instant;
  withText: boolean;
};

/** A registration as management sees it in a list. */
export type CaseRow = StoredBlurring & {
  cpr: Cpr;
  initials: string | null;
  decidedByName: string | null;
};

/** One change of a registration, with the note only for those who may read reasons. */
export type CaseChange = {
  blurring: BlurringId;
  revision: number;
  type: ChangeType;
  at: Instant;
  by: ActorId | null;
  byName: string | null;
  from: Instant | null;
  endsAt: Instant | null;
  note: string | null;
};

/** A call to the register about the citizen. */
export type CaseDelivery = {
  cvr: Cvr;
  startedAt: Instant;
  finishedAt: Instant | null;
  outcome: 'delivered' | 'nothing_to_send' | 'retry' | 'unknown' | 'refused' | null;
  code: string | null;
};

/** Everything about one citizen in one municipality. */
export type CaseHistory = {
  cpr: Cpr;
  initials: string | null;
  registrations: CaseRow[];
  changes: CaseChange[];
  deliveries: CaseDelivery[];
};

/** A registration as an extract has it. */
export type ExtractRow = {
  blurring: Blurring;
  cpr: Cpr;
  initials: string | null;
  registeredByName: string;
  decidedByName: string | null;
  endedByName: string | null;
  text: string | null;
  /** When the last of its CVR numbers was answered OK; null until all were. */
  inForceSince: Instant | null;
  renewals: number;
  /** Why it was rejected, ended or last renewed. */
  note: string | null;
};

export type SavedView = { id: string; name: string; view: Record<string, unknown>; savedAt: Instant };

/** Why something about a citizen was looked at; becomes the audit entry. */
export type Reading = {
  action:
    | 'citizen_opened'
    | 'citizen_searched'
    | 'access_request_answered'
    | 'extract_taken'
    | 'audit_searched'
    | 'audit_exported'
    | 'audit_verified';
  by: ChangeBy;
  citizen: CitizenRef | null;
  subject: string | null;
  at: Instant;
  detail: AuditDetail;
};

/** What management asks of one municipality's registrations, and the writes that are not changes of them. */
export type CaseStore = {
  /** A page of registrations in the order asked for. Reads along an index: the time does not grow with the municipality. */
  search(query: CaseQuery): Promise<CaseRow[]>;
  /** How many there are, counted up to `atMost`. */
  count(filter: CaseFilter, now: Instant, atMost: number): Promise<number>;
  /** These registrations, in any order; unknown ones are left out. */
  find(ids: readonly BlurringId[], withText: boolean): Promise<CaseRow[]>;
  /** Every identity of the person behind an actor. */
  identitiesOf(actor: ActorId): Promise<ActorId[]>;
  /** People with this beginning of a name who have registered something, within the units given; at most `limit`. */
  findRegistrants(
    beginning: string,
    within: ReadonlySet<string> | null,
    limit: number,
  ): Promise<{ id: ActorId; name: string; title: string | null }[]>;
  /** The numbers of these citizens, for a birth date to be shown; unknown ones are left out. */
  birthNumbers(citizens: readonly CitizenRef[]): Promise<ReadonlyMap<CitizenRef, Cpr>>;
  /** Everything about a citizen; undefined for an unknown one. */
  history(citizen: CitizenRef, options: { withText: boolean }): Promise<CaseHistory | undefined>;
  /** All registrations of a filter in order of id, a page at a time; what changes meanwhile may be in or out, nothing is twice. */
  extract(filter: CaseFilter, now: Instant): AsyncIterable<ExtractRow[]>;
  /** What the audit log has about a citizen, oldest first, with the name of who acted where it is known. */
  auditOf(citizen: CitizenRef): Promise<{ at: Instant; action: string; by: string | null }[]>;
  /** Audits that something about citizens was looked at or taken out. Before it is shown, never after. */
  recordReading(reading: Reading): Promise<void>;
  /** Management has taken note that these expired; those that had not are left out. Answers how many. */
  markExpirySeen(
    ids: readonly BlurringId[],
    within: ReadonlySet<string> | null,
    by: ChangeBy,
    now: Instant,
  ): Promise<number>;
  listViews(actor: ActorId): Promise<SavedView[]>;
  /** @returns false when there are as many as a person may keep */
  saveView(actor: ActorId, view: SavedView): Promise<boolean>;
  removeView(actor: ActorId, id: string): Promise<void>;
};
