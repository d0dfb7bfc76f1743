import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no SessionIndex',
  source: '3.1',
  make: (kit) => kit.answer({ sessionIndex: null }),
  wanted: { rule: 'authn_statement', page: 'failed' },
});
