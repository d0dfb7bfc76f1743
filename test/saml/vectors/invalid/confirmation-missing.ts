import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no SubjectConfirmation',
  source: '6.1, 9',
  make: (kit) => kit.answer({ confirmation: '' }),
  wanted: { rule: 'confirmation', page: 'failed' },
});
