import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the confirmation ended the whole skew ago',
  source: '7.4, SubjectConfirmation expired',
  make: (kit) => kit.answer({ confirmedUntil: kit.iso(kit.now - kit.skew) }),
  wanted: { rule: 'confirmation_time', page: 'failed' },
});
