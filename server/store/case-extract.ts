import { eq } from 'drizzle-orm';
import { blurringId, cvr, instant, type Cvr, type Instant, type TenantId } from '../domain/ids.ts';
import type { CaseFilter, ExtractRow } from './case-store.ts';
import type { Database } from './database.ts';
import { unseal } from './encryption.ts';
import { pagesOf, type ExtractLine } from './extract-page.ts';
import { createPeople, type Person } from './extract-people.ts';
import type { KeyRing } from './keys.ts';

/** Rows read together: few statements, and little enough that nobody else waits long for the process. */
const pageSize = 500;

/** When the last of the CVR numbers was answered OK for the first time since the registration; null until all were. */
const inForceSince = (entries: readonly Entry[], { calls }: Person): Instant | null => {
  let last = -Infinity;
  for (const { cvr: number, first } of entries) {
    let since = Infinity;
    for (const { cvr: called, revision, at } of calls)
      if (called === number && revision >= first && at < since) since = at;
    if (since > last) last = since;
  }
  return Number.isFinite(last) ? instant(last) : null;
};

type Entry = { position: number; cvr: Cvr; first: number };

const entriesOf = (written: string): Entry[] =>
  written
    .split(' ')
    .map((one) => {
      const [position, number = '', first] = one.split('/');
      return { position: Number(position), cvr: cvr(number), first: Number(first) };
    })
    .sort((one, other) => one.position - other.position);

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

    const rowOf = (line: ExtractLine, person: Person | undefined): ExtractRow => {
      const [id, citizen, reason, registeredBy, unit, registeredAt, endsAt, decision, ...rest] = line;
      const [decidedAt, decidedBy, endedAt, endedCause, endedBy, written, text, renewals, ...noted] = rest;
      const [note, revision] = noted;
      if (!person) throw new Error('store: a registration without its citizen');
      const entries = entriesOf(written ?? '');
      return {
        blurring: {
          id,
          citizen,
          cvrs: entries.map((one) => one.cvr),
          reason,
          registeredBy,
          unit,
          registeredAt: readInstant(registeredAt),
          endsAt: readInstant(endsAt),
          decision,
          decided:
            decidedAt === null || decidedBy === null ? null : { at: readInstant(decidedAt), by: decidedBy },
          revision: 0,
          ended:
            endedAt === null || endedCause === null
              ? null
              : { at: readInstant(endedAt), cause: endedCause, by: endedBy },
        },
        cpr: person.cpr,
        initials: person.initials,
        registeredByName: nameOf(registeredBy) ?? '',
        decidedByName: nameOf(decidedBy),
        endedByName: nameOf(endedBy),
        text: text === null ? null : open('blurring_texts', id, text),
        inForceSince: inForceSince(entries, person),
        renewals: Number(renewals),
        note: note === null ? null : open('blurring_changes', `${id}/${revision}`, note),
      };
    };

    return async (after: string | null): Promise<ExtractRow[]> => {
      const lines = await linesAfter(after === null ? null : blurringId(after));
      const people = await peopleOf(new Set(lines.map(([, citizen]) => citizen)));
      return lines.map((line) => rowOf(line, people.get(line[1])));
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
      const page = await coming;
      const last = page.at(-1);
      if (!last) return;
      coming = read(() => pageAfter(last.blurring.id));
      // Nobody may come for it.
      coming.catch(() => undefined);
      yield page;
      // Everybody else's turn: on SQLite a page holds the process while it is read.
      await new Promise(setImmediate);
    }
  };
};
