import { join } from 'node:path';
import { openJournal, readOrCreate } from '../durable.ts';
import type { Entry, PastEntry } from './entry.ts';

/** A place from which a citizen can be looked up, as the visitor's page offers it; no name of staff is in it. */
export type Workplace = Pick<Entry, 'unit' | 'organisation' | 'title'>;

export type Entries = {
  of(cpr: string): Entry[];
  readonly workplaces: readonly Workplace[];
  /** Somebody at that place looks the citizen up now. Resolves when it is on disk. @returns false for an unknown place. */
  visit(cpr: string, workplace: number): Promise<boolean>;
  close(): Promise<void>;
};

const placeOf = ({ unit, title }: Entry): string => `${unit.classification} ${unit.id} ${title}`;

/** All looks: those given, fixed in time when the folder was first used, and those made since. */
export const openEntries = async (
  folder: string,
  past: readonly PastEntry[],
  now: () => number,
): Promise<Entries> => {
  const { startedAt } = await readOrCreate(join(folder, 'first-start.json'), () => ({ startedAt: now() }));
  const given = past.map(({ hoursAgo, ...entry }): Entry => ({
    ...entry,
    at: startedAt - hoursAgo * 3_600_000,
  }));
  const journal = await openJournal<Entry>(join(folder, 'visits.jsonl'));
  const visits = [...journal.entries];
  const staff = Map.groupBy(given, placeOf);
  const groups = [...staff.values()];

  return {
    of: (cpr) => [...given, ...visits].filter((entry) => entry.cpr === cpr).sort((a, b) => b.at - a.at),
    workplaces: groups.flatMap(([first]) => (first ? [first] : [])),
    visit: async (cpr, workplace) => {
      const [someone] = groups[workplace] ?? [];
      if (someone === undefined) return false;
      const visit: Entry = { ...someone, cpr, activity: 'Opslag i journalnotat', at: now() };
      await journal.append(visit);
      visits.push(visit);
      return true;
    },
    close: () => journal.close(),
  };
};
