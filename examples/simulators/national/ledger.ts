/** One call the simulator received and what became of it. */
export type LedgerEntry = {
  readonly number: number;
  readonly at: number;
  readonly operation: string;
  readonly cvr?: string | undefined;
  readonly cpr?: string | undefined;
  readonly end?: number | undefined;
  /** A unit, as `SOR 440081000016006`. */
  readonly unit?: string | undefined;
  readonly messageId?: string | undefined;
  readonly flowId?: string | undefined;
  /** `ok`, a DGWS or WS-Trust fault code, or the switch that cut the call. */
  readonly outcome: string;
  /** Whether the register was changed, also where the caller never got to know. */
  readonly kept: boolean;
};

/** The latest calls, newest last, and how many there were in all. */
export const createLedger = (size = 200_000) => {
  let entries: LedgerEntry[] = [];
  let total = 0;
  return {
    add: (entry: Omit<LedgerEntry, 'number'>): void => {
      total += 1;
      entries.push({ number: total, ...entry });
      if (entries.length > size * 2) entries = entries.slice(-size);
    },
    latest: (limit: number): LedgerEntry[] => entries.slice(-Math.min(limit, size)),
    /** The calls after number `since`, oldest first, at most `limit`. */
    since: (since: number, limit: number): LedgerEntry[] => {
      const from = entries.findLastIndex((entry) => entry.number <= since) + 1;
      return entries.slice(from, from + limit);
    },
    total: () => total,
    clear: (): void => {
      entries = [];
      total = 0;
    },
  };
};

export type Ledger = ReturnType<typeof createLedger>;
