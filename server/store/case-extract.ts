import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { cpr, type BlurringId, type Instant, type TenantId } from '../domain/ids.ts';
import { matching } from './case-query.ts';
import type { CaseFilter, ExtractRow } from './case-store.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { toBlurring } from './rows.ts';

/** Rows read together: few statements, and little enough that nobody else waits long for the process. */
const pageSize = 1_000;

/** Reads a whole municipality in pages, so that memory does not grow with it. */
export const createExtract = ({ reads, read, tables }: Database, keys: KeyRing) => {
  const { blurrings, blurringEntries, blurringTexts, blurringChanges, attempts, citizens, actors } = tables;

  /** Names are few against registrations: read once. */
  const namesOf = async (tenant: TenantId): Promise<Map<string, string>> => {
    const rows = await read(() =>
      reads.select({ id: actors.id, name: actors.name }).from(actors).where(eq(actors.tenantId, tenant)),
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  };

  const loadPage = async (
    tenant: TenantId,
    filter: CaseFilter,
    now: Instant,
    after: BlurringId | null,
    names: ReadonlyMap<string, string>,
  ): Promise<ExtractRow[]> => {
    const { data } = await keys.of(tenant);
    const where = and(
      matching(tables, reads, tenant, filter, now),
      after === null ? undefined : gt(blurrings.id, after),
    );
    const rows = await reads
      .select({ row: blurrings, cpr: citizens.cpr, initials: citizens.initials })
      .from(blurrings)
      .innerJoin(
        citizens,
        and(eq(citizens.tenantId, blurrings.tenantId), eq(citizens.citizen, blurrings.citizen)),
      )
      .where(where)
      .orderBy(asc(blurrings.id))
      .limit(pageSize);
    if (rows.length === 0) return [];
    const ids = rows.map(({ row }) => row.id);
    const entries = Map.groupBy(
      await reads
        .select({
          ...{
            blurring: blurringEntries.blurring,
            cvr: blurringEntries.cvr,
            position: blurringEntries.position,
          },
          since: sql<unknown>`min(${attempts.finishedAt})`.mapWith(attempts.finishedAt),
        })
        .from(blurringEntries)
        .innerJoin(
          blurrings,
          and(eq(blurrings.tenantId, blurringEntries.tenantId), eq(blurrings.id, blurringEntries.blurring)),
        )
        .leftJoin(
          attempts,
          and(
            eq(attempts.tenantId, blurringEntries.tenantId),
            eq(attempts.citizen, blurrings.citizen),
            eq(attempts.cvr, blurringEntries.cvr),
            eq(attempts.outcome, 'delivered'),
            sql`${attempts.revision} >= ${blurringEntries.firstRevision}`,
          ),
        )
        .where(and(eq(blurringEntries.tenantId, tenant), inArray(blurringEntries.blurring, ids)))
        .groupBy(blurringEntries.blurring, blurringEntries.cvr, blurringEntries.position),
      ({ blurring }) => blurring,
    );
    const ofIds = <T extends typeof blurringTexts | typeof blurringChanges>(table: T) =>
      and(eq(table.tenantId, tenant), inArray(table.blurring, ids));
    const texts = new Map(
      (await reads.select().from(blurringTexts).where(ofIds(blurringTexts))).map((one) => [
        one.blurring,
        one.text,
      ]),
    );
    const changes = Map.groupBy(
      await reads
        .select()
        .from(blurringChanges)
        .where(ofIds(blurringChanges))
        .orderBy(asc(blurringChanges.revision)),
      ({ blurring }) => blurring,
    );
    const open = (table: string, row: string, sealed: Buffer): string =>
      unseal(data, { tenant, table, row }, sealed).toString();
    const nameOf = (actor: string | null): string | null =>
      actor === null ? null : (names.get(actor) ?? null);
    return rows.map(({ row, cpr: number, initials }) => {
      const own = (entries.get(row.id) ?? []).sort((a, b) => a.position - b.position);
      const blurring = toBlurring(
        row,
        own.map(({ cvr }) => cvr),
      );
      const since = own.flatMap((one) => ((one.since as Instant | null) === null ? [] : [one.since]));
      const changed = changes.get(row.id) ?? [];
      const noted = changed.findLast((one) => one.note !== null);
      const text = texts.get(row.id);
      return {
        blurring,
        cpr: cpr(open('citizens', row.citizen, number)),
        initials: initials === null ? null : open('citizens', `${row.citizen}/initials`, initials),
        registeredByName: nameOf(row.registeredBy) ?? '',
        decidedByName: nameOf(row.decidedBy),
        endedByName: nameOf(row.endedBy),
        text: text === undefined ? null : open('blurring_texts', row.id, text),
        inForceSince: since.length === own.length && own.length > 0 ? (Math.max(...since) as Instant) : null,
        renewals: changed.filter(({ type }) => type === 'renewed').length,
        note: noted?.note ? open('blurring_changes', `${row.id}/${noted.revision}`, noted.note) : null,
      };
    });
  };

  return async function* extract(
    tenant: TenantId,
    filter: CaseFilter,
    now: Instant,
  ): AsyncGenerator<ExtractRow[]> {
    const names = await namesOf(tenant);
    let after: BlurringId | null = null;
    for (;;) {
      const from: BlurringId | null = after;
      const page: ExtractRow[] = await read(() => loadPage(tenant, filter, now, from, names));
      const last = page.at(-1);
      if (!last) return;
      yield page;
      after = last.blurring.id;
      // Everybody else's turn: on SQLite a page holds the process while it is read.
      await new Promise(setImmediate);
    }
  };
};
