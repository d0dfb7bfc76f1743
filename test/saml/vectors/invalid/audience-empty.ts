import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an AudienceRestriction without Audience',
  source: '6.1, 10',
  make: (kit) => kit.answer({ audience: '' }),
  wanted: { rule: 'audience', page: 'failed' },
});
