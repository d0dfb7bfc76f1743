import type { AuditDetail } from '../../shared/audit-actions.ts';
import type { UnitLine } from '../../shared/departments.ts';
import type { ActorId, Instant, TenantId } from '../domain/ids.ts';
import type { UnitCode } from '../domain/org-blurring.ts';

/** One unit of an extract. */
export type Unit = UnitCode & {
  name: string;
  parent: string | null;
  owner: string | null;
  validFrom: Instant | null;
  validTo: Instant | null;
};

/** The nation's units (SOR and SHAK), no municipality's data. */
export type UnitStore = {
  /** Units that are open at `now` whose name holds every word from its beginning, or whose code this is; by name, at most `limit`. */
  search(question: {
    words: readonly string[];
    code: string | null;
    now: Instant;
    limit: number;
  }): Promise<UnitLine[]>;
  /** The unit, if it is open at `now`. */
  find(unit: UnitCode, now: Instant): Promise<UnitLine | undefined>;
  /** Creates or updates; returns how many changed. All of them count as named by the import of `importedAt`. */
  put(units: readonly Unit[], importedAt: Instant): Promise<number>;
  /** Codes a bad row named: they are not missing from the extract. */
  keep(units: readonly UnitCode[], importedAt: Instant): Promise<void>;
  /** Open units of these classifications, and those of them the import did not name. */
  missing(
    classifications: readonly UnitCode['classification'][],
    importedAt: Instant,
  ): Promise<{ open: number; missing: number }>;
  /** Closes what the import did not name; returns how many. */
  closeMissing(classifications: readonly UnitCode['classification'][], importedAt: Instant): Promise<number>;
  /** Audits an import, under the organisation of whoever made it. */
  recordImport(
    by: { tenant: TenantId; actor: ActorId; session: string },
    counts: AuditDetail,
    now: Instant,
  ): Promise<void>;
  status(now: Instant): Promise<{ open: number; closed: number; lastImport: Instant | null }>;
};
