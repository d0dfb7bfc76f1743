import {
  cpr,
  cvr,
  tenantId,
  type CitizenRef,
  type Cpr,
  type Cvr,
  type Instant,
  type TenantId,
} from '../../../server/domain/ids.ts';
import type { Store, TenantStore } from '../../../server/store/store.ts';
import { eksempelby } from '../../support/municipality.ts';

export type Person = { cpr: Cpr; citizen: CitizenRef };
export type Municipality = { id: TenantId; cvrs: Cvr[]; people: Person[]; store: TenantStore };

/** Three municipalities by the first digit of their CVR numbers; the first has two CVR numbers, and the first two have the same citizens. */
const all: readonly { cvrs: readonly string[]; cprs: readonly string[] }[] = [
  { cvrs: ['1', '2'], cprs: ['2512489996', '2512484916'] },
  { cvrs: ['3'], cprs: ['2512489996', '2512484916'] },
  { cvrs: ['4'], cprs: ['0108109996', '0101700001'] },
];

/** Registers them anew under names no earlier schedule used. */
export const foundMunicipalities = (store: Store, schedule: number, now: Instant): Promise<Municipality[]> =>
  Promise.all(
    all.map(async ({ cvrs: digits, cprs }, index) => {
      const id = tenantId(`model-${schedule}-${index}`);
      // A CVR number belongs to one municipality, so each schedule has its own.
      const cvrs = digits.map((digit) => `${digit}${String(schedule).padStart(7, '0')}`);
      const own = cvrs.map((number, place) => ({
        cvr: cvr(number),
        name: `Enhed ${number}`,
        main: place === 0,
      }));
      await store.registry.registerMunicipality({ ...eksempelby(), id, name: id, cvrs: own }, now);
      const tenant = store.forTenant(id);
      const people = cprs.map(async (number) => ({
        cpr: cpr(number),
        citizen: await tenant.citizenRef(cpr(number)),
      }));
      return { id, cvrs: cvrs.map(cvr), people: await Promise.all(people), store: tenant };
    }),
  );
