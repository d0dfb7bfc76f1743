import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a confirmation without NotOnOrAfter',
  source: '6.1, 9',
  make: (kit) => kit.answer({ confirmedUntil: null }),
  wanted: { rule: 'confirmation_time', page: 'failed' },
});
