import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { cpr, instant, type BlurringId, type Instant, type TenantId } from '../domain/ids.ts';
import { matching } from './case-query.ts';
import type { CaseFilter, ExtractRow } from './case-store.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { toBlurring } from './rows.ts';
import { isOneOf, prepared } from './statements.ts';

/** Rows read together: few statements, and little enough that nobody else waits long for the process. */
const pageSize = 1_000;

const ofTenant = sql.placeholder('tenant');

/** Parameters of a list of a page's length. */
const filled = (name: string, members: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length: pageSize }, (_, at) => [`${name}${at}`, members[Math.min(at, members.length - 1)]]),
  );

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

  /** Built once: a list of a page's length, filled up with its last member. */
  const statements = () =>
    prepared(reads, 'extract', () => ({
      people: reads
        .select({ citizen: citizens.citizen, cpr: citizens.cpr, initials: citizens.initials })
        .from(citizens)
        .where(and(eq(citizens.tenantId, ofTenant), isOneOf(citizens.citizen, 'citizen', pageSize)))
        .prepare('extract_people'),
      entries: reads
        .select()
        .from(blurringEntries)
        .where(and(eq(blurringEntries.tenantId, ofTenant), isOneOf(blurringEntries.blurring, 'id', pageSize)))
        .prepare('extract_entries'),
      calls: reads
        .select({
          ...{ citizen: attempts.citizen, cvr: attempts.cvr },
          ...{ revision: attempts.revision, at: attempts.finishedAt },
        })
        .from(attempts)
        .where(
          and(
            eq(attempts.tenantId, ofTenant),
            isOneOf(attempts.citizen, 'citizen', pageSize),
            eq(attempts.outcome, 'delivered'),
          ),
        )
        .prepare('extract_calls'),
      texts: reads
        .select()
        .from(blurringTexts)
        .where(and(eq(blurringTexts.tenantId, ofTenant), isOneOf(blurringTexts.blurring, 'id', pageSize)))
        .prepare('extract_texts'),
      changes: reads
        .select()
        .from(blurringChanges)
        .where(and(eq(blurringChanges.tenantId, ofTenant), isOneOf(blurringChanges.blurring, 'id', pageSize)))
        .orderBy(asc(blurringChanges.revision))
        .prepare('extract_changes'),
    }));

  const loadPage = async (
    tenant: TenantId,
    filter: CaseFilter,
    now: Instant,
    after: BlurringId | null,
    names: ReadonlyMap<string, string>,
  ): Promise<ExtractRow[]> => {
    const { data } = await keys.of(tenant);
    const rows = await reads
      .select()
      .from(blurrings)
      .where(
        and(
          matching(tables, reads, tenant, filter, now),
          after === null ? undefined : gt(blurrings.id, after),
        ),
      )
      .orderBy(asc(blurrings.id))
      .limit(pageSize);
    if (rows.length === 0) return [];
    const given = {
      tenant,
      ...filled(
        'id',
        rows.map(({ id }) => id),
      ),
      ...filled('citizen', [...new Set(rows.map(({ citizen }) => citizen))]),
    };
    const find = statements();
    const people = new Map((await find.people.execute(given)).map((one) => [one.citizen, one]));
    const entries = Map.groupBy(await find.entries.execute(given), ({ blurring }) => blurring);
    const calls = Map.groupBy(await find.calls.execute(given), ({ citizen }) => citizen);
    const texts = new Map((await find.texts.execute(given)).map((one) => [one.blurring, one.text]));
    const changes = Map.groupBy(await find.changes.execute(given), ({ blurring }) => blurring);
    const open = (table: string, row: string, sealed: Buffer): string =>
      unseal(data, { tenant, table, row }, sealed).toString();
    const nameOf = (actor: string | null): string | null =>
      actor === null ? null : (names.get(actor) ?? null);
    const opened = new Map(
      [...people.values()].map(({ citizen, cpr: number, initials }) => [
        citizen,
        {
          cpr: cpr(open('citizens', citizen, number)),
          initials: initials === null ? null : open('citizens', `${citizen}/initials`, initials),
        },
      ]),
    );
    return rows.map((row) => {
      const own = (entries.get(row.id) ?? []).sort((a, b) => a.position - b.position);
      const person = opened.get(row.citizen);
      if (!person) throw new Error('store: a registration without its citizen');
      const blurring = toBlurring(
        row,
        own.map(({ cvr }) => cvr),
      );
      const delivered = calls.get(row.citizen) ?? [];
      const since = own.flatMap(({ cvr, firstRevision }) => {
        const times = delivered.flatMap((one) =>
          one.cvr === cvr && one.revision >= firstRevision && one.at !== null ? [one.at] : [],
        );
        return times.length === 0 ? [] : [Math.min(...times)];
      });
      const changed = changes.get(row.id) ?? [];
      const noted = changed.findLast((one) => one.note !== null);
      const text = texts.get(row.id);
      return {
        blurring,
        ...person,
        registeredByName: nameOf(row.registeredBy) ?? '',
        decidedByName: nameOf(row.decidedBy),
        endedByName: nameOf(row.endedBy),
        text: text === undefined ? null : open('blurring_texts', row.id, text),
        inForceSince: since.length === own.length && own.length > 0 ? instant(Math.max(...since)) : null,
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
