import type * as postgresColumns from './columns.postgres.ts';

/** The column vocabulary of one database; Postgres types it, because its rows are the stricter ones. */
export type Columns = typeof postgresColumns;
