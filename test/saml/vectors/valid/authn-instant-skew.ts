import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'logged in the whole skew from now, by the other clock',
  source: '6.1, 11',
  make: (kit) => kit.answer({ authnInstant: kit.iso(kit.now + kit.skew) }),
  wanted: 'accepted',
});
