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
  registeredAt: blurring.registeredAt,
  endsAt: blurring.endsAt,
  decision: blurring.decision,
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
  registeredAt: row.registeredAt,
  endsAt: row.endsAt,
  decision: row.decision,
  ended:
    row.endedAt === null || row.endedCause === null
      ? null
      : { at: row.endedAt, cause: row.endedCause, by: row.endedBy },
});
