import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'level Low gives no grants that need more',
  source: '6.1, 11',
  make: (kit) =>
    kit.answer({
      classRef: 'https://data.gov.dk/concept/core/nsis/loa/Low',
      attributes: kit.attributes({ [kit.names.level]: 'Low' }),
    }),
  wanted: { accepted: { level: 'Low', grants: [], dropped: [{ cvr: '29189366', reason: 'level_too_low' }] } },
});
