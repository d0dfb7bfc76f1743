import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the conditions begin a second more than the skew from now',
  source: '7.4, not yet valid',
  make: (kit) => kit.answer({ from: kit.iso(kit.now + kit.skew + 1000) }),
  wanted: { rule: 'conditions_time', page: 'failed' },
});
