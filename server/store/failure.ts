import { StoreUnavailable } from './store.ts';

type DriverError = { code?: unknown; constraint_name?: unknown; message?: unknown; cause?: unknown };

const sqlite: readonly [prefix: string, code: StoreUnavailable['code']][] = [
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CORRUPT', 'io'],
  ['SQLITE_NOTADB', 'io'],
  ['SQLITE_CANTOPEN', 'gone'],
  ['SQLITE_READONLY', 'gone'],
];

/** SQLSTATE classes of PostgreSQL (appendix A of its manual) and the driver's own connection codes. */
const postgres: readonly [prefix: string, code: StoreUnavailable['code']][] = [
  ['53100', 'full'],
  ['53', 'gone'],
  ['55P03', 'locked'],
  ['40001', 'locked'],
  ['40P01', 'locked'],
  ['57014', 'locked'],
  ['57P', 'gone'],
  ['25P03', 'gone'],
  ['25006', 'gone'],
  ['08', 'gone'],
  ['28', 'gone'],
  ['58030', 'io'],
  ['XX001', 'io'],
  ['CONNECT', 'gone'],
  ['CONNECTION_', 'gone'],
  ['ECONN', 'gone'],
  ['EPIPE', 'gone'],
  ['ETIMEDOUT', 'gone'],
  ['EHOSTUNREACH', 'gone'],
  ['ENOTFOUND', 'gone'],
];

/** The driver's own error: drizzle wraps it in one whose message holds the query's parameters. */
const original = (error: unknown): DriverError => {
  let inner = error as DriverError;
  while (inner.code === undefined && inner.cause instanceof Error) inner = inner.cause;
  return inner;
};

/** A stable error for anything a driver throws. Messages of drivers quote rows and parameters, so none is passed on. */
export const failure = (error: unknown): Error => {
  if (error instanceof StoreUnavailable) return error;
  const inner = original(error);
  const code = typeof inner.code === 'string' ? inner.code : undefined;
  if (code === undefined) return error instanceof Error ? error : new Error('store: unknown failure');
  const known = [...sqlite, ...postgres].find(([prefix]) => code.startsWith(prefix));
  if (known) return new StoreUnavailable(known[1], { cause: { code } });
  const constraint = typeof inner.constraint_name === 'string' ? ` (${inner.constraint_name})` : '';
  return new Error(`store: the database refused a statement: ${code}${constraint}`);
};
