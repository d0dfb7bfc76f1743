import type { CredentialProblem } from '../idsas/port.ts';
import { checkCredential, type Checked, type Found } from './check.ts';
import { readFromFolder } from './files.ts';

/** How long what was found is believed: a replaced certificate works within a minute, without a restart. */
const believedMs = 60_000;
/** A certificate that cannot be used is looked for again sooner. */
const problemMs = 5_000;

export type Credentials = {
  /** The checked credential of a CVR number, or why there is none. Rejects when the place it is kept in is away. */
  find(cvr: string): Promise<Checked | CredentialProblem>;
  /** Looks again at the next question: another one has just been put in its place. */
  forget(cvr: string): void;
};

type Sources = {
  /** Folder with files, if there is one. What it holds goes before the database: it is the operator's emergency way. */
  folder: string | undefined;
  findStored: (cvr: string) => Promise<Found | 'unreadable' | undefined>;
  now: () => number;
};

/** One credential per CVR number, from files or from the database, checked each time it is read. */
export const createCredentials = ({ folder, findStored, now }: Sources): Credentials => {
  const known = new Map<string, { until: number; found: Promise<Checked | CredentialProblem> }>();

  const load = async (cvr: string): Promise<Checked | CredentialProblem> => {
    const inFolder = folder === undefined ? undefined : await readFromFolder(folder, cvr);
    const found = inFolder ?? (await findStored(cvr));
    if (found === undefined) return 'credential_missing';
    return found === 'unreadable' ? 'credential_unreadable' : checkCredential(found, cvr, now());
  };

  return {
    find: (cvr) => {
      const before = known.get(cvr);
      if (before && now() < before.until) return before.found;
      const entry = { until: now() + believedMs, found: load(cvr) };
      known.set(cvr, entry);
      entry.found.then(
        (checked) => {
          if (typeof checked === 'string') entry.until = now() + problemMs;
          // Never beyond the end of the certificate itself.
          else entry.until = Math.min(entry.until, checked.notAfter);
        },
        () => known.get(cvr) === entry && known.delete(cvr),
      );
      return entry.found;
    },
    forget: (cvr) => void known.delete(cvr),
  };
};
