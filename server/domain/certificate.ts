import type { Cvr, TenantId } from './ids.ts';

/** How a CVR number's certificate stands: whole days left, or why it cannot be used. */
export type CertificateState = { tenant: TenantId; cvr: Cvr } & (
  { daysLeft: number; problem: null } | { daysLeft: null; problem: string }
);
