/** An invented municipality. Its numbers pass their checks and belong to nobody here. */
export const organisations = [
  { cvr: '29190623', name: 'Eksempelby Kommune', main: true },
  { cvr: '99000007', name: 'Eksempelby Hjemmepleje ApS', main: false },
] as const;

/** The second municipality; it uses the hosted page only. */
export const secondMunicipality = { id: 'proevestad', name: 'Prøvestad Kommune', cvr: '13748136' } as const;

/** The body that runs the solution for all municipalities. */
export const nationalBody = { id: 'national', name: 'Sløring Danmark', cvr: '12345674' } as const;

/** The record system at that municipality. */
export const demoIssuer = 'urn:demo-journal:eksempelby';

/** What a municipality decides for itself, here the same for both. */
const rules = {
  policies: [
    {
      appliesFrom: '2026-01-01T00:00:00Z',
      defaultDays: 90,
      maxDays: 90,
      reasonText: 'optional',
      acknowledgement: true,
    },
  ],
  reasons: [
    { code: 'violence', label: { da: 'Vold', en: 'Violence' } },
    { code: 'threat', label: { da: 'Trusler', en: 'Threats' } },
    { code: 'harassment', label: { da: 'Chikane', en: 'Harassment' } },
    { code: 'fear', label: { da: 'Begrundet frygt', en: 'Well-founded fear' } },
  ],
  guidelines: {
    version: 1,
    text: {
      da: 'Tal med din leder, når du har sløret. Ring 112, hvis der er fare nu.',
      en: 'Talk to your manager after blurring. Call 112 if there is danger now.',
    },
    url: null,
  },
};

/** What `node server/onboarding.ts` reads; `start` is where the record page is. */
export const municipality = (start: string, iss: string) => ({
  id: 'eksempelby',
  name: 'Eksempelby Kommune',
  cvrs: organisations,
  ...rules,
  issuers: [
    {
      iss,
      name: 'Demo-journal',
      enabled: true,
      algorithms: ['ES256'],
      keys: { kind: 'url', url: `${start}/.well-known/jwks.json` },
      modes: ['in_page'],
      // The last is where `npm run dev` shows the record page.
      origins: [start, start.replace('localhost', '127.0.0.1'), 'http://localhost:8000'],
      returnUris: [],
      cvrs: organisations.map(({ cvr }) => cvr),
      roles: ['employee', 'manager'],
      minimumLoa: 'Substantial',
      maxAuthAgeSeconds: 43_200,
    },
  ],
});

/** A municipality without a record system of its own. */
export const municipalityWithoutRecordSystem = () => ({
  id: secondMunicipality.id,
  name: secondMunicipality.name,
  cvrs: [{ cvr: secondMunicipality.cvr, name: secondMunicipality.name, main: true }],
  ...rules,
  issuers: [],
});
