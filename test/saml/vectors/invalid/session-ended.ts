import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: "the provider's session is over",
  source: '6.2, SessionNotOnOrAfter',
  make: (kit) => kit.answer({ sessionUntil: kit.iso(kit.now - kit.skew) }),
  wanted: { rule: 'authn_time', page: 'failed' },
});
