import { and, eq } from 'drizzle-orm';
import { cpr, type CitizenRef, type Cpr, type Cvr, type Instant, type TenantId } from '../domain/ids.ts';
import type { Database, Stored } from './database.ts';
import { unseal } from './encryption.ts';
import type { KeyRing } from './keys.ts';
import { isOneOf } from './statements.ts';

/** A delivered call to the register. */
type Call = { cvr: Cvr; revision: number; at: Instant };
export type Person = { cpr: Cpr; initials: string | null; calls: readonly Call[] };

type PersonRow = [citizen: CitizenRef, cpr: Buffer, initials: Buffer | null];
type CallRow = [citizen: CitizenRef, cvr: Cvr, revision: number, at: Stored<Instant> | null];

/** People kept opened, some 35 MB at most: opening a number costs as much as the rest of a row, and a citizen has many. */
const mostPeople = 131_072;

/** Citizens of an extract, each opened once; forgotten with the extract. */
export const createPeople = (
  { reads, rows, tables, readInstant }: Database,
  keys: KeyRing,
  tenant: TenantId,
  pageSize: number,
): ((citizens: ReadonlySet<CitizenRef>) => Promise<ReadonlyMap<CitizenRef, Person>>) => {
  const { citizens: c, attempts: a } = tables;
  const known = new Map<CitizenRef, Person>();

  const statementsOf = (size: number) => ({
    size,
    people: rows<PersonRow>(
      reads
        .select({ citizen: c.citizen, cpr: c.cpr, initials: c.initials })
        .from(c)
        .where(and(eq(c.tenantId, tenant), isOneOf(c.citizen, 'citizen', size))),
    ),
    calls: rows<CallRow>(
      reads
        .select({ citizen: a.citizen, cvr: a.cvr, revision: a.revision, at: a.finishedAt })
        .from(a)
        .where(and(eq(a.tenantId, tenant), isOneOf(a.citizen, 'citizen', size), eq(a.outcome, 'delivered'))),
    ),
  });
  const statements = [statementsOf(16), statementsOf(pageSize)] as const;

  const learn = async (refs: readonly CitizenRef[]): Promise<void> => {
    const { data } = await keys.of(tenant);
    const [few, many] = statements;
    const { size, people, calls } = refs.length <= few.size ? few : many;
    // Filled up with its last member.
    const given = Object.fromEntries(
      Array.from({ length: size }, (_, at) => [`citizen${at}`, refs[Math.min(at, refs.length - 1)]]),
    );
    const [found, called] = await Promise.all([people(given), calls(given)]);
    const open = (row: string, sealed: Buffer): string =>
      unseal(data, { tenant, table: 'citizens', row }, sealed).toString();
    const made = Map.groupBy(called, ([citizen]) => citizen);
    for (const [citizen, number, initials] of found)
      known.set(citizen, {
        cpr: cpr(open(citizen, number)),
        initials: initials === null ? null : open(`${citizen}/initials`, initials),
        calls: (made.get(citizen) ?? []).flatMap(([, cvr, revision, at]) =>
          at === null ? [] : [{ cvr, revision, at: readInstant(at) }],
        ),
      });
  };

  return async (wanted) => {
    if (known.size + wanted.size > mostPeople) known.clear();
    const missing = [...wanted].filter((one) => !known.has(one));
    if (missing.length > 0) await learn(missing);
    return known;
  };
};
