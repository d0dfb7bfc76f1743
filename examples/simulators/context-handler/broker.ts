import type { Switches } from './control.ts';
import type { Keys } from './keys.ts';
import type { Ledger } from './ledger.ts';
import type { Addresses } from './metadata.ts';
import type { Registry } from './service-provider.ts';
import type { Sessions } from './sessions.ts';
import type { User } from './users.ts';

/** What login and logout share. */
export type Broker = {
  readonly addresses: Addresses;
  readonly keys: Keys;
  readonly registry: Registry;
  readonly sessions: Sessions;
  readonly ledger: Ledger;
  readonly switches: Switches;
  readonly users: readonly User[];
  readonly roleBase: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
};
