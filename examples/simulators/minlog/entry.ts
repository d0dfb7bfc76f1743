import { z } from 'zod';

export const citizensSchema = z.array(z.object({ cpr: z.string(), name: z.string() }));
export type Citizen = z.infer<typeof citizensSchema>[number];

const look = {
  cpr: z.string(),
  givenNames: z.string(),
  surname: z.string(),
  title: z.string(),
  /** Where the member of staff works, with its code in the organisation register (SOR) or the older SHAK. */
  unit: z.object({ name: z.string(), id: z.string(), classification: z.enum(['SOR', 'SHAK']) }),
  organisation: z.string(),
  cvr: z.string(),
  activity: z.string(),
};

/** Looks from before the simulator was first started, so many hours before that. */
export const pastEntriesSchema = z.array(z.object({ ...look, hoursAgo: z.number() }));
export type PastEntry = z.infer<typeof pastEntriesSchema>[number];

/** One look into a citizen's data. `at` is in milliseconds since 1970 UTC. */
export type Entry = Omit<PastEntry, 'hoursAgo'> & { readonly at: number };
export type Unit = Entry['unit'];
