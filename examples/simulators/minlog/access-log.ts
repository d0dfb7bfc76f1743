import type { Citizen, Entry, Unit } from './entry.ts';
import type { NationalLookup } from './national-lookup.ts';
import { pseudonym } from './pseudonym.ts';

/** Why a name is not shown: the employer is blurred towards this citizen, or the unit towards everyone. */
export type Reason = 'individual' | 'department';

/** One line as the citizen sees it. `staff` is a name, or the code that stands for it when there is a reason. */
export type Line = {
  readonly at: string;
  readonly staff: string;
  readonly blurred: boolean;
  readonly reasons: readonly Reason[];
  readonly title: string;
  readonly unit: Unit;
  readonly organisation: string;
  readonly activity: string;
};

/**
 * The citizen's log from the given looks, in their order, with names replaced as the register says at this moment; when a look was
 * made plays no part.
 * @throws when the register does not answer every question: without its answers no name may be shown.
 */
export const accessLog = async (
  citizen: Citizen,
  entries: readonly Entry[],
  national: NationalLookup,
): Promise<Line[]> => {
  const [organisations, units, salt] = await Promise.all([
    national.blurredOrganisations(citizen.cpr),
    national.blurredUnits(),
    national.currentSalt(),
  ]);
  const isBlurred = ({ id, classification }: Unit): boolean =>
    units.some((unit) => unit.id === id && unit.classification === classification);

  return entries.map((entry) => {
    const reasons: Reason[] = [
      ...(organisations.includes(entry.cvr) ? (['individual'] as const) : []),
      ...(isBlurred(entry.unit) ? (['department'] as const) : []),
    ];
    const blurred = reasons.length > 0;
    return {
      at: new Date(entry.at).toISOString(),
      staff: blurred
        ? pseudonym(entry.givenNames, entry.surname, citizen.cpr, salt)
        : `${entry.givenNames} ${entry.surname}`,
      blurred,
      reasons,
      title: entry.title,
      unit: entry.unit,
      organisation: entry.organisation,
      activity: entry.activity,
    };
  });
};
