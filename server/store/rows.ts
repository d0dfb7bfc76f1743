import type { Blurring } from '../domain/blurring.ts';
import type { Cvr, TenantId } from '../domain/ids.ts';
import type { Tables } from './schema.ts';

type BlurringRow = Tables['blurrings']['$inferSelect'];

export const toBlurringRow = (tenantId: TenantId, blurring: Blurring): BlurringRow => ({
  tenantId,
  id: blurring.id,
  citizen: blurring.citizen,
  reason: blurring.reason,
  registeredBy: blurring.registeredBy,
  unit: blurring.unit,
  registeredAt: blurring.registeredAt,
  endsAt: blurring.endsAt,
  decision: blurring.decision,
  decidedAt: blurring.decided?.at ?? null,
  decidedBy: blurring.decided?.by ?? null,
  revision: blurring.revision,
  // Written by itself (case-changes.ts), never with a registration.
  expirySeenAt: null,
  endedAt: blurring.ended?.at ?? null,
  endedCause: blurring.ended?.cause ?? null,
  endedBy: blurring.ended?.by ?? null,
});

export const toBlurring = (row: BlurringRow, cvrs: readonly Cvr[]): Blurring => ({
  id: row.id,
  citizen: row.citizen,
  cvrs,
  reason: row.reason,
  registeredBy: row.registeredBy,
  unit: row.unit,
  registeredAt: row.registeredAt,
  endsAt: row.endsAt,
  decision: row.decision,
  decided: row.decidedAt === null || row.decidedBy === null ? null : { at: row.decidedAt, by: row.decidedBy },
  revision: row.revision,
  ended:
    row.endedAt === null || row.endedCause === null
      ? null
      : { at: row.endedAt, cause: row.endedCause, by: row.endedBy },
});
