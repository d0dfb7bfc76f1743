import type { AuditDetail } from '../../../shared/audit-actions.ts';

type Name = keyof AuditDetail;

/** What the particulars of an entry are called, and the codes that have words. A code without a word is shown as it is. */
export type DetailTexts = {
  names: Record<Name, string>;
  values: Partial<Record<Name, Readonly<Record<string, string>>>>;
  yes: string;
  no: string;
};
