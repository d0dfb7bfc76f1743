import { blob, customType, integer, text } from 'drizzle-orm/sqlite-core';
import { instant as toInstant, type Instant } from '../domain/ids.ts';

export {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable as table,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

const timestamp = customType<{ data: Instant; driverData: number }>({
  dataType: () => 'integer',
  toDriver: (ms) => ms,
  fromDriver: (ms) => toInstant(ms),
});

/** A point in time; milliseconds in TypeScript on both databases. */
export const instant = (name: string) => timestamp(name);
export const bytes = (name: string) => blob(name, { mode: 'buffer' });
export const flag = (name: string) => integer(name, { mode: 'boolean' });
export const document = (name: string) => text(name, { mode: 'json' });
/** A count or a revision. */
export const count = (name: string) => integer(name);
/** An identifier, a code or a keyed hash; compared for equality only, never sorted by the database. */
export const id = (name: string) => text(name);
/** An identifier that lists are also sorted by: by code point. */
export const ordered = (name: string) => text(name);
