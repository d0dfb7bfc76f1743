import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no level',
  source: '6.1, 11',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.level]: null }) }),
  wanted: { rule: 'level_missing', page: 'too_weak' },
});
