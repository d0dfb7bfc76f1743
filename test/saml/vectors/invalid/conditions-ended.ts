import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the conditions ended the whole skew ago',
  source: '7.4, Conditions expired',
  make: (kit) => kit.answer({ until: kit.iso(kit.now - kit.skew) }),
  wanted: { rule: 'conditions_time', page: 'failed' },
});
