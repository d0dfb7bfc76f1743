import type { Cpr } from '../../server/domain/ids.ts';
import type { Store, TenantStore } from '../../server/store/store.ts';

/** A database under test: the address of an empty one, and a way into it behind the store's back. */
export type Fresh = {
  url: string;
  /** Runs SQL as an intruder would; answers the rows. */
  sql(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
};

/** What the parts of the contract share. */
export type Context = {
  store: () => Store;
  tenant: () => TenantStore;
  database: () => Fresh;
  /** A citizen no test has used. */
  stranger: () => Cpr;
};
