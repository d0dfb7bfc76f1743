import * as columns from './columns.postgres.ts';
import { declareTables } from './schema.ts';

/** What drizzle-kit reads for Postgres, and the canonical typing of every row. */
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
} = declareTables(columns);
