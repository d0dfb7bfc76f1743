import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a millisecond before the confirmation ends, clocks apart by the whole skew',
  source: '6.1, 9',
  make: (kit) => kit.answer({ confirmedUntil: kit.iso(kit.now - kit.skew + 1) }),
  wanted: 'accepted',
});
