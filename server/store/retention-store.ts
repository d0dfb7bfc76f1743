import type { CitizenRef, Cpr, Instant } from '../domain/ids.ts';
import type { Cutoffs } from '../domain/retention.ts';
import type { ChangeBy } from './records.ts';

/** How much of each kind. */
export type RetentionCounts = { texts: number; registrations: number; citizens: number; audit: number };

export type LegalHold = { id: string; since: Instant; by: string | null; reason: string; cpr: Cpr };

/** What a run did, kept as a receipt. `finishedAt` null: it broke off, and the next one goes on. */
export type RetentionRun = {
  id: string;
  startedAt: Instant;
  finishedAt: Instant | null;
  /** Null for the nightly run. */
  by: string | null;
  cutoffs: Cutoffs;
  counts: RetentionCounts;
};

/** What goes when its time is over, in one municipality. A citizen on hold loses nothing. */
export type RetentionStore = {
  preview(cutoffs: Cutoffs): Promise<RetentionCounts & { oldestEnd: Instant | null }>;
  /** Begins a run; undefined while another one is under way. */
  begin(run: {
    id: string;
    cutoffs: Cutoffs;
    now: Instant;
    by: ChangeBy | null;
  }): Promise<string | undefined>;
  /** One batch: at most `limit` of each kind. All zero: there is nothing left. Each batch is a transaction of its own. */
  remove(run: string, cutoffs: Cutoffs, limit: number, now: Instant): Promise<RetentionCounts>;
  /** Ends a run, and writes what it did to the audit log. */
  finish(run: string, now: Instant, by: ChangeBy | null): Promise<RetentionRun>;
  /** Newest first. */
  runs(limit: number): Promise<RetentionRun[]>;
  holds(): Promise<LegalHold[]>;
  /** Puts a hold on a citizen; false when there is one, or nothing about the citizen here. */
  hold(hold: {
    id: string;
    citizen: CitizenRef;
    reason: string;
    now: Instant;
    by: ChangeBy;
  }): Promise<boolean>;
  /** Lifts a hold; false when there is none of that id. */
  lift(id: string, now: Instant, by: ChangeBy): Promise<boolean>;
};
