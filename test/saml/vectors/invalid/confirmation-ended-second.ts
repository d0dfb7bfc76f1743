import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the confirmation ended a second more than the skew ago',
  source: '7.4, SubjectConfirmation expired',
  make: (kit) => kit.answer({ confirmedUntil: kit.iso(kit.now - kit.skew - 1000) }),
  wanted: { rule: 'confirmation_time', page: 'failed' },
});
