import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a time that is not in UTC',
  source: 'SAML core 1.3.3',
  make: (kit) => kit.answer({ until: '2026-11-22T10:05:30+01:00' }),
  wanted: { rule: 'conditions_time', page: 'failed' },
});
