import { parseCpr } from '../../../shared/cpr.ts';
import type { CaseFilter as AskedFilter, CaseSort } from '../../../shared/cases-api.ts';
import { actorId, cpr, type CitizenRef, type Cpr, type Instant } from '../../domain/ids.ts';
import { startOfDay } from '../../domain/period.ts';
import { AppError, appError } from '../../errors.ts';
import type { CaseFilter, TenantStore } from '../../store/store.ts';
import type { Visitor } from './context.ts';

/** A CPR number somebody typed. @throws `cpr_invalid`, `citizen_id_unsupported` */
export const typedCpr = (text: string): Cpr => {
  const parsed = parseCpr(text);
  if (typeof parsed === 'string') throw appError('cpr_invalid');
  if (parsed.kind !== 'cpr') throw appError('citizen_id_unsupported');
  return cpr(parsed.digits);
};

/** When a Danish calendar day is over. */
export const dayAfter = (date: string): Instant =>
  startOfDay(new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10));

/** Fields that exclude each other; the first is where the person should look. */
const contradiction = (asked: AskedFilter): keyof AskedFilter | undefined => {
  const { registered_from, registered_to, ends_from, ends_to } = asked;
  if (registered_from && registered_to && registered_from > registered_to) return 'registered_to';
  if (ends_from && ends_to && ends_from > ends_to) return 'ends_to';
  if (registered_from && ends_to && registered_from > ends_to) return 'ends_to';
  if (asked.state === 'open' && asked.decision === 'rejected') return 'decision';
  if (asked.expired_unseen && (asked.state === 'open' || asked.decision === 'rejected'))
    return asked.state === 'open' ? 'state' : 'decision';
  return undefined;
};

/**
 * What a person asked for, as the store is asked. Limited to the units the person sees.
 * @throws `filter_contradictory` naming the field; `cpr_invalid`, `citizen_id_unsupported`
 */
export const readFilter = async (
  tenant: Pick<TenantStore, 'citizenRef' | 'cases'>,
  { reads }: Pick<Visitor, 'reads'>,
  asked: AskedFilter,
): Promise<CaseFilter & { citizen?: CitizenRef }> => {
  const wrong = contradiction(asked);
  if (wrong)
    throw new AppError({ code: 'filter_contradictory' }, [
      { pointer: `/filter/${wrong}`, code: 'filter_contradictory' },
    ]);
  const { state, decision, reason, unit, undelivered } = asked;
  return {
    within: reads,
    ...(state && { state }),
    ...(decision && { decision }),
    ...(reason && { reason }),
    ...(unit && { unit }),
    ...(undelivered && { undelivered }),
    ...(asked.expired_unseen && { expiredUnseen: true as const }),
    ...(asked.registrant && {
      registrants: await tenant.cases.identitiesOf(actorId(asked.registrant)),
    }),
    ...(asked.cpr && { citizen: await tenant.citizenRef(typedCpr(asked.cpr)) }),
    ...(asked.registered_from && { registeredFrom: startOfDay(asked.registered_from) }),
    ...(asked.registered_to && { registeredTo: dayAfter(asked.registered_to) }),
    ...(asked.ends_from && { endsFrom: startOfDay(asked.ends_from) }),
    ...(asked.ends_to && { endsTo: dayAfter(asked.ends_to) }),
  };
};

/** A list reads along the column its period is about; another order would read the whole period first. */
export const sortFor = (asked: AskedFilter, sort: CaseSort): CaseSort => {
  const endsOnly = (asked.ends_from ?? asked.ends_to) && !(asked.registered_from ?? asked.registered_to);
  if (endsOnly && sort.startsWith('registered')) return sort.endsWith('asc') ? 'ends_asc' : 'ends_desc';
  return sort;
};
