import type { BlurringEvent } from '../../../server/domain/event.ts';

/** What the test itself remembers of a registration, from the events of the commands that were acknowledged. */
export type Remembered = {
  tenant: number;
  person: number;
  id: string;
  cvrs: readonly string[];
  endsAt: number;
  ended: boolean;
};

export type History = {
  registrations: Remembered[];
  /** Action and subject of every event, by municipality, in the order they were acknowledged. */
  audit: string[][];
  remember(tenant: number, person: number, events: readonly BlurringEvent[]): void;
};

/** The test's own fold of what has happened; shares no code with the server's. */
export const createHistory = (): History => {
  const registrations: Remembered[] = [];
  const audit: string[][] = [[], [], []];
  const note = (tenant: number, event: BlurringEvent, id: string): void =>
    void audit[tenant]?.push(`${event.type} ${id}`);
  return {
    registrations,
    audit,
    remember: (tenant, person, events) => {
      for (const event of events) {
        if (event.type === 'blurring_registered') {
          const { id, cvrs, endsAt } = event.blurring;
          registrations.push({ tenant, person, id, cvrs, endsAt, ended: false });
          note(tenant, event, id);
          continue;
        }
        note(tenant, event, event.id);
        const known = registrations.find((one) => one.tenant === tenant && one.id === event.id);
        if (event.type === 'blurring_renewed') Object.assign(known ?? {}, { endsAt: event.endsAt });
        else Object.assign(known ?? {}, { ended: true });
      }
    },
  };
};

/** The end the register should hold for a key now: the latest of those in force, or null for none. */
export const wantedEnd = (
  history: History,
  key: { tenant: number; person: number; cvr: string },
  now: number,
): number | null => {
  let latest: number | null = null;
  for (const { tenant, person, cvrs, endsAt, ended } of history.registrations) {
    if (tenant !== key.tenant || person !== key.person || !cvrs.includes(key.cvr)) continue;
    if (!ended && endsAt > now && (latest === null || endsAt > latest)) latest = endsAt;
  }
  return latest;
};
