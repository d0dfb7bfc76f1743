import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: "the provider's session ends in a millisecond, clocks apart by the whole skew",
  source: '6.2, SessionNotOnOrAfter',
  make: (kit) => kit.answer({ sessionUntil: kit.iso(kit.now - kit.skew + 1) }),
  wanted: 'accepted',
});
