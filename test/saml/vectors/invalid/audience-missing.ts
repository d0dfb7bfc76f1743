import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no AudienceRestriction',
  source: '7.4, no AudienceRestriction',
  make: (kit) => kit.answer({ restrictions: '' }),
  wanted: { rule: 'audience', page: 'failed' },
});
