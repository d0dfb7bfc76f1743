import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { TenantId } from '../domain/ids.ts';
import { insertRows } from './statements.ts';
import type { AuditHead, AuditRecord, Unit } from './unit.ts';

type Hashed = Omit<AuditRecord, 'detail'> & { sequence: number; detail: string };

/** The same detail always gives the same text. */
const canonicalDetail = (detail: AuditRecord['detail']): string =>
  JSON.stringify(Object.fromEntries(Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1))));

/** SHA-256 over the previous hash and everything the entry says, base64url. */
export const auditHash = (previous: string, entry: Hashed): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previous,
        entry.tenant,
        entry.sequence,
        entry.at,
        entry.action,
        entry.outcome,
        entry.actor,
        entry.session,
        entry.citizen,
        entry.subject,
        entry.detail,
      ]),
    )
    .digest('base64url');

/** Before the first entry. */
export const genesis: AuditHead = { sequence: 0, hash: '' };

/** Gives the records of the transaction their place in their chains and writes them. */
export const flushAudit = async ({ db, tables, heads, records }: Unit): Promise<void> => {
  if (records.length === 0) return;
  const moved = new Set<TenantId>();
  const rows = records.map(({ detail, ...record }) => {
    const head = heads.get(record.tenant);
    if (!head) throw new Error('store: an audit record for an unknown municipality');
    const entry = { ...record, sequence: head.sequence + 1, detail: canonicalDetail(detail) };
    const hash = auditHash(head.hash, entry);
    heads.set(record.tenant, { sequence: entry.sequence, hash });
    moved.add(record.tenant);
    const { tenant, ...columns } = entry;
    return { ...columns, tenantId: tenant, hash };
  });
  const ends = [...moved].map((tenantId) => ({ tenantId, ...(heads.get(tenantId) ?? genesis) }));
  await Promise.all([
    insertRows(db, 'insert_audit', tables.audit, rows),
    insertRows(db, 'move_heads', tables.auditHeads, ends, (insert) =>
      insert.onConflictDoUpdate({
        target: tables.auditHeads.tenantId,
        set: { sequence: sql`excluded.sequence`, hash: sql`excluded.hash` },
      }),
    ),
  ]);
};
