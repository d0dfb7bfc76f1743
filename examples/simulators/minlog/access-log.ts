import { z } from 'zod';
import type { NationalLookup } from './national-lookup.ts';
import { pseudonym } from './pseudonym.ts';

export const citizensSchema = z.array(z.object({ cpr: z.string(), name: z.string() }));
export type Citizen = z.infer<typeof citizensSchema>[number];

export const entriesSchema = z.array(
  z.object({
    cpr: z.string(),
    hoursAgo: z.number(),
    givenNames: z.string(),
    surname: z.string(),
    title: z.string(),
    unit: z.string(),
    organisation: z.string(),
    cvr: z.string(),
    activity: z.string(),
  }),
);
export type Entry = z.infer<typeof entriesSchema>[number];

/** One line as the citizen sees it. `staff` is a name, or the code that stands for it. */
export type Line = {
  readonly at: string;
  readonly staff: string;
  readonly blurred: boolean;
  readonly title: string;
  readonly unit: string;
  readonly organisation: string;
  readonly activity: string;
};

/**
 * The citizen's log, newest first. Names of staff whose employer is blurred towards the citizen are replaced.
 * @throws when the register does not answer: without its answer no name may be shown.
 */
export const accessLog = async (
  citizen: Citizen,
  entries: readonly Entry[],
  national: NationalLookup,
  startedAt: number,
): Promise<Line[]> => {
  const blurred = await national.blurredOrganisations(citizen.cpr);
  const salt = await national.currentSalt();
  return entries
    .filter((entry) => entry.cpr === citizen.cpr)
    .sort((a, b) => a.hoursAgo - b.hoursAgo)
    .map((entry) => {
      const hidden = blurred.includes(entry.cvr);
      return {
        at: new Date(startedAt - entry.hoursAgo * 3_600_000).toISOString(),
        staff: hidden
          ? pseudonym(entry.givenNames, entry.surname, citizen.cpr, salt)
          : `${entry.givenNames} ${entry.surname}`,
        blurred: hidden,
        title: entry.title,
        unit: entry.unit,
        organisation: entry.organisation,
        activity: entry.activity,
      };
    });
};
