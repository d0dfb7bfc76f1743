import type { ActorId, CitizenRef, Instant } from '../domain/ids.ts';
import type { AuditEntry } from './records.ts';

export type AuditSearch = {
  from: Instant;
  /** Exclusive. */
  to: Instant;
  action?: string;
  outcome?: 'success' | 'refused';
  actors?: readonly ActorId[];
  citizen?: CitizenRef;
};

export type FoundEntry = AuditEntry & { by: string | null };

/** One municipality's audit log, for who has to look into it. */
export type AuditStore = {
  /** Newest first, after the entry a page ended at. */
  search(
    search: AuditSearch,
    after: { at: Instant; sequence: number } | null,
    limit: number,
  ): Promise<FoundEntry[]>;
  /** Oldest first, in pages, however many there are. */
  all(search: AuditSearch): AsyncIterable<FoundEntry[]>;
  /** People with this in their name, at most `limit`. */
  findActors(name: string, limit: number): Promise<{ id: ActorId; name: string }[]>;
  /** Where the chain ends now; null before the first entry. */
  head(): Promise<{ sequence: number; hash: string } | null>;
  /** How far the chain's beginning has gone with its time, and when; null when none has. */
  closed(): Promise<{ through: number; at: Instant } | null>;
  /** The hash of an entry; null when there is none of that number. */
  hashAt(sequence: number): Promise<string | null>;
};
