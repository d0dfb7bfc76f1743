import { defineVector } from '../../forge/vector.ts';

// Attack: a weak login lifted by the older number.
export default defineVector({
  title: 'NSIS counts where both levels are there',
  source: '3.2',
  make: (kit) => ({
    body: kit.answer({
      classRef: 'https://data.gov.dk/concept/core/nsis/loa/Low',
      attributes: kit.attributes({ [kit.names.level]: 'Low', [kit.names.nist]: '4' }),
    }),
    settings: { acceptNistLevels: true },
  }),
  wanted: { accepted: { level: 'Low' } },
});
