import { birthDateOf } from '../../../shared/cpr.ts';
import type { CaseLine } from '../../../shared/cases-api.ts';
import { isInForce } from '../../domain/blurring.ts';
import { overdueAfterDays } from '../../domain/casework.ts';
import type { ActorId, Cpr, Instant } from '../../domain/ids.ts';
import { nameOfUnit, type Unit } from '../../domain/units.ts';
import type { CaseRow } from '../../store/store.ts';
import { toView } from '../view.ts';

const iso = (at: Instant): string => new Date(at).toISOString();

/** Who looks, as far as a line depends on it. */
export type Looker = { own: readonly ActorId[]; units: readonly Unit[]; now: Instant };

/** The birth date of a number that was checked when it came in. */
export const birthDate = (number: Cpr): string => birthDateOf(number) ?? '';

/** A registration as a line of a list: the citizen by birth date and initials only. */
export const toLine = (row: CaseRow, { own, units, now }: Looker): CaseLine => {
  const { blurring } = row;
  const pending = blurring.decision === 'pending' && isInForce(blurring, now);
  const { unit, decided } = blurring;
  return {
    ...toView(row, now),
    citizen: { birth_date: birthDate(row.cpr), initials: row.initials },
    revision: blurring.revision,
    unit: unit === null ? null : (nameOfUnit(units, unit) ?? unit),
    decided: decided && { at: iso(decided.at), by: row.decidedByName },
    own: own.includes(blurring.registeredBy),
    overdue: pending && now - blurring.registeredAt > overdueAfterDays * 86_400_000,
  };
};
