import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the conditions begin the whole skew from now',
  source: '6.1, 10',
  make: (kit) => kit.answer({ from: kit.iso(kit.now + kit.skew) }),
  wanted: 'accepted',
});
