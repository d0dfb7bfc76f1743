import { eq } from 'drizzle-orm';
import { cvr, type BlurringId, type Cvr, type Instant, type TenantId } from '../domain/ids.ts';
import type { CaseFilter, ExtractRow } from './case-store.ts';
import type { Database } from './database.ts';
import { inForceSince } from '../domain/status.ts';
import { unseal } from './encryption.ts';
import { pagesOf, type ExtractLine } from './extract-page.ts';
import { createPeople, type Person } from './extract-people.ts';
import type { KeyRing } from './keys.ts';

/** Rows read together: few statements, and little enough that nobody else waits long for the process. */
const pageSize = 500;

/** `last`: where the next page begins; nothing when there is none. */
type Page = { rows: ExtractRow[]; last: BlurringId | undefined };
type Entry = { position: number; cvr: Cvr; first: number };

const entriesOf = (written: string): Entry[] =>
  written
    .split(' ')
    .map((one) => {
      const [position, number = '', first] = one.split('/');
      return { position: Number(position), cvr: cvr(number), first: Number(first) };
    })
    .sort((one, other) => one.position - other.position);

/** When the register first answered OK to a call that carried the registration. */
const deliveredAt = ({ cvr: number, first }: Entry, { calls }: Person): Instant | null => {
  let since: Instant | null = null;
  for (const { cvr: called, revision, at } of calls)
    if (called === number && revision >= first && (since === null || at < since)) since = at;
  return since;
};

/** Reads a whole municipality in pages, so that memory does not grow with it. */
export const createExtract = (database: Database, keys: KeyRing) => {
  const { reads, read, readInstant, tables } = database;
  const { actors } = tables;

  /** Names are few against registrations: read once. */
  const namesOf = async (tenant: TenantId): Promise<Map<string, string>> => {
    const rows = await read(() =>
      reads.select({ id: actors.id, name: actors.name }).from(actors).where(eq(actors.tenantId, tenant)),
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  };

  const pages = async (tenant: TenantId, filter: CaseFilter, now: Instant) => {
    const { data } = await keys.of(tenant);
    const names = await namesOf(tenant);
    const linesAfter = pagesOf(database, tenant, filter, now, pageSize);
    const peopleOf = createPeople(database, keys, tenant, pageSize);
    const open = (table: string, row: string, sealed: Buffer): string =>
      unseal(data, { tenant, table, row }, sealed).toString();
    const nameOf = (actor: string | null): string | null =>
      actor === null ? null : (names.get(actor) ?? null);

    const rowOf = (line: ExtractLine, person: Person): ExtractRow => {
      const [id, citizen, reason, registeredBy, unit, registered, ends, decision, ...rest] = line;
      const [decidedAt, decidedBy, endedAt, endedCause, endedBy, revision, ...hanging] = rest;
      const [written, text, renewals, note, notedRevision] = hanging;
      const entries = entriesOf(written ?? '');
      const cvrs = entries.map((one) => one.cvr);
      const registeredAt = readInstant(registered);
      const decided =
        decidedAt === null || decidedBy === null ? null : { at: readInstant(decidedAt), by: decidedBy };
      const ended =
        endedAt === null || endedCause === null
          ? null
          : { at: readInstant(endedAt), cause: endedCause, by: endedBy };
      const deliveries = entries.map((one) => ({ cvr: one.cvr, deliveredAt: deliveredAt(one, person) }));
      return {
        blurring: {
          ...{ id, citizen, cvrs, reason, registeredBy, unit, registeredAt, endsAt: readInstant(ends) },
          ...{ decision, decided, revision, ended },
        },
        cpr: person.cpr,
        initials: person.initials,
        registeredByName: nameOf(registeredBy) ?? '',
        decidedByName: nameOf(decidedBy),
        endedByName: nameOf(endedBy),
        text: text === null ? null : open('blurring_texts', id, text),
        inForceSince: inForceSince({ cvrs, registeredAt }, deliveries),
        renewals: Number(renewals),
        note: note === null ? null : open('blurring_changes', `${id}/${notedRevision}`, note),
      };
    };

    return async (after: BlurringId | null): Promise<Page> => {
      const lines = await linesAfter(after);
      const people = await peopleOf(new Set(lines.map(([, citizen]) => citizen)));
      const rows = lines.flatMap((line) => {
        const person = people.get(line[1]);
        // Deleted, with everything of theirs, since the line was read.
        return person ? [rowOf(line, person)] : [];
      });
      return { rows, last: lines.at(-1)?.[0] };
    };
  };

  return async function* extract(
    tenant: TenantId,
    filter: CaseFilter,
    now: Instant,
  ): AsyncGenerator<ExtractRow[]> {
    const pageAfter = await pages(tenant, filter, now);
    let coming = read(() => pageAfter(null));
    for (;;) {
      const { rows, last } = await coming;
      if (last === undefined) return;
      coming = read(() => pageAfter(last));
      // Nobody may come for it.
      coming.catch(() => undefined);
      yield rows;
      // Everybody else's turn: on SQLite a page holds the process while it is read.
      await new Promise(setImmediate);
    }
  };
};
