import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'logged in a millisecond more than the skew from now',
  source: '6.1, 11',
  make: (kit) => kit.answer({ authnInstant: kit.iso(kit.now + kit.skew + 1) }),
  wanted: { rule: 'authn_time', page: 'failed' },
});
