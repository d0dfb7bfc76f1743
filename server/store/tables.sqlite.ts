import * as columns from './columns.sqlite.ts';
import { declareTables, type Columns } from './schema.ts';

/** What drizzle-kit reads for SQLite. */
export const {
  municipalities,
  municipalityCvrs,
  issuers,
  periodLimits,
  actors,
  citizens,
  blurrings,
  blurringEntries,
  blurringTexts,
  idempotency,
  audit,
  auditHeads,
  outbox,
  attempts,
  pausedCvrs,
  credentials,
  sessions,
  logins,
  noticeRecipients,
  loginRequests,
  consumedAssertions,
  guidelines,
  checks,
  consumedTokens,
  probes,
} = declareTables(columns as unknown as Columns);
