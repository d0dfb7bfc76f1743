import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a millisecond before the conditions end, clocks apart by the whole skew',
  source: '6.1, 10',
  make: (kit) => kit.answer({ until: kit.iso(kit.now - kit.skew + 1) }),
  wanted: 'accepted',
});
