import type { Switches } from './control.ts';
import type { Ledger } from './ledger.ts';
import type { Register } from './register.ts';

/** What a running simulator knows, as its pages and control addresses see it. */
export type SimulatorState = {
  readonly register: Register;
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly switches: () => Switches;
  readonly setSwitches: (next: Switches) => void;
  /** Cards issued before this moment are refused as expired. */
  readonly revokedAt: () => number;
  readonly revokeCards: () => void;
};
