import type { ActorId, Instant, TenantId } from '../domain/ids.ts';
import type { DigestState, NoticeCounts, NoticeTimes } from '../domain/notice.ts';
import type { Grant } from './login-store.ts';

/** A person who gets digests, or has begun to ask for them. */
export type NoticeRecipient = {
  tenant: TenantId;
  actor: ActorId;
  address: string;
  language: 'da' | 'en';
  wanted: boolean;
  confirmedAt: Instant | null;
  /** Until when the code last sent counts; null when there is none. */
  codeUntil: Instant | null;
  /** Roles everywhere, as of the person's last login anywhere. */
  grants: readonly Grant[];
  seenAt: Instant;
  /** Hash of the token in the person's mails. */
  off: string;
  /** The last digest that there was something to say in. */
  last: { at: Instant; state: DigestState } | null;
};

/** Who changes their own notices, and in which login; the roles come from there too. */
export type NoticeLogin = {
  tenant: TenantId;
  actor: ActorId;
  session: string;
  person: string;
  grants: readonly Grant[];
};

/** What a person asks for. `address` null: what is there stays. */
export type NoticeWish = { wanted: boolean; language: 'da' | 'en'; address: string | null };

/** `hash`: keyed, because six digits behind a plain hash are found by trying. */
export type NewCode = { hash: string; until: Instant; day: string };

export type NoticeClaim = { tenant: TenantId; actor: ActorId; day: string; now: Instant };

export type NoticeStore = {
  find(tenant: TenantId, actor: ActorId): Promise<NoticeRecipient | undefined>;
  /**
   * Keeps what the person asks for. An address that is new or not confirmed gets `code`, and what was confirmed before counts no more.
   * Audited, without the address. `off`: hash of the token that stands in the person's mails.
   */
  ask(
    login: NoticeLogin,
    wish: NoticeWish,
    off: string,
    code: NewCode,
    now: Instant,
  ): Promise<'kept' | 'code' | 'address_missing' | 'code_limit'>;
  /** Compares a code, at most five times, and uses it up. Audited. */
  confirm(
    login: NoticeLogin,
    hash: string,
    now: Instant,
  ): Promise<'confirmed' | 'code_wrong' | 'code_expired'>;
  /** Whether a token stands in somebody's mails, and whether they still get them. */
  findByOff(off: string): Promise<{ tenant: TenantId; wanted: boolean } | undefined>;
  /** Switches off the one person whose mails the token stands in. Audited. */
  switchOff(off: string, by: 'link' | 'page', now: Instant): Promise<void>;
  /** Who has not been dealt with on this day, or whose digest is to be tried again; at most `limit`. */
  due(day: string, now: Instant, limit: number): Promise<NoticeRecipient[]>;
  /** The counts of one person; registrations of their own do not wait for them. */
  count(tenant: TenantId, actor: ActorId, times: NoticeTimes): Promise<NoticeCounts>;
  /** Takes one person's day, once: the number of this try, or undefined when somebody else has it or there is nothing left to do. */
  claim(claim: NoticeClaim, as: 'claimed' | 'nothing'): Promise<number | undefined>;
  /** How a claimed digest went; `retryAt` with `retry`. */
  settle(
    claim: NoticeClaim,
    state: Exclude<DigestState, 'claimed' | 'nothing'>,
    retryAt: Instant | null,
  ): Promise<void>;
  /** Removes addresses of people who have not logged in since `before`; returns how many. */
  forget(before: Instant): Promise<number>;
};
