import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the level as an address instead of the word',
  source: '3.2, the word, not the URL',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.level]: 'https://data.gov.dk/concept/core/nsis/loa/Substantial',
      }),
    }),
  wanted: { rule: 'level_unknown', page: 'failed' },
});
