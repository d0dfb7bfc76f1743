import { cvr, instant, tenantId } from '../../server/domain/ids.ts';
import type { Issuer, MunicipalityDefinition } from '../../server/store/store.ts';

/** An invented municipality with two CVR numbers; both pass modulus 11 and belong to nobody here. */
export const eksempelby = (issuers: Issuer[] = []): MunicipalityDefinition => ({
  id: tenantId('eksempelby'),
  name: 'Eksempelby Kommune',
  cvrs: [
    { cvr: cvr('29190623'), name: 'Eksempelby Kommune', main: true },
    { cvr: cvr('29189366'), name: 'Eksempelby Hjemmepleje ApS', main: false },
  ],
  policies: [
    {
      appliesFrom: instant(0),
      defaultDays: 90,
      maxDays: 90,
      reasonText: 'optional',
      acknowledgement: false,
      reviewMonths: 12,
    },
  ],
  reasons: [
    { code: 'violence', label: { da: 'Vold', en: 'Violence' } },
    { code: 'threat', label: { da: 'Trusler', en: 'Threats' } },
  ],
  guidelines: { version: 1, text: { da: 'Retningslinjer.', en: 'Guidelines.' }, url: null },
  issuers,
  units: [],
});

/** Another one, for what must never cross. */
export const proevestad = (issuers: Issuer[] = []): MunicipalityDefinition => ({
  ...eksempelby(issuers),
  id: tenantId('proevestad'),
  name: 'Prøvestad Kommune',
  cvrs: [{ cvr: cvr('13748136'), name: 'Prøvestad Kommune', main: true }],
});
