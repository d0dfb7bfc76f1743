import { and, asc, eq, gte } from 'drizzle-orm';
import type { TenantId } from '../domain/ids.ts';
import { auditHash, genesis } from './audit.ts';
import type { Database } from './database.ts';
import type { AuditEntry } from './store.ts';

const page = 1000;

/** Reads of a municipality's audit chain. */
export const createAuditReads = ({ reads, read, tables }: Database) => {
  const { audit, auditHeads, auditClosed } = tables;

  const load = (tenant: TenantId, from: number, limit: number) =>
    reads
      .select()
      .from(audit)
      .where(and(eq(audit.tenantId, tenant), gte(audit.sequence, from)))
      .orderBy(asc(audit.sequence))
      .limit(limit);

  const readAudit = async (tenant: TenantId, from: number, limit: number): Promise<AuditEntry[]> =>
    (await read(() => load(tenant, from, limit))).map(({ tenantId: _, detail, ...row }) => ({
      ...row,
      detail: JSON.parse(detail) as AuditEntry['detail'],
    }));

  const verifyAudit = async (tenant: TenantId) => {
    // The head is read first: entries written meanwhile come after it and are left for the next walk.
    const [stored] = await read(() => reads.select().from(auditHeads).where(eq(auditHeads.tenantId, tenant)));
    const head = stored ?? genesis;
    const [closed] = await read(() =>
      reads.select().from(auditClosed).where(eq(auditClosed.tenantId, tenant)),
    );
    // What is over its time has gone; the chain begins after it. That it went is an entry of the chain: a closing nobody wrote is forged.
    let closingSeen = closed === undefined;
    let last = closed ? { sequence: closed.through, hash: closed.hash } : genesis;
    while (last.sequence < head.sequence) {
      const rows = await read(() =>
        load(tenant, last.sequence + 1, Math.min(page, head.sequence - last.sequence)),
      );
      for (const { tenantId, ...row } of rows) {
        const fits =
          row.sequence === last.sequence + 1 &&
          auditHash(last.hash, { ...row, tenant: tenantId }) === row.hash;
        if (!fits) return { entries: last.sequence, broken: last.sequence + 1, head: stored?.hash ?? null };
        if (closed && row.action === 'audit_closed')
          closingSeen ||= row.detail === JSON.stringify({ hash: closed.hash, through: closed.through });
        last = { sequence: row.sequence, hash: row.hash };
      }
      if (rows.length === 0) break;
    }
    if (closed && !closingSeen)
      return { entries: last.sequence, broken: closed.through, head: stored?.hash ?? null };
    const whole = last.sequence === head.sequence && last.hash === head.hash;
    const broken = whole ? null : Math.min(last.sequence + 1, head.sequence);
    return { entries: last.sequence, broken, head: stored?.hash ?? null };
  };

  return { readAudit, verifyAudit };
};
