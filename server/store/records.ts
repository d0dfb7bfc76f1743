import type { Bilingual } from '../../shared/api.ts';
import type { AuditDetail } from '../../shared/audit-actions.ts';
import type { Blurring } from '../domain/blurring.ts';
import type { ActorId, CitizenRef, Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { PeriodLimit, Policy } from '../domain/policy.ts';
import type { RetentionPolicy } from '../domain/retention.ts';
import type { Delivery } from '../domain/status.ts';
import type { Unit } from '../domain/units.ts';

export type StoredBlurring = {
  blurring: Blurring;
  deliveries: Delivery[];
  registeredByName: string;
  text: string | null;
};

export type TenantSettings = {
  id: TenantId;
  name: string;
  /** `national`: the body that runs the solution; it registers nothing and has no record system. */
  kind: 'municipality' | 'national';
  /** Counts the changes of these settings, from 1. */
  revision: number;
  cvrs: { cvr: Cvr; name: string; main: boolean }[];
  policies: Policy[];
  limits: PeriodLimit[];
  reasons: { code: string; label: Bilingual }[];
  guidelines: { version: number; text: Bilingual; url: string | null };
  /** Organisation units the municipality has listed, for names and limits. */
  units: readonly Unit[];
  /** How long things are kept. */
  retention: RetentionPolicy;
};

/** Who changes settings, and in which login. */
export type ChangeBy = { actor: ActorId; session: string; name: string };

export type AuditEntry = {
  sequence: number;
  at: Instant;
  action: string;
  outcome: 'success' | 'refused';
  actor: ActorId | null;
  session: string | null;
  citizen: CitizenRef | null;
  subject: string | null;
  detail: AuditDetail;
  hash: string;
};
