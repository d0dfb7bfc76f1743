import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'level High',
  source: '6.1, 11',
  make: (kit) =>
    kit.answer({
      classRef: 'https://data.gov.dk/concept/core/nsis/loa/High',
      attributes: kit.attributes({ [kit.names.level]: 'High' }),
    }),
  wanted: { accepted: { level: 'High' } },
});
