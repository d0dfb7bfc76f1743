import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a time without zone',
  source: 'SAML core 1.3.3',
  make: (kit) => kit.answer({ until: '2026-11-22T08:05:30' }),
  wanted: { rule: 'conditions_time', page: 'failed' },
});
