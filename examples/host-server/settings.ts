import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { birthDateOf } from '../../shared/cpr.ts';

/** What the host server is started with. */
const Settings = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  data: z.string().min(1),
  /** The Sløring server, its issuer identifier. */
  server: z.url(),
  national: z.url(),
  minlog: z.url(),
  /** The operator's side of the Sløring server. */
  operations: z.url(),
  /** The Context Handler of the login. */
  login: z.url(),
  /** The mail catcher's page. */
  mail: z.url(),
  issuer: z.string().min(1),
  cvr: z.string().regex(/^[0-9]{8}$/),
});
export type Settings = z.infer<typeof Settings>;

export const parseSettings = (given: Record<string, string | undefined>): Settings => Settings.parse(given);

const Citizens = z.array(z.object({ cpr: z.string(), name: z.string() }));

/** A citizen of the record system. Pages know the number in the list, never the CPR number. */
export type Citizen = { number: number; cpr: string; name: string; birthDate: string };

export const readCitizens = (file: URL): Citizen[] =>
  Citizens.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ cpr, name }, index) => ({
    number: index + 1,
    cpr,
    name,
    birthDate: birthDateOf(cpr) ?? '',
  }));

/** Two people work here. In a real record system this is the signed-in user. */
export const users = {
  mette: { id: 'mette', name: 'Mette Sundby', title: 'sygeplejerske', roles: ['anmoder'] },
  lone: { id: 'lone', name: 'Lone Leder', title: 'områdeleder', roles: ['anmoder', 'godkender'] },
} as const;

export const TokenRequest = z.strictObject({
  citizen: z.int().min(1).max(1_000),
  user: z.enum(['mette', 'lone']),
  locale: z.enum(['da', 'en']),
});
