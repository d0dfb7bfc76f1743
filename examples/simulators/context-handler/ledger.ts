/** What was received and what was answered: ids and rules, no assertions and no names. */
export type Entry = {
  readonly number: number;
  readonly at: string;
  readonly kind: string;
  readonly from?: string;
  readonly id?: string;
  /** The rule a refused message broke. */
  readonly refused?: string;
  readonly status?: string;
  readonly responseId?: string;
  readonly assertionId?: string;
  readonly inResponseTo?: string;
  /** The fixture's id. */
  readonly user?: string;
  readonly fault?: string;
  readonly silent?: boolean;
};

const MOST = 500;

export const openLedger = () => {
  let entries: Entry[] = [];
  let number = 0;
  return {
    entries: (): readonly Entry[] => entries,
    add: (entry: Omit<Entry, 'number' | 'at'>): void => {
      number += 1;
      entries = [...entries, { number, at: new Date().toISOString(), ...entry }].slice(-MOST);
    },
  };
};
export type Ledger = ReturnType<typeof openLedger>;
