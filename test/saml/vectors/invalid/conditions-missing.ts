import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no Conditions',
  source: '7.4, no Conditions',
  make: (kit) => kit.answer({ conditions: '' }),
  wanted: { rule: 'conditions', page: 'failed' },
});
