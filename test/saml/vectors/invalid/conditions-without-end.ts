import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'Conditions without NotOnOrAfter',
  source: '6.1, 10',
  make: (kit) => kit.answer({ until: null }),
  wanted: { rule: 'conditions_time', page: 'failed' },
});
