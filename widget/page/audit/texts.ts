import type { AuditAction } from '../../../shared/audit-actions.ts';

/** Every text of the audit log's view; `{}` is where a name, number or date goes. */
export type AuditTexts = {
  lead: string;
  filter: string;
  from: string;
  to: string;
  action: string;
  any: string;
  outcome: string;
  outcomes: Record<'success' | 'refused', string>;
  person: string;
  personHint: string;
  nobody: string;
  cpr: string;
  cprHint: string;
  cprFault: string;
  order: string;
  search: string;
  clear: string;
  columns: Record<'at' | 'by' | 'action' | 'citizen' | 'outcome' | 'detail', string>;
  born: string;
  system: string;
  none: string;
  more: string;
  allShown: string;
  verify: string;
  verifying: string;
  whole: string;
  broken: string;
  export: string;
  withNames: string;
  exported: string;
  incomplete: string;
  stop: string;
  received: string;
  actions: Record<AuditAction, string>;
};
