import { defineVector } from '../../forge/vector.ts';

// Attack: a day that does not exist, which some clocks carry over into the next month.
export default defineVector({
  title: 'the 31st of November',
  source: 'SAML core 1.3.3',
  make: (kit) => kit.answer({ until: '2026-11-31T08:05:30Z' }),
  wanted: { rule: 'conditions_time', page: 'failed' },
});
