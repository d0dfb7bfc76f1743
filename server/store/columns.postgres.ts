import { boolean, customType, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { instant as toInstant, type Instant } from '../domain/ids.ts';

export {
  check,
  foreignKey,
  index,
  integer,
  pgTable as table,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const timestamp = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  // A prepared statement hands its nulls to the encoder, an unprepared one does not.
  toDriver: (ms) => ((ms as Instant | null) === null ? (ms as never) : new Date(ms).toISOString()),
  fromDriver: (written) => toInstant(Date.parse(written)),
});

const binary = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** A point in time; milliseconds in TypeScript on both databases. */
export const instant = (name: string) => timestamp(name);
export const bytes = (name: string) => binary(name);
export const flag = (name: string) => boolean(name);
export const document = (name: string) => jsonb(name);
/** A count or a revision. */
export const count = (name: string) => integer(name);
/** An identifier, a code or a keyed hash; compared for equality only, never sorted by the database. */
export const id = (name: string) => text(name);
const byCodePoint = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' });
/** An identifier that lists are also sorted by: by code point, whatever language the database was made for. */
export const ordered = (name: string) => byCodePoint(name);
