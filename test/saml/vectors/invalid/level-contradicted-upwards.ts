import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a higher AuthnContextClassRef than the attribute',
  source: '6.1, 11, not contradicted',
  make: (kit) => kit.answer({ classRef: 'https://data.gov.dk/concept/core/nsis/loa/High' }),
  wanted: { rule: 'level_contradicted', page: 'failed' },
});
