import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no AuthnInstant',
  source: '3.1',
  make: (kit) => kit.answer({ authnInstant: null }),
  wanted: { rule: 'authn_time', page: 'failed' },
});
