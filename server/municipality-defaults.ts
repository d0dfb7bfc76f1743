import { instant, type Cvr, type TenantId } from './domain/ids.ts';
import type { MunicipalityDefinition } from './store/store.ts';

/** What a municipality begins with; each can be changed by the municipality itself. */

/** The coded reasons all municipalities have (product rule 6); they can be worded anew, not removed. */
export const commonReasons = [
  { code: 'violence', label: { da: 'Vold', en: 'Violence' } },
  { code: 'threat', label: { da: 'Trusler', en: 'Threats' } },
  { code: 'harassment', label: { da: 'Chikane', en: 'Harassment' } },
  { code: 'fear', label: { da: 'Begrundet frygt', en: 'Well-founded fear' } },
];

export const commonGuidelines = {
  version: 1,
  text: {
    da: 'Er der fare nu, så ring 112. Tal med din leder, når du har sløret. Skriv ikke om borgerens helbred i begrundelsen.',
    en: 'If there is danger now, call 112. Talk to your manager after blurring. Do not write about the citizen’s health in the reason.',
  },
  url: null,
};

export const commonPolicy = {
  defaultDays: 90,
  maxDays: 90,
  reasonText: 'optional',
  acknowledgement: true,
  reviewMonths: 12,
} as const;

/** A new municipality: name and main CVR number, the common rules, no record system and no certificate. */
export const newMunicipality = (id: TenantId, name: string, cvr: Cvr): MunicipalityDefinition => ({
  id,
  name,
  cvrs: [{ cvr, name, main: true }],
  policies: [{ ...commonPolicy, appliesFrom: instant(0) }],
  reasons: commonReasons,
  guidelines: commonGuidelines,
  issuers: [],
  units: [],
});
