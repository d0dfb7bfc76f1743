import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the level in small letters',
  source: '3.2',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.level]: 'substantial' }) }),
  wanted: { rule: 'level_unknown', page: 'failed' },
});
